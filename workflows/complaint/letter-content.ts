import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import { refuse } from './refuse.ts';
import { sourceOf } from './source.ts';
import type { Source } from './source.ts';
import type { ComplaintState } from './state.ts';

/** A section that a letter must hold, by the name under which a command declares it. */
export type Section = Notice['content'][number];

/** What a letter must say under a regime, and where that is written. */
export type Content = {
  readonly sections: readonly Section[];
  readonly article: string;
  readonly mark: 'V' | 'S' | 'M' | 'P';
  readonly source: Source;
};

/** The occasions of the letters that a handler writes himself. */
const OCCASIONS = {
  decision: 'decided',
  delay: 'delayed',
  'review-decision': 'review-decided',
} as const;

/** Nothing where the regime has no such letter, or says nothing of it. */
export function contentOf(
  letter: keyof typeof OCCASIONS,
  regime: Regime | undefined,
): Content | undefined {
  return content(regime, ({ occasion }) => occasion === OCCASIONS[letter]);
}

/** The same of a notice that another datum of the regime names. */
export function contentNamed(
  letter: string | undefined,
  regime: Regime | undefined,
): Content | undefined {
  return content(regime, ({ name }) => name === letter);
}

type Notice = NonNullable<Regime['notices']>[number];

function content(
  regime: Regime | undefined,
  isMeant: (notice: Notice) => boolean,
): Content | undefined {
  const notice = regime?.notices?.find(isMeant);
  if (regime === undefined || notice === undefined) return undefined;
  const { content: sections, article, mark } = notice;
  return { sections, article, mark, source: sourceOf(regime, notice) };
}

/**
 * What one letter must say when it goes out for a case: what each regime over the case demands of it, for it would
 * satisfy the clocks of them all.
 */
export function demandedOf(
  state: ComplaintState,
  letter: keyof typeof OCCASIONS,
  rules: RuleBook,
): readonly Content[] {
  return openRegimes(state, rules).flatMap((regime) => contentOf(letter, regime) ?? []);
}

/** A letter that leaves out what an article demands is refused, with all it leaves out by regime and article. */
export function refuseIncomplete(
  demanded: readonly Content[],
  covers: readonly string[],
): { readonly refused: Refusal } | undefined {
  const lacking = demanded.flatMap(({ source, sections }) => {
    const missing = sections.filter(({ name }) => !covers.includes(name));
    return missing.length === 0 ? [] : [{ source: placeOf(source), missing }];
  });
  if (lacking.length === 0) return undefined;
  const en = lacking.map(
    ({ source, missing }) =>
      `what is demanded (${source.en}): ${missing.map(({ name, title }) => `${title.en} (${name})`).join('; ')}`,
  );
  const zh = lacking.map(
    ({ source, missing }) =>
      `应载明的内容（${source.zh}）：${missing.map(({ name, title }) => `${title.zh}（${name}）`).join('；')}`,
  );
  return refuse(
    'letter-incomplete',
    `The letter does not say ${en.join('; nor ')}.`,
    `信函缺少 ${zh.join('；以及 ')}。`,
  );
}

/** A handler who mends a letter looks the article up, also where a rule is the house's own. */
function placeOf({ article, regime, mark }: Source): Text {
  const [unsure, unsureZh] = mark === 'V' ? ['', ''] : [`, mark ${mark}`, `，标记 ${mark}`];
  return { en: `${article}, ${regime}${unsure}`, zh: `${article}，${regime}${unsureZh}` };
}
