import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { evolve, evolveAll } from './evolve.ts';
import { goingAsAgreed } from './going-as-agreed.ts';
import { promisedBy, refuseDelayNow, refusePastDay, refuseUndated } from './delay-letter.ts';
import { contentOf, demandedOf, refuseIncomplete } from './letter-content.ts';
import { refuse } from './refuse.ts';
import { together } from './source.ts';
import { startDelayExplained } from './start-clocks.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState, LetterUnderWay } from './state.ts';
import { stopSatisfied } from './stop-clocks.ts';

/** Ways outside: the letter that opens one when no answer is ready, an ombudsman, arbitration, the court. */

/**
 * A letter of delay or deadlock, where a regime of the case has one, once for each clock that it meets; of several
 * regimes it says what each demands.
 */
export function explainDelay(
  state: ComplaintState,
  { covers = [], ...data }: CommandData<'ExplainDelay'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const [first, ...others] = demandedOf(state, 'delay', rules);
  if (first === undefined)
    return refuse(
      'no-such-letter-in-regime',
      'The regime of this case knows no letter of delay: ask for an extension instead.',
      '本案适用的监管规则未规定延迟告知函，请申请延期。',
    );
  if (state.told)
    return refuse(
      'already-told',
      'The decision has been told; there is no delay to explain.',
      '处理决定已经告知投诉人，无需说明延迟。',
    );
  const refused =
    refuseDelayNow(state, { now, rules }) ??
    refusePastDay(data.expectedOn, zonesOf(state, rules), now) ??
    refuseIncomplete([first, ...others], covers) ??
    refuseUndated([first, ...others], data.expectedOn);
  if (refused !== undefined) return refused;
  const { article, mark } = together([first, ...others]);
  return {
    events: [
      {
        type: 'DelayExplained',
        data: { ...data, covers, article, mark, by: actor.id, at: now },
      },
      {
        type: 'LetterOrdered',
        data: { letter: 'delay', about: state.next, attempt: 1, ...goingAsAgreed(state, now) },
      },
    ],
  };
}

/**
 * Some clocks stop by the explanation of a delay (DISP 1.6.2R(2)): when it has gone out, not when it is written. The
 * answer stays owed, by the time that its regime gives it then.
 */
export function explainedByLetter(
  state: ComplaintState,
  { letter, about }: LetterUnderWay,
  sentAt: Instant,
  context: Pick<Context, 'now' | 'rules'>,
): readonly ComplaintEvent[] {
  if (letter !== 'delay' || state.status !== 'open' || state.told) return [];
  const { now, rules } = context;
  const at = sentAt > now ? now : sentAt;
  const after = { ...state.after, delaySentAt: at };
  const stopped = stopSatisfied({ ...state, after }, at, rules);
  const stands = evolveAll(state, stopped);
  const sent = { at, promisedOn: promisedBy(state.after, about) };
  return [...stopped, ...startDelayExplained(stands, clocksOf(stopped), sent, context)];
}

function zonesOf(state: ComplaintState, rules: Context['rules']): readonly string[] {
  return openRegimes(state, rules)
    .filter((regime) => contentOf('delay', regime) !== undefined)
    .map(({ zone }) => zone);
}

function clocksOf(events: readonly ComplaintEvent[]): readonly string[] {
  return events.flatMap(({ type, data }) => (type === 'ClockStopped' ? data.clock : []));
}

export function recordReferral(
  state: ComplaintState,
  data: CommandData<'RecordReferral'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  if (data.referredAt > now || data.referredAt < (receivedAtOf(state) ?? data.referredAt))
    return refuse(
      'referred-out-of-order',
      'The matter went outside after the complaint was received and not later than now.',
      '提交外部机构的时间应在投诉接收之后，且不晚于当前时间。',
    );
  const referred: ComplaintEvent = { type: 'CaseReferred', data: { ...data, by: actor.id } };
  const after = evolve(state, referred, state.next);
  return { events: [referred, ...stopSatisfied(after, data.referredAt, rules)] };
}

export function recordForumDecision(
  { after }: ComplaintState,
  data: CommandData<'RecordForumDecision'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const referral = after.referrals.find(({ revision }) => revision === data.referral);
  if (referral === undefined || referral.decided)
    return refuse(
      'no-such-referral',
      `No referral of revision ${data.referral} waits for a decision.`,
      `修订号 ${data.referral} 处没有待决的外部程序。`,
    );
  if (data.decidedAt > now || data.decidedAt < referral.referredAt)
    return refuse(
      'referred-out-of-order',
      'A body outside decides after the matter went to it and not later than now.',
      '外部机构的决定时间应在提交之后，且不晚于当前时间。',
    );
  return { events: [{ type: 'ForumDecided', data: { ...data, by: actor.id } }] };
}
