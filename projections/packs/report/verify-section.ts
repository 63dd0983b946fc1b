import type { SignedHead } from '../../ledger/tree-head.ts';
import { languageOf } from '../languages.ts';
import type { PackLanguage } from '../languages.ts';
import type { Section } from './report.ts';

/** How a reader checks for himself that what the report tells is what was recorded. */
export function verifySection({ rootHash, keyId }: SignedHead, language: PackLanguage): Section {
  const { title, text } = WORDS[languageOf(language)];
  const facts = [['rootHash', rootHash] as const, ['keyId', keyId] as const];
  return {
    title,
    blocks: [
      { is: 'paragraph', text },
      { is: 'quote', text: 'node verify.mjs PACK.zip --key PUBLIC-KEY' },
      { is: 'facts', facts },
    ],
  };
}

const WORDS = {
  en: {
    title: 'How to check this',
    text: 'This report tells again what the events of the pack say, under the signature of the institution; in doubt the events count. They, the letters, the sign-offs, the documents and what was opened can be checked without us, offline, with Node 18 or newer:',
  },
  zh: {
    title: '如何核验',
    text: '本报告由机构签名，是对证据包中事件的转述，如有出入以事件为准。事件、信函、审批记录、材料及已开启内容均可离线自行核验，仅需 Node 18 或更高版本，无需访问机构系统：',
  },
} as const;
