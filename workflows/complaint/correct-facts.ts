import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuseUncounted, ruleOf } from './counting.ts';
import { moveClock, stoppedAnew } from './move-clock.ts';
import { reviewVoided } from './open-review.ts';
import { promiseOf } from './promise.ts';
import { recount } from './recount.ts';
import { refuse } from './refuse.ts';
import { regimesOf } from './regimes-of.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState, WaitingClock } from './state.ts';
import { metWaiting } from './stop-clocks.ts';
import { startWaiting } from './waiting-clocks.ts';

/**
 * A fact that was recorded wrongly is put right by an event of its own. Nothing is computed again in place: each clock
 * that counted from it moves by another event, which names this one, and so does each breach that was none.
 */
export function correctFact(
  state: ComplaintState,
  data: CommandData<'CorrectFact'>,
  context: Context,
): Decision<ComplaintEvent> {
  if (data.at > context.now)
    return refuse(
      'in-the-future',
      'What has happened cannot have happened later than now.',
      '已发生事实的时间不能晚于当前时间。',
    );
  const decision =
    data.fact === 'received-at'
      ? correctReceipt(state, data, context)
      : correctTelling(state, data, context);
  if ('refused' in decision || decision.events.length === 0) return decision;
  // Whether the first handling kept its time is for the review to say.
  return { events: [...decision.events, ...reviewVoided(state, 'fact-corrected')] };
}

function correctReceipt(
  state: ComplaintState,
  { fact, at, reasons }: CommandData<'CorrectFact'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { received } = state;
  const before = receivedAtOf(state);
  if (received === null || before === null)
    return refuse(
      'imported-fact',
      'The day of receipt is the source’s own: import what it says now.',
      '接收日期以来源记载为准，请重新导入来源数据。',
    );
  if (at === before) return { events: [] };
  if (at > (received.sentToFirmAt ?? at) || at > (state.decided.telling?.toldAt ?? at))
    return refuse(
      'received-out-of-order',
      'A complaint is received before it is sent on, and before its decision is told.',
      '投诉接收时间应在转送和告知处理决定之前。',
    );
  const names = [received.regime, ...(received.overlays ?? [])];
  const regimes = regimesOf(names, at, context.rules);
  if ('refused' in regimes) return regimes;
  const moved: ComplaintEvent[] = [];
  for (const clock of state.clocks) {
    const counted = fromReceipt(state, clock, at, context);
    if ('refused' in counted) return counted;
    moved.push(...counted.events);
  }
  moved.push(...state.waiting.flatMap((clock) => waitingFrom(state, clock, at, context)));
  const { id: by } = context.actor;
  return {
    events: [{ type: 'FactCorrected', data: { fact, before, after: at, reasons, by } }, ...moved],
  };
}

/** Clocks met by telling stop at another instant; those that only the decision stops do not. */
function correctTelling(
  { decided, proposal, clocks, waiting }: ComplaintState,
  { fact, at, reasons }: CommandData<'CorrectFact'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const before = decided.telling?.toldAt;
  if (before === undefined || proposal === null)
    return refuse(
      'complainant-not-told',
      'No decision has been told whose instant could be put right.',
      '尚未告知处理决定，无从更正告知时间。',
    );
  if (at === before) return { events: [] };
  if (at < (proposal.signedOff?.at ?? at))
    return refuse(
      'told-before-sign-off',
      'The complainant cannot have been told before the decision was signed off.',
      '告知时间不能早于处理决定的审批时间。',
    );
  const stops = clocks.filter(
    ({ metBy, stoppedAt }) => metBy.includes('told') && stoppedAt === before,
  );
  return {
    events: [
      { type: 'FactCorrected', data: { fact, before, after: at, reasons, by: actor.id } },
      ...stops.flatMap((clock) => stoppedAnew(clock, at, 'fact-corrected')),
      ...waiting
        .filter(({ metBy, metAt }) => metBy.includes('told') && metAt === before)
        .map(metWaiting(at)),
    ],
  };
}

/**
 * A clock that counts from our receipt, counted from another one, with the steps that were taken. Where no calendar
 * covers the new time the correction is refused: a told date does not go on standing on a receipt that is no longer so.
 */
function fromReceipt(
  state: ComplaintState,
  clock: CaseClock,
  at: Instant,
  context: Context,
): Decision<ComplaintEvent> {
  const found = ruleOf(clock, context.rules);
  const agreed = state.decided.agreed.some((one) => one.clock === clock.name);
  // An agreed day counts from nothing.
  if (found === undefined || agreed || !countsFromReceipt(state, clock, found.rule))
    return { events: [] };
  const { regime, rule } = found;
  const promise = promiseFrom(state, { regime, rule, clock }, at, context);
  const basis = { because: 'fact-corrected', basis: state.next } as const;
  return 'refused' in promise ? promise : { events: moveClock(clock, promise, basis, context.now) };
}

/**
 * A clock that waits for its calendar waits from the other receipt on, and starts at once where the calendar there is
 * covers it now.
 */
function waitingFrom(
  state: ComplaintState,
  clock: WaitingClock,
  at: Instant,
  context: Context,
): readonly ComplaintEvent[] {
  const found = ruleOf(clock, context.rules);
  if (found === undefined || !countsFromReceipt(state, clock, found.rule)) return [];
  const { name, startsAt: before } = clock;
  const because = { because: 'fact-corrected', basis: state.next } as const;
  return [
    { type: 'WaitingClockMoved', data: { clock: name, startsAt: at, before, ...because } },
    ...startWaiting(state, { ...clock, startsAt: at }, context),
  ];
}

/** A clock of the second opening counts from the dispute, and others from being sent on or accepted. */
function countsFromReceipt(
  state: ComplaintState,
  { startsAt }: Pick<CaseClock, 'startsAt'>,
  { startsWith }: Clock,
): boolean {
  const isSent = startsWith === 'sent-to-firm' && state.received?.sentToFirmAt !== undefined;
  return !isSent && startsWith !== 'accepted' && startsAt === receivedAtOf(state);
}

type Counting = { readonly regime: Regime; readonly rule: Clock; readonly clock: CaseClock };

/** With the steps that were taken and the pauses that are over. */
function promiseFrom(
  { raisedTo }: ComplaintState,
  { regime, rule, clock }: Counting,
  startsAt: Instant,
  context: Context,
): Parameters<typeof moveClock>[1] | { readonly refused: Refusal } {
  const counted = recount(regime, rule, { ...clock, startsAt }, context);
  if ('unpublished' in counted) return refuseUncounted(counted.unpublished);
  const source = rule.extensions.find(({ name }) => name === clock.step) ?? rule;
  const about = { raisedTo, now: context.now, source };
  return { startsAt, ...promiseOf(rule, startsAt, counted, about) };
}
