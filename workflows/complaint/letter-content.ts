import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { caseRegime } from './case-regime.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** A section that a letter must hold, by the name under which a command declares it. */
export type Section = { readonly name: string; readonly title: Text };

/** What a letter must say under a regime, and where that is written. */
export type Content = {
  readonly sections: readonly Section[];
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
};

/** The occasions of the letters that a handler writes himself. */
const OCCASIONS = { decision: 'decided', delay: 'delayed' } as const;

/** Nothing where the regime has no such letter, or says nothing of it. */
export function contentOf(
  letter: keyof typeof OCCASIONS,
  regime: Regime | undefined,
): Content | undefined {
  return content(regime?.notices?.find(({ occasion }) => occasion === OCCASIONS[letter]));
}

/** The same of a notice that another datum of the regime names. */
export function contentNamed(
  letter: string | undefined,
  regime: Regime | undefined,
): Content | undefined {
  return content(regime?.notices?.find(({ name }) => name === letter));
}

function content(notice: NonNullable<Regime['notices']>[number] | undefined): Content | undefined {
  if (notice === undefined) return undefined;
  const { content: sections, article, mark } = notice;
  return { sections, article, mark };
}

/** A letter that leaves out what its article demands is refused, with what it leaves out. */
export function refuseIncomplete(
  state: ComplaintState,
  letter: keyof typeof OCCASIONS,
  covers: readonly string[],
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  const demanded = contentOf(letter, caseRegime(state, rules));
  return demanded && refuseMissing(demanded, covers);
}

/** The same for a letter whose content is known. */
export function refuseMissing(
  content: Content,
  covers: readonly string[],
): { readonly refused: Refusal } | undefined {
  const missing = content.sections.filter(({ name }) => !covers.includes(name));
  if (missing.length === 0) return undefined;
  const en = missing.map(({ name, title }) => `${title.en} (${name})`).join('; ');
  const zh = missing.map(({ name, title }) => `${title.zh}（${name}）`).join('；');
  return refuse(
    'letter-incomplete',
    `The letter does not say what ${content.article} demands: ${en}.`,
    `信函缺少 ${content.article} 要求的内容：${zh}。`,
  );
}
