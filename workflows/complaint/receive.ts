import { sameJson } from '../../events/same-json.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { kindsUnknown } from '../../regimes/overlay.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Decision, Refusal } from '../process.ts';
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
  const regimes = regimesOf([data.regime, ...(data.overlays ?? [])], data.receivedAt, rules);
  if ('refused' in regimes) return regimes;
  const noKind = unknownKind(regimes.found, data.kinds);
  if (noKind !== undefined) return noKind;
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

/** A kind that no regime has would leave the case to the clocks of another kind. */
function unknownKind(
  regimes: readonly Regime[],
  wanted: readonly string[] = [],
): { readonly refused: Refusal } | undefined {
  const { unknown, known } = kindsUnknown(regimes, wanted);
  if (unknown.length === 0) return undefined;
  const [kinds, theirs] = [unknown.join(', '), known.join(', ')];
  return refuse(
    'unknown-kind',
    `No regime of this complaint has the kind ${kinds}; ${theirs === '' ? 'they have none' : `there are ${theirs}`}.`,
    `适用的监管规则没有投诉类型 ${kinds}；${theirs === '' ? '均未区分类型' : `已有类型：${theirs}`}。`,
  );
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
