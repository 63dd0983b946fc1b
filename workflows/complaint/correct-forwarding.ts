import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context } from '../process.ts';
import type { CommandData } from './commands.ts';
import { countsFrom, firstOf } from './correctable.ts';
import type { Correctable, Refused } from './correctable.ts';
import { forwardedAnew, forwardingsOf } from './forwardings.ts';
import { moveClock } from './move-clock.ts';
import { replyPromise } from './other-clocks.ts';
import { refuse } from './refuse.ts';
import { refuseForwarded } from './regulator-forwards.ts';
import { raisesOf, remindersOf } from './reminders.ts';
import type { ComplaintState } from './state.ts';

/** What a regulator passed on: when it had received it, and when its request reached the firm. */

type Said = CommandData<'CorrectFact'>;

/** The regulator’s own receipt, of the complaint or of a request: its time to pass it on counts from it. */
export function regulatorReceipt(
  state: ComplaintState,
  { about, at }: Said,
): Correctable | Refused {
  const known = forwardingsOf(state).find(({ request }) => request === (about ?? null));
  if (known === undefined)
    return refuse(
      'no-such-forwarding',
      'Nothing is recorded there of when a regulator had received what it passed on.',
      '该处未记录监管机构接收投诉的时间。',
    );
  const { regulatorReceivedAt: before, forwardedAt } = known;
  return {
    ...{ about, before },
    outOfOrder: refuseForwarded(at, forwardedAt),
    counts: countsFrom(['regulator-received'], before),
    also: [],
  };
}

/** When a request reached the firm: the time for its reply counts from there, to the instant that it set. */
export function requestReceipt(
  state: ComplaintState,
  { about, at }: Said,
  context: Context,
): Correctable | Refused {
  const request = state.after.regulatorRequests.find(({ revision }) => revision === about);
  if (request === undefined)
    return refuse(
      'no-such-request',
      `No request of a regulator was recorded at revision ${about ?? 'that was left out'}.`,
      `修订号 ${about ?? '（未注明）'} 处没有监管要求的记录。`,
    );
  const { receivedAt: before, replyBy, repliedAt, regulatorReceivedAt } = request;
  const forwarding = forwardingsOf(state).find((one) => one.request === about);
  const basis = { because: 'fact-corrected', basis: state.next } as const;
  return {
    ...{ about, before },
    outOfOrder:
      firstOf(
        [
          replyBy !== null && at >= replyBy,
          () =>
            refuse(
              'reply-before-request',
              'A reply is due after the request was received.',
              '答复期限应在收到监管要求之后。',
            ),
        ],
        [
          at > (repliedAt ?? at),
          () =>
            refuse(
              'replied-out-of-order',
              'A reply comes after the request and not later than now.',
              '答复时间应在收到监管要求之后，且不晚于当前时间。',
            ),
        ],
      ) ?? refuseForwarded(regulatorReceivedAt ?? undefined, at),
    counts: () => false,
    also: [
      ...replyMoved(state, request.clock, at, context),
      ...(forwarding === undefined ? [] : forwardedAnew(state, forwarding, at, basis)),
    ],
  };
}

/** Its end stays where the regulator set it; people are warned and the case is raised over the time there really is. */
function replyMoved(
  state: ComplaintState,
  name: string | null,
  startsAt: Instant,
  context: Context,
): readonly ComplaintEvent[] {
  const clock = state.clocks.find((one) => one.name === name);
  if (clock === undefined) return [];
  const period = { startsAt, dueAt: clock.dueAt };
  const signposts = {
    warnings: [...remindersOf(state, 'set-clock', period, context)],
    ladder: [...raisesOf(state, 'set-clock', period, context)],
  };
  const promise = { startsAt, ...replyPromise(clock.dueAt, clock.zone, signposts) };
  const basis = { because: 'fact-corrected', basis: state.next } as const;
  return moveClock(clock, promise, basis, context.now);
}
