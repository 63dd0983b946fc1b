import { sameJson } from '../../events/same-json.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { evolve } from './evolve.ts';
import { markedByNumber } from './mass.ts';
import { refuse } from './refuse.ts';
import { forwardedFrom, refuseForwarded } from './regulator-forwards.ts';
import { regimesOf } from './regimes-of.ts';
import { startClocks } from './start-clocks.ts';
import type { ComplaintState } from './state.ts';

/** Takes a complaint in and starts the clocks of its regime. The same complaint again finds its case. */
export function receive(
  state: ComplaintState,
  data: CommandData<'ReceiveComplaint'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, rules } = context;
  if (state.received !== null) return receiveAgain(state.received, data);
  if (state.imported !== null)
    return refuse(
      'imported-already',
      'This complaint was imported: take the case over instead of receiving it again.',
      '该投诉已导入，请接管案件，不要重复受理。',
    );
  if (data.receivedAt > now)
    return refuse(
      'received-in-the-future',
      'The complaint cannot have been received later than now.',
      '投诉接收时间不能晚于当前时间。',
    );
  if (data.sentToFirmAt !== undefined && data.sentToFirmAt < data.receivedAt)
    return refuse(
      'sent-before-received',
      'The complaint cannot have been sent to the firm before it was received.',
      '投诉转送机构的时间不能早于其接收时间。',
    );
  if ((data.sentToFirmAt ?? '') > now)
    return refuse(
      'sent-in-the-future',
      'The complaint cannot have been sent to the firm later than now.',
      '投诉转送机构的时间不能晚于当前时间。',
    );
  const sentAt = data.sentToFirmAt ?? data.receivedAt;
  const untimely = refuseForwarded(data.regulatorReceivedAt, sentAt);
  if (untimely !== undefined) return untimely;
  const regimes = regimesOf(data, data.receivedAt, rules);
  if ('refused' in regimes) return regimes;
  const received: ComplaintEvent = { type: 'ComplaintReceived', data };
  const taken = evolve(state, received, state.next);
  const marking = markedByNumber(taken, taken.intake.complainants, context);
  const starts = { received: data.receivedAt, 'sent-to-firm': sentAt };
  return {
    events: [
      received,
      ...startClocks(taken, starts, context),
      ...forwardedFrom(taken, data.regulatorReceivedAt, sentAt, context),
      ...marking,
    ],
  };
}

function receiveAgain(
  known: NonNullable<ComplaintState['received']>,
  data: CommandData<'ReceiveComplaint'>,
): Decision<ComplaintEvent> {
  if (sameJson(said(known), said(data))) return { events: [] };
  return known.source === data.source && sameJson(known.reference, data.reference)
    ? refuse(
        'complaint-already-received',
        'This reference was received before, with other content.',
        '该编号的投诉此前已受理，且内容不同。',
      )
    : refuse(
        'case-number-collision',
        'Another complaint has this case number. Submit it under another reference.',
        '该案号已被另一投诉占用，请使用其他编号提交。',
      );
}

/** What the complaint itself says: more of its likes may have come in since. */
function said({
  possibleDuplicates: _found,
  ...complaint
}: CommandData<'ReceiveComplaint'>): Omit<CommandData<'ReceiveComplaint'>, 'possibleDuplicates'> {
  return complaint;
}
