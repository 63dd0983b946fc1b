import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock } from '../../regimes/regime.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { stoppedAnew } from './move-clock.ts';
import { moveCounted } from './move-counted.ts';
import type { Counted } from './move-counted.ts';
import { reviewVoided } from './open-review.ts';
import { standing } from './pause-clocks.ts';
import { refuse } from './refuse.ts';
import { regimesOf } from './regimes-of.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { metWaiting } from './stop-clocks.ts';

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
  if (doneAt(state).some((done) => at > done))
    return refuse(
      'received-after-handling',
      'The complaint was being handled already: what was done with it cannot come before its receipt.',
      '投诉在此之前已在处理，其接收时间不能晚于已有的处理记录。',
    );
  const regimes = regimesOf(received, at, context.rules);
  if ('refused' in regimes) return regimes;
  const moved = moveCounted(state, { counts: countsFromReceipt, at }, context);
  if ('refused' in moved) return moved;
  const data = { fact, before, after: at, reasons, by: context.actor.id };
  return { events: [{ type: 'FactCorrected', data }, ...moved.events] };
}

/** When what can only be done with a complaint that is there was done, as far as an event says so. */
function doneAt({ clocks, intake, handling, proposal, after }: ComplaintState): readonly Instant[] {
  return [
    intake.acknowledgedAt ?? [],
    handling.assignedAt ?? [],
    intake.newFactsAt ?? [],
    proposal?.signedOff?.at ?? [],
    after.mediations.map(({ appliedAt }) => appliedAt),
    after.referrals.map(({ referredAt }) => referredAt),
    clocks.flatMap((clock) =>
      [...standing(clock), ...clock.pauses].map(({ pausedAt }) => pausedAt),
    ),
  ].flat();
}

/**
 * Clocks met by telling stop at another instant – those that only the decision stops do not –, and those that the
 * telling started count from another.
 */
function correctTelling(
  state: ComplaintState,
  { fact, at, reasons }: CommandData<'CorrectFact'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { decided, proposal } = state;
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
  const counts = (_: ComplaintState, { startsAt }: Counted, { startsWith }: Clock) =>
    TELLINGS.some((one) => one === startsWith) && startsAt === before;
  const moved = moveCounted(state, { counts, at }, context);
  if ('refused' in moved) return moved;
  const data = { fact, before, after: at, reasons, by: context.actor.id };
  return {
    events: [{ type: 'FactCorrected', data }, ...metByTelling(state, before, at), ...moved.events],
  };
}

/** What the telling of the decision starts. */
const TELLINGS: readonly Clock['startsWith'][] = ['told', 'final-response-sent'];

/** Whoever was told the decision knew from then on that his complaint had arrived. */
function metByTelling(
  { clocks, waiting, acknowledged }: ComplaintState,
  before: Instant,
  at: Instant,
): readonly ComplaintEvent[] {
  const isMet = ({ metBy, orMetBy = [] }: Pick<CaseClock, 'metBy' | 'orMetBy'>) =>
    [...metBy, ...orMetBy].some(
      (what) => what === 'told' || (what === 'acknowledged' && !acknowledged),
    );
  return [
    ...clocks
      .filter((clock) => clock.stoppedAt === before && isMet(clock))
      .flatMap((clock) => stoppedAnew(clock, at, 'fact-corrected')),
    ...waiting.filter((clock) => clock.metAt === before && isMet(clock)).map(metWaiting(at)),
  ];
}

/** A clock of the second opening counts from the dispute, and others from being sent on or accepted. */
function countsFromReceipt(
  state: ComplaintState,
  { startsAt }: Counted,
  { startsWith }: Clock,
): boolean {
  const isSent = startsWith === 'sent-to-firm' && state.received?.sentToFirmAt !== undefined;
  return !isSent && startsWith !== 'accepted' && startsAt === receivedAtOf(state);
}
