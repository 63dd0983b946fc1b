import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { openRegimes } from './case-regime.ts';
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

/** A letter that leaves out what an article demands is refused, with what it leaves out. */
export function refuseIncomplete(
  demanded: readonly Content[],
  covers: readonly string[],
): { readonly refused: Refusal } | undefined {
  const lacking = demanded.flatMap(({ article, sections }) => {
    const missing = sections.filter(({ name }) => !covers.includes(name));
    return missing.length === 0 ? [] : [{ article, missing }];
  });
  if (lacking.length === 0) return undefined;
  const en = lacking.map(
    ({ article, missing }) =>
      `what ${article} demands: ${missing.map(({ name, title }) => `${title.en} (${name})`).join('; ')}`,
  );
  const zh = lacking.map(
    ({ article, missing }) =>
      `${article} 要求的内容：${missing.map(({ name, title }) => `${title.zh}（${name}）`).join('；')}`,
  );
  return refuse(
    'letter-incomplete',
    `The letter does not say ${en.join('; nor ')}.`,
    `信函缺少 ${zh.join('；以及 ')}。`,
  );
}

/** The same for a letter of one regime. */
export function refuseMissing(
  content: Content,
  covers: readonly string[],
): { readonly refused: Refusal } | undefined {
  return refuseIncomplete([content], covers);
}
