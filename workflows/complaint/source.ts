import type { Text } from '../../events/envelope.ts';
import { MARKS } from '../../regimes/datum.ts';
import type { Mark } from '../../regimes/datum.ts';
import { isHouseRule } from '../../regimes/house.ts';
import type { Regime } from '../../regimes/regime.ts';

/** What a datum rests on: the regime that has it, the article there, how sure the article is, and both in words. */
export type Source = Pick<Regime, 'version'> & {
  readonly regime: string;
  readonly article: string;
  readonly mark: Mark;
  readonly text: Text;
};

/** What no article asks for, but the institution itself. */
export const HOUSE_RULE: Text = { en: 'house rule', zh: '内部规定' };

type Placed = Pick<Source, 'article' | 'mark'>;

/** The words say so where a rule is the house's own, and where an article was not read in its own text. */
export function sourceOf(
  { name, version }: Pick<Regime, 'name' | 'version'>,
  { article, mark }: Placed,
): Source {
  return { regime: name, version, article, mark, text: inWords(name, { article, mark }) };
}

function inWords(regime: string, { article, mark }: Placed): Text {
  if (isHouseRule(regime, { mark }))
    return { en: `${HOUSE_RULE.en}, ${regime}`, zh: `${HOUSE_RULE.zh}，${regime}` };
  const [unsure, unsureZh] = mark === 'V' ? ['', ''] : [`, mark ${mark}`, `，标记 ${mark}`];
  return { en: `${article}, ${regime}${unsure}`, zh: `${article}，${regime}${unsureZh}` };
}

/** Several as one, as an event has it: all their articles, no surer than the least sure of them. */
export function together(placed: readonly [Placed, ...Placed[]]): Placed {
  const doubt = ({ mark }: Placed) => MARKS.indexOf(mark);
  const [first, ...others] = placed;
  const { mark } = others.reduce((one, other) => (doubt(other) > doubt(one) ? other : one), first);
  return { article: [...new Set(placed.map(({ article }) => article))].join('; '), mark };
}
