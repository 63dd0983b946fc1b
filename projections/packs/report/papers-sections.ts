import { fieldWords } from '../../../events/complaint/field-words.ts';
import type { ShownDocument } from '../case-documents.ts';
import type { ShownLetter } from '../case-letters.ts';
import { languageOf } from '../languages.ts';
import type { OpenedCase } from '../opened-case.ts';
import { valueWords } from './event-details.ts';
import type { Saying } from './event-details.ts';
import { localTime } from './local-time.ts';
import type { Block, Fact, Section } from './report.ts';

const WORDS = {
  en: {
    letters: 'Letters',
    sent: 'Sent',
    unsent: 'not sent',
    failed: (times: number) => `, failed ${times} times before`,
    demanded: 'Had to say',
    covers: 'Says, as declared',
    sealed:
      'The words of the letter are not given: they cannot be opened, or this release would word it otherwise.',
    lost: 'The words of the letter were erased with the personal data of the case: its key was destroyed.',
    documents: 'Documents',
    head: ['Filed', 'Kind and name', 'Bytes', 'Commitment, and where it lies'],
    bySomebody: 'by',
    'not-asked-for': 'not in this pack: not asked for',
    'not-for-this-profile': 'not in this pack: not for this reader',
    erased: 'erased with the personal data of the case',
    'not-found': 'not found in the store of documents',
    unnamed: '[name sealed]',
  },
  zh: {
    letters: '信函',
    sent: '发出时间',
    unsent: '尚未发出',
    failed: (times: number) => `，此前失败 ${times} 次`,
    demanded: '应载明',
    covers: '所载内容（经办人申明）',
    sealed: '信函原文未能提供：无法开启，或本版本的措辞已有变化。',
    lost: '信函原文已随案件个人信息一并删除（密钥已销毁）。',
    documents: '材料',
    head: ['提交时间', '种类与名称', '字节数', '承诺值与所在文件'],
    bySomebody: '提交人',
    'not-asked-for': '未随本证据包提供：未要求',
    'not-for-this-profile': '未随本证据包提供：不适用于该对象',
    erased: '已随案件个人信息一并删除',
    'not-found': '材料库中未找到',
    unnamed: '［名称已密封］',
  },
} as const;

/** Each letter: what it had to say by which article, and its words where they are given. */
export function lettersSection(
  letters: readonly ShownLetter[],
  { letters: posted }: Pick<OpenedCase, 'letters'>,
  saying: Saying,
): Section {
  const words = WORDS[languageOf(saying.language)];
  return {
    title: words.letters,
    blocks: letters.flatMap((letter): readonly Block[] => {
      const text = letter.sent === null ? undefined : posted.get(letter.sent);
      const heading = `${letter.ordered} ${valueWords(letter.letter, saying)}`;
      return [
        { is: 'heading', text: heading },
        { is: 'facts', facts: letterFacts(letter, saying) },
        text === undefined
          ? { is: 'paragraph', text: isErased(letter, saying) ? words.lost : words.sealed }
          : { is: 'quote', text: text.trim() },
      ];
    }),
  };
}

function isErased({ commitment }: ShownLetter, saying: Saying): boolean {
  return commitment !== null && saying.isErased({ commitment });
}

function letterFacts(
  { sentAt, failed, demanded, covers, commitment }: ShownLetter,
  { language, zone }: Saying,
): readonly Fact[] {
  const is = languageOf(language);
  const words = WORDS[is];
  const failures = failed === 0 ? '' : words.failed(failed);
  const sent = sentAt === null ? words.unsent : localTime(sentAt, zone);
  const titles = new Map(
    demanded.flatMap(({ sections }) => sections.map(({ name, title }) => [name, title[is]])),
  );
  const asked = demanded.map(({ regime, version, article, mark, sections }) => {
    const said = sections.map(({ title }) => title[is]).join(is === 'en' ? '; ' : '；');
    return `${article} (${mark}), ${regime} ${version}: ${said}`;
  });
  const declared = covers.map((name) => titles.get(name) ?? name);
  const facts: readonly Fact[] = [
    [words.sent, `${sent}${failures}`],
    [words.demanded, asked.join('\n')],
    [words.covers, declared.join(is === 'en' ? '; ' : '；')],
    [fieldWords('commitment')[is], commitment ?? ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

export function documentsSection(documents: readonly ShownDocument[], saying: Saying): Section {
  const words = WORDS[languageOf(saying.language)];
  const rows = documents.map((one) => {
    const { filedAt, filedBy, kind, name, bytes, document, file, without } = one;
    const where = file ?? (without === null ? '' : words[without]);
    return [
      `${localTime(filedAt, saying.zone)}\n${words.bySomebody} ${filedBy}`,
      `${valueWords(kind, saying)}\n${name ?? words.unnamed}`,
      String(bytes),
      `${document}\n${where}`,
    ];
  });
  const table: Block = { is: 'table', widths: [90, 120, 46, '*'], head: words.head, rows };
  return { title: words.documents, blocks: rows.length === 0 ? [] : [table] };
}
