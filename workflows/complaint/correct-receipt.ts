import type { Instant } from '../../events/envelope.ts';
import type { Context } from '../process.ts';
import type { CommandData } from './commands.ts';
import { countsFrom, firstOf } from './correctable.ts';
import type { Correctable, Refused } from './correctable.ts';
import { forwardedAnew, forwardingsOf, sentToFirmAtOf } from './forwardings.ts';
import { standing } from './in-time.ts';
import { refuse } from './refuse.ts';
import { regimesOf } from './regimes-of.ts';
import { refuseForwarded } from './regulator-forwards.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/** How a complaint came to the firm: received, and sent on where it had come in elsewhere. */

type Said = CommandData<'CorrectFact'>;

/** What was not sent on reached the firm with its receipt. */
export function receipt(
  state: ComplaintState,
  { at }: Said,
  { rules }: Context,
): Correctable | Refused {
  const { received } = state;
  const before = receivedAtOf(state);
  if (received === null || before === null)
    return refuse(
      'imported-fact',
      'The day of receipt is the source’s own: import what it says now.',
      '接收日期以来源记载为准，请重新导入来源数据。',
    );
  const sentAt = sentToFirmAtOf(state);
  const regimes = regimesOf(received, at, rules);
  return {
    before,
    outOfOrder:
      firstOf(
        [
          isAfterAny(at, [sentAt ?? at, ...toldAts(state)]),
          () =>
            refuse(
              'received-out-of-order',
              'A complaint is received before it is sent on, and before its decision is told.',
              '投诉接收时间应在转送和告知处理决定之前。',
            ),
        ],
        [
          isAfterAny(at, doneAt(state)),
          () =>
            refuse(
              'received-after-handling',
              'The complaint was being handled already: what was done with it cannot come before its receipt.',
              '投诉在此之前已在处理，其接收时间不能晚于已有的处理记录。',
            ),
        ],
      ) ??
      (sentAt === null ? forwardedEarlier(state, at) : undefined) ??
      ('refused' in regimes ? regimes : undefined),
    counts: countsFrom(sentAt === null ? ['received', 'sent-to-firm'] : ['received'], before),
    also: sentAt === null ? passedOnAnew(state, at) : [],
  };
}

/** Some clocks count from when a complaint was sent on, and a regulator's time to do so ended then. */
export function sending(state: ComplaintState, { at }: Said): Correctable | Refused {
  const before = sentToFirmAtOf(state);
  if (before === null)
    return refuse(
      'not-sent-on',
      'The complaint was not sent on to the firm from elsewhere: what can be put right is its receipt.',
      '该投诉并非由他处转送机构，可更正的是其接收时间。',
    );
  return {
    before,
    outOfOrder:
      firstOf(
        [
          at < (receivedAtOf(state) ?? at),
          () =>
            refuse(
              'sent-before-received',
              'The complaint cannot have been sent to the firm before it was received.',
              '投诉转送机构的时间不能早于其接收时间。',
            ),
        ],
        [
          isAfterAny(at, [...toldAts(state), ...doneAt(state)]),
          () =>
            refuse(
              'sent-after-handling',
              'The complaint was being handled already: it cannot have been sent to the firm after that.',
              '投诉在此之前已在处理，其转送机构的时间不能晚于已有的处理记录。',
            ),
        ],
      ) ?? forwardedEarlier(state, at),
    counts: countsFrom(['sent-to-firm'], before),
    also: passedOnAnew(state, at),
  };
}

/** The complaint itself, where it came from a regulator. */
function own(state: ComplaintState) {
  return forwardingsOf(state).find(({ request }) => request === null);
}

function forwardedEarlier(state: ComplaintState, at: Instant): Refused | undefined {
  return refuseForwarded(own(state)?.regulatorReceivedAt, at);
}

function passedOnAnew(state: ComplaintState, at: Instant): Correctable['also'] {
  const forwarding = own(state);
  return forwarding === undefined
    ? []
    : forwardedAnew(state, forwarding, at, { because: 'fact-corrected', basis: state.next });
}

function isAfterAny(at: Instant, others: readonly Instant[]): boolean {
  return others.some((other) => at > other);
}

/** Of every decision that was told, though another may have been since. */
function toldAts({ decided: { telling, disputed, toldBefore } }: ComplaintState) {
  const last = telling ?? disputed?.telling ?? null;
  return [...toldBefore, ...(last === null ? [] : [last])].map(({ toldAt }) => toldAt);
}

/** When what can only be done with a complaint that is there was done, as far as an event says so. */
function doneAt(state: ComplaintState): readonly Instant[] {
  const { clocks, intake, handling, letters, proposal, decided, after } = state;
  return [
    intake.acknowledgedAt ?? [],
    letters.flatMap(({ orderedAt }) => orderedAt ?? []),
    handling.assignedAt ?? [],
    intake.factsAt,
    intake.unconfirmed.map(({ receivedAt }) => receivedAt),
    proposal?.signedOff?.at ?? [],
    decided.agreed.map(({ agreedAt }) => agreedAt),
    after.mediations.map(({ appliedAt }) => appliedAt),
    after.withdrawnAt ?? [],
    after.referrals.map(({ referredAt }) => referredAt),
    clocks
      .flatMap((clock) => [clock, ...clock.before])
      .flatMap((one) => [...standing(one), ...one.pauses].map(({ pausedAt }) => pausedAt)),
  ].flat();
}
