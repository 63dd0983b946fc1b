import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { nextReplyClock, startReplyClock, under } from './other-clocks.ts';
import { refuse } from './refuse.ts';
import { forwardedFrom, refuseForwarded } from './regulator-forwards.ts';
import { raisesOf, remindersOf } from './reminders.ts';
import type { ComplaintState } from './state.ts';
import { stopped } from './stop-clocks.ts';

/** A regulator’s request keeps the regulator’s own number, and a clock to the instant it set, if it set one. */
export function recordRegulatorRequest(
  state: ComplaintState,
  data: CommandData<'RecordRegulatorRequest'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor } = context;
  const { receivedAt, replyBy } = data;
  if (receivedAt > now)
    return refuse(
      'received-in-the-future',
      'The request cannot have been received later than now.',
      '监管要求的接收时间不能晚于当前时间。',
    );
  const untimely = refuseForwarded(data.regulatorReceivedAt, receivedAt);
  if (untimely !== undefined) return untimely;
  if (replyBy !== undefined && replyBy <= receivedAt)
    return refuse(
      'reply-before-request',
      'A reply is due after the request was received.',
      '答复期限应在收到监管要求之后。',
    );
  const forwarded = forwardedFrom(state, data.regulatorReceivedAt, receivedAt, context);
  const asked: ComplaintEvent = { type: 'RegulatorAsked', data: { ...data, by: actor.id } };
  if (replyBy === undefined) return { events: [asked, ...forwarded] };
  const origin = under(state, data.regime, context.rules);
  if (origin === undefined) return { events: [asked, ...forwarded] };
  if ('refused' in origin) return origin;
  const clock = nextReplyClock(state);
  const period = { startsAt: receivedAt, dueAt: replyBy };
  const warnings = [...remindersOf(state, 'set-clock', period, context)];
  const ladder = [...raisesOf(state, 'set-clock', period, context)];
  return {
    events: [
      { type: 'RegulatorAsked', data: { ...data, clock, by: actor.id } },
      startReplyClock(origin, clock, period, { warnings, ladder }),
      ...forwarded,
    ],
  };
}

export function recordRegulatorReply(
  state: ComplaintState,
  data: CommandData<'RecordRegulatorReply'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const asked = state.after.regulatorRequests.find(({ revision }) => revision === data.request);
  if (asked === undefined || asked.repliedAt !== null)
    return refuse(
      'no-such-request',
      `No request of a regulator of revision ${data.request} waits for a reply.`,
      `修订号 ${data.request} 处没有待答复的监管要求。`,
    );
  if (data.repliedAt > now || data.repliedAt < asked.receivedAt)
    return refuse(
      'replied-out-of-order',
      'A reply comes after the request and not later than now.',
      '答复时间应在收到监管要求之后，且不晚于当前时间。',
    );
  const stops = running(state)
    .filter(({ name }) => name === asked.clock)
    .flatMap((clock) => stopped(state, clock, data.repliedAt));
  return { events: [{ type: 'RegulatorAnswered', data: { ...data, by: actor.id } }, ...stops] };
}
