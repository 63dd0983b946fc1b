import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../events/envelope.ts';
import { dayOf } from '../calendar.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { caseRegime } from './case-regime.ts';
import { chanceOf, refuseElsewhere, refuseLetter } from './endings.ts';
import type { Ending, Said } from './endings.ts';
import { refuse } from './refuse.ts';
import { LEADING } from './relations.ts';
import { retentionBegins } from './retention.ts';
import { isBeingTold, receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { stopAll, stopSatisfied, stopped } from './stop-clocks.ts';

/**
 * Ways out of a case that are no decision told, each only where the regime has it and its preconditions hold: resolved
 * within a chance (DISP 1.5, RG 271), made by nobody who may make it, or somebody who cannot be reached and need not be
 * told (Order 2020-3 arts. 18, 21). A withdrawal is the complainant's own word and has its own command.
 */
export function endWithoutDecision(
  state: ComplaintState,
  data: Said,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, rules, actor } = context;
  const regime = caseRegime(state, rules);
  const ending = regime?.endings?.find(({ ground }) => ground === data.ground);
  if (regime === undefined || ending === undefined)
    return refuse(
      'no-such-ending',
      `The regime of this case knows no ending on the ground ${data.ground}.`,
      `本案适用的监管规则未规定此终止事由：${data.ground}。`,
    );
  const refused =
    refuseOwnHand(state, data, actor) ??
    refuseUntimely(state, data, now) ??
    refuseLetter(ending, regime, data) ??
    refuseElsewhere(state, data, regime, rules);
  if (refused !== undefined) return refused;
  const about = { ending: ending.name, article: ending.article, mark: ending.mark, by: actor.id };
  if (ending.effect === 'telling-excused') return excuseTelling(state, { data, ending, about });
  const chance = chanceOf(state, { ending, name: ending.within }, data.at);
  if (chance !== undefined && 'refused' in chance) return chance;
  const received = { from: receivedAtOf(state) ?? data.at, to: data.at };
  const tried = ending.attempts && triedInVain(state, ending.attempts, received);
  if (tried !== undefined && 'refused' in tried) return tried;
  const letter: ComplaintEvent = {
    type: 'LetterOrdered',
    data: { letter: 'ending', about: state.next, attempt: 1 },
  };
  return {
    events: [
      { type: 'EndedWithoutDecision', data: { ...data, ...about } },
      ...(data.letter === undefined ? [] : [letter]),
      ...(chance === undefined ? [] : stopped(state, chance, data.at, ['resolved'])),
      ...stopAll(state, data.at).filter((event) => !isStopOf(event, chance)),
      { type: 'CaseClosed', data: { by: actor.id, at: data.at } },
      retentionBegins(state, data.at, rules),
    ],
  };
}

/** What the complainant did not say himself – that he has no standing – is found by a second person who leads. */
function refuseOwnHand(
  { handler }: ComplaintState,
  { ground }: Said,
  { id, role }: Actor,
): { readonly refused: Refusal } | undefined {
  return ground !== 'no-standing' || (LEADING.includes(role) && id !== handler)
    ? undefined
    : refuse(
        'takes-a-lead',
        'Only somebody who leads and does not handle the case may find that the complainant has no standing, since that ends it.',
        '认定投诉人不具备投诉资格将终止案件，应由本案经办人以外的主管及以上人员作出。',
      );
}

function refuseUntimely(
  state: ComplaintState,
  { at }: Said,
  now: Instant,
): { readonly refused: Refusal } | undefined {
  if (isBeingTold(state))
    return refuse(
      'decision-being-told',
      'The decision has been told, or is on its way: the case is closed after it.',
      '处理决定已经告知或正在送达，应按告知程序结案。',
    );
  if (state.decided.excused)
    return refuse(
      'telling-excused-already',
      'The telling of the decision was excused already: close the case.',
      '已免予告知，请办理结案。',
    );
  return at > now || at < (receivedAtOf(state) ?? at)
    ? refuse(
        'ended-out-of-order',
        'A case ends after the complaint was received and not later than now.',
        '终止事由发生时间应在投诉接收之后，且不晚于当前时间。',
      )
    : undefined;
}

function isStopOf({ type, data }: ComplaintEvent, clock: CaseClock | undefined): boolean {
  return type === 'ClockStopped' && data.clock === clock?.name;
}

type Excusing = {
  readonly data: Said;
  readonly ending: Ending;
  readonly about: { ending: string; article: string; mark: string; by: string };
};

/** A decision that was signed off stands though it could not be told, and the case may be closed. */
function excuseTelling(
  state: ComplaintState,
  { data: { ground, at, reasons }, ending, about }: Excusing,
): Decision<ComplaintEvent> {
  const { proposal } = state;
  if (proposal === null || proposal.signedOff === null)
    return refuse(
      'not-signed-off',
      'Only the telling of a decision that a second person has signed off is excused.',
      '仅对已经第二人审批的处理决定免予告知。',
    );
  const attempts = triedInVain(state, ending.attempts, { from: proposal.signedOff.at, to: at });
  if ('refused' in attempts) return attempts;
  const decided = { ...state.decided, excused: true };
  return {
    events: [
      {
        type: 'TellingExcused',
        data: { ...about, ground, at, reasons, proposal: proposal.revision, ...attempts },
      },
      ...stopSatisfied({ ...state, decided }, at),
    ],
  };
}

/** Attempts of the log of contacts between two instants, the first of each day; as many days as the regime asks for. */
function triedInVain(
  { handling, clocks }: ComplaintState,
  asked: Ending['attempts'],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): { readonly attempts: Instant[] } | { readonly refused: Refusal } {
  const zone = clocks[0]?.zone ?? 'UTC';
  const counting = handling.unreached.filter((at) => at >= from && at <= to).toSorted();
  // Of a map's equal keys the last one counts, so the first attempt of a day comes last.
  const days = new Map(counting.toReversed().map((at) => [dayOf(at, zone), at]));
  const attempts = [...days.values()].toSorted();
  const { days: least, article } = asked ?? { days: 1, article: 'the log of contacts' };
  return attempts.length >= least
    ? { attempts }
    : refuse(
        'attempts-missing',
        `Attempts to reach the complainant stand on ${attempts.length} days; ${least} are asked for (${article}).`,
        `联系未果的记录为 ${attempts.length} 日，须满 ${least} 日（${article}）。`,
      );
}
