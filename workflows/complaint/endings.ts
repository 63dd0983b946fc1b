import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { clockName, ruleOf } from './counting.ts';
import { contentNamed, refuseMissing } from './letter-content.ts';
import { endsWithTheCase } from './other-clocks.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** What each regime over a case asks before the case ends without a decision. */
export type Said = CommandData<'EndWithoutDecision'>;
export type Ending = NonNullable<Regime['endings']>[number];

type Refused = { readonly refused: Refusal };

/** The letter that is owed in the decision's stead, with what its article demands. */
export function refuseLetter(
  ending: Ending,
  regime: Regime,
  { letter, covers = [] }: Said,
): Refused | undefined {
  const content = contentNamed(ending.letter, regime);
  if (content === undefined) return undefined;
  if (letter === undefined)
    return refuse(
      'letter-missing',
      `This ending is told by letter (${content.article}): give the letter.`,
      `此种终止须以信函告知（${content.article}），请附信函。`,
    );
  return refuseMissing(content, covers);
}

/** The chance inside which it must have happened, by the name of its clock; recorded late it holds all the same. */
export function chanceOf(
  { clocks }: ComplaintState,
  { ending, name }: { readonly ending: Ending; readonly name: string | undefined },
  at: Instant,
): CaseClock | Refused | undefined {
  if (name === undefined) return undefined;
  const { article } = ending;
  const clock = clocks.find((one) => one.name === name);
  if (clock === undefined)
    return refuse(
      'no-such-clock',
      `The time ${name} of this ending does not run for this case, or waits for its calendar (${article}).`,
      `本案没有正在计时的时限 ${name}，或其日历尚未发布（${article}）。`,
    );
  return at > clock.dueAt
    ? refuse(
        'chance-lapsed',
        `It was resolved after ${clock.dueAt}, the end of ${name} (${article}): the decision is due in full.`,
        `解决时间晚于时限 ${name} 的届满时间 ${clock.dueAt}（${article}），应当正式作出处理决定。`,
      )
    : clock;
}

/**
 * Each legal limit is kept under its own rule: an ending of the leading regime ends no clock of another that still
 * runs, unless that regime knows the same ending and what it asks for is there.
 * What only adds to a regime ends with it.
 */
export function refuseElsewhere(
  state: ComplaintState,
  data: Said,
  leading: Regime,
  rules: RuleBook,
): Refused | undefined {
  for (const regime of withLegalClocks(state, rules)) {
    if (regime.name === leading.name || regime.over?.includes(leading.name) === true) continue;
    const ending = regime.endings?.find(({ ground }) => ground === data.ground);
    if (ending === undefined)
      return refuse(
        'ending-not-in-regime',
        `A legal time limit of ${regime.name} still runs, and that regime knows no ending on the ground ${data.ground}.`,
        `监管规则 ${regime.name} 的法定时限仍在计时，而该规则未规定此终止事由：${data.ground}。`,
      );
    const { within } = ending;
    const name = within === undefined ? undefined : clockName(within, regime.name, false);
    const chance = chanceOf(state, { ending, name }, data.at);
    if (chance !== undefined && 'refused' in chance) return chance;
    const refused = refuseLetter(ending, regime, data);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** The regimes whose legal limits still run for the case, or wait for their calendar; a chance is no limit. */
function withLegalClocks(state: ComplaintState, rules: RuleBook): readonly Regime[] {
  const open = [...running(state), ...state.waiting.filter(({ metAt }) => metAt === null)];
  return open.filter(endsWithTheCase).flatMap((clock) => {
    const found = ruleOf(clock, rules);
    const owed = found?.rule.limit === 'legal' && found.rule.whenMissed !== 'lapse';
    return found !== undefined && owed ? [found.regime] : [];
  });
}
