import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { Actor, Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { ruleName } from './counting.ts';
import { contentNamed, refuseIncomplete } from './letter-content.ts';
import type { Content } from './letter-content.ts';
import { refuse } from './refuse.ts';
import { isSecondLead } from './relations.ts';
import { sourceOf } from './source.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { refuseDeed } from './telling-proof.ts';

/** What each regime over a case asks before the case ends without a decision. */
export type Said = CommandData<'EndWithoutDecision'>;
export type Ending = NonNullable<Regime['endings']>[number];

type Refused = { readonly refused: Refusal };

/** What the letter in the decision's stead must say, by each regime that asks for one. */
export function letterAtEnd(able: readonly Able[]): readonly Content[] {
  return able.flatMap(({ ending, regime }) => contentNamed(ending.letter, regime) ?? []);
}

/**
 * Who may not complain is told so in time (Order 2020-3 art. 18): the clocks run until he was. What the complainant
 * himself accepted he knows, and its summary follows it (DISP 1.5).
 */
export function runsUntilTold(able: readonly Able[]): boolean {
  return able[0]?.ending.effect === 'case-ends' && letterAtEnd(able).length > 0;
}

/** The letter that is owed in the decision's stead, with what the articles of them all demand. */
export function refuseLetter(
  able: readonly Able[],
  { letter, covers = [] }: Said,
): Refused | undefined {
  const demanded = letterAtEnd(able);
  const [first] = demanded;
  if (first === undefined) return undefined;
  if (letter === undefined)
    return refuse(
      'letter-missing',
      `This ending is told by letter (${first.article}): give the letter.`,
      `此种终止须以信函告知（${first.article}），请附信函。`,
    );
  return refuseIncomplete(demanded, covers);
}

/**
 * What is resolved early rests on the complainant's own yes (DISP 1.5): who gave it and by which channel, and the
 * evidence, as a telling by that channel is proved.
 */
export function refuseUnaccepted(
  state: ComplaintState,
  { ending, regime }: Pick<Able, 'ending' | 'regime'>,
  { accepted, at }: Said,
  rules: RuleBook,
): Refused | undefined {
  if (ending.accepted === undefined) return undefined;
  const from = sourceOf(regime, ending.accepted).text;
  if (accepted?.proof.evidence === undefined)
    return refuse(
      'acceptance-missing',
      `The case ends so only if the complainant accepted it (${from.en}): say who did, how, and where the evidence is.`,
      `须经投诉人接受方可如此终止（${from.zh}），请注明接受人、方式和证据。`,
    );
  const { channel, proof } = accepted;
  return refuseDeed(state, { channel, toldAt: at, deed: proof.deed }, rules);
}

/** What ends a case is not found by whoever handles or handled it alone. */
export function refuseAlone(
  state: ComplaintState,
  { ending, regime }: Pick<Able, 'ending' | 'regime'>,
  actor: Actor,
): Refused | undefined {
  if (ending.secondPerson === undefined || isSecondLead(state, actor)) return undefined;
  const from = sourceOf(regime, ending.secondPerson).text;
  return refuse(
    'takes-a-lead',
    `Somebody who leads and never handled the case ends it so (${from.en}).`,
    `应由未经办过本案的主管及以上人员如此终止案件（${from.zh}）。`,
  );
}

/** The chance inside which it must have happened, where the ending has one; recorded late it holds all the same. */
export function chanceOf(
  state: ComplaintState,
  { within, article }: Pick<Ending, 'within' | 'article'>,
  regime: string,
  at: Instant,
): CaseClock | Refused | undefined {
  if (within === undefined) return undefined;
  const clock = state.clocks.find((one) => one.regime === regime && ruleName(one.name) === within);
  if (clock === undefined)
    return refuse(
      'no-such-clock',
      `The time ${within} of this ending does not run for this case, or waits for its calendar (${article}).`,
      `本案没有正在计时的时限 ${within}，或其日历尚未发布（${article}）。`,
    );
  return at > clock.dueAt
    ? refuse(
        'chance-lapsed',
        `It was resolved after ${clock.dueAt}, the end of ${within} (${article}): the decision is due in full.`,
        `解决时间晚于时限 ${within} 的届满时间 ${clock.dueAt}（${article}），应当正式作出处理决定。`,
      )
    : clock;
}

/** A regime that knows an ending on a ground, and whose time for it is not over. */
export type Able = {
  readonly regime: Regime;
  readonly ending: Ending;
  readonly chance: CaseClock | undefined;
};

/**
 * The regimes of a case by which it may end on a ground; refused where there are none, for the reason of the first that
 * knows the ground. Those whose ending has another effect than the first one's are left out.
 */
export function ableToEnd(
  state: ComplaintState,
  { ground, at }: Pick<Said, 'ground' | 'at'>,
  rules: RuleBook,
): readonly Able[] | Refused {
  const found = openRegimes(state, rules).flatMap((regime): (Able | Refused)[] => {
    const ending = regime.endings?.find((one) => one.ground === ground);
    if (ending === undefined) return [];
    const chance = chanceOf(state, ending, regime.name, at);
    return [chance !== undefined && 'refused' in chance ? chance : { regime, ending, chance }];
  });
  const able = found.flatMap((one) => ('refused' in one ? [] : [one]));
  const [first] = able;
  const excuses = first?.ending.effect === 'telling-excused';
  if (first !== undefined)
    return able.filter(({ ending }) => (ending.effect === 'telling-excused') === excuses);
  return (
    found.find((one) => 'refused' in one) ??
    refuse(
      'no-such-ending',
      `No regime of this case knows an ending on the ground ${ground}.`,
      `本案适用的监管规则均未规定此终止事由：${inChineseWords(ground)}。`,
    )
  );
}
