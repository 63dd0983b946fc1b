import { namedInChinese } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { sameJson } from '../../events/same-json.ts';
import type { Regime } from '../../regimes/regime.ts';
import { noonOf } from '../calendar.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { clocksStarted, extendClock } from './clocks.ts';
import type { ComplaintCommand, CommandData } from './commands.ts';
import { evolve, evolveAll } from './evolve.ts';
import { middayOf } from './comes-under.ts';
import { clockName } from './counting.ts';
import { refuse } from './refuse.ts';
import { regimesOf } from './regimes-of.ts';
import type { ComplaintState } from './state.ts';

/**
 * A person takes an imported case over: from then on it is handled as any other. Its clocks count from the days the
 * source states, since no rule lets a period begin again because records moved from one system to another. A period
 * that was extended before is extended here too, step by step, so that no breach is recorded that never was one.
 */
export function takeOver(
  state: ComplaintState,
  data: CommandData<'TakeOverCase'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const { imported } = state;
  if (imported === null)
    return refuse(
      'not-imported',
      'Only an imported case is taken over; this one was submitted here.',
      '仅导入的案件需要接管，本案系直接提交受理。',
    );
  if (imported.takenOver !== null) return takeOverAgain(imported.takenOver, data);
  if (data.staffComplainedOf.includes(actor.id))
    return refuse(
      'complained-of',
      'A person complained of takes no part in the case.',
      '被投诉人员应当回避，不得参与本案处理。',
    );
  // Noon in Greenwich lies on the same day nearly everywhere, and a regime's zone is known only once it is found.
  const regimes = regimesOf(data, middayOf(imported.receivedOn), rules);
  if ('refused' in regimes) return regimes;
  const regime = regimes.first;
  const receivedAt = noonOf(imported.receivedOn, regime.zone);
  if (receivedAt > now)
    return refuse(
      'received-in-the-future',
      'The complaint cannot have been received later than now.',
      '投诉接收时间不能晚于当前时间。',
    );
  const { extended, ...rest } = data;
  const sentAt = imported.sentOn === null ? receivedAt : noonOf(imported.sentOn, regime.zone);
  const starts = { received: receivedAt, 'sent-to-firm': sentAt };
  const context = { rules, now };
  const about = { kinds: data.kinds, leading: regime.name, raisedTo: state.raisedTo };
  const started = clocksStarted(regimes.found, starts, about, context);
  const moved = alreadyExtended(state, regimes.found, started, extended, context);
  if ('refused' in moved) return moved;
  return {
    events: [
      { type: 'CaseTakenOver', data: { ...rest, by: actor.id } },
      ...started,
      ...moved.events,
    ],
  };
}

/** The same again changes nothing, as far as it says under what the case is handled. */
function takeOverAgain(
  known: NonNullable<NonNullable<ComplaintState['imported']>['takenOver']>,
  data: CommandData<'TakeOverCase'>,
): Decision<ComplaintEvent> {
  const under = ({ regime, overlays = [], kinds = [] }: typeof known | typeof data) => ({
    ...{ regime, overlays, kinds },
  });
  if (sameJson(under(known), under(data))) return { events: [] };
  const names = [known.regime, ...(known.overlays ?? []), ...(known.kinds ?? [])];
  return refuse(
    'taken-over-already',
    `The case was taken over under ${names.join(', ')} already.`,
    `案件已按 ${names.join('、')} 接管。`,
  );
}

/** The steps taken elsewhere, in the order of the ladder; the last one named takes those below it along. */
function alreadyExtended(
  state: ComplaintState,
  regimes: readonly Regime[],
  started: readonly ComplaintEvent[],
  extended: CommandData<'TakeOverCase'>['extended'],
  context: Pick<Context, 'rules' | 'now'>,
): { readonly events: readonly ComplaintEvent[] } | { readonly refused: Refusal } {
  let after = evolveAll(state, started);
  const events: ComplaintEvent[] = [];
  for (const { clock: name, step } of extended) {
    const { regime, rule } = ruleNamed(regimes, name) ?? {};
    const last = rule?.extensions.findIndex((one) => one.name === step) ?? -1;
    if (regime === undefined || rule === undefined || last < 0)
      return refuseStep(regimes, name, step);
    for (const one of rule.extensions.slice(0, last + 1)) {
      const clock = after.clocks.find((known) => known.name === name);
      if (clock === undefined) continue;
      const event = extendClock(regime, rule, { clock, step: one }, state.raisedTo, context);
      if ('refused' in event) return event;
      after = evolve(after, event, after.next);
      events.push(event);
    }
  }
  return { events };
}

/** A rule by what its clock is called in the case. */
function ruleNamed(regimes: readonly Regime[], name: string) {
  return regimes
    .flatMap((regime, place) =>
      regime.clocks.map((rule) => ({
        ...{ regime, rule },
        called: clockName(rule.name, regime.name, place === 0),
      })),
    )
    .find(({ called }) => called === name);
}

function refuseStep(
  regimes: readonly Regime[],
  clock: string,
  step: string,
): { readonly refused: Refusal } {
  const names = regimes.map(({ name }) => name);
  return refuse(
    'no-such-step',
    `Regime ${names.join(', ')} has no clock ${clock} with a step ${step}.`,
    `监管规则 ${names.join('、')} 中没有时限 ${clock} 的延期步骤 ${namedInChinese(step)}。`,
  );
}

/** What may be said to an imported case before somebody has taken it over. */
export const BEFORE_TAKE_OVER: readonly ComplaintCommand['type'][] = [
  'ReceiveComplaint',
  'ImportCase',
  'ImportFacts',
  'TakeOverCase',
  'AcceptLink',
];

/** Nobody handles a case that nobody has taken over. */
export function waitsForTakeOver(
  { imported }: ComplaintState,
  { type }: ComplaintCommand,
): { readonly refused: Refusal } | undefined {
  if (imported === null || imported.takenOver !== null || BEFORE_TAKE_OVER.includes(type))
    return undefined;
  return refuse(
    'not-taken-over',
    'The case was imported and nobody has taken it over: give TakeOverCase first.',
    '案件系导入，尚未接管，请先接管。',
  );
}
