import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { voided, whileTelling } from './handle.ts';
import { refuse } from './refuse.ts';
import { restartClocks } from './restart-clocks.ts';
import { startClocks } from './start-clocks.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/** Duplicates and repeats. The edge finds candidates by fingerprint; that two are the same is a person's judgement. */

export function recordDuplicate(
  state: ComplaintState,
  { of, reasons }: CommandData<'RecordDuplicateOf'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return { events: linkedAs(state, 'duplicate', { to: of, reasons, by: actor.id }) };
}

export function dismissDuplicate(
  { intake }: ComplaintState,
  { of, reasons }: CommandData<'DismissDuplicate'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return intake.candidates.includes(of)
    ? { events: [{ type: 'DuplicateDismissed', data: { of, reasons, by: actor.id } }] }
    : refuse(
        'no-such-candidate',
        `Case ${of} is no candidate that waits to be judged.`,
        `案件 ${of} 不在待甄别的疑似重复案件之列。`,
      );
}

/** Order 2020-3 art. 18: a repeat may be merged; with new facts or reasons the period begins again. */
export function linkRepeat(
  state: ComplaintState,
  { to, newFacts: facts, reasons }: CommandData<'LinkRepeat'>,
  context: Context,
): Decision<ComplaintEvent> {
  const linked = linkedAs(state, 'repeat', { to, reasons, by: context.actor.id });
  if (facts === undefined || linked.length === 0) return { events: linked };
  const recorded = recordNewFacts(state, facts, context);
  return 'refused' in recorded ? recorded : { events: [...linked, ...recorded.events] };
}

export function recordNewFacts(
  state: ComplaintState,
  data: CommandData<'RecordNewFacts'>,
  context: Context,
): Decision<ComplaintEvent> {
  const refused = whileTelling(state) ?? inTheFuture(data.receivedAt, context.now);
  return refused ?? newFacts(state, { ...data, by: context.actor.id }, context);
}

/**
 * New facts, the decision that did not know them, and the clocks that begin again with them. A letter that came before
 * the last such facts and was found late is recorded: the period began with the later ones and does not move back.
 */
export function newFacts(
  state: ComplaintState,
  data: EventData<'NewFactsReceived'>,
  context: Context,
): Decision<ComplaintEvent> {
  const refused = outOfOrder(state, data.receivedAt);
  if (refused !== undefined) return refused;
  const received: ComplaintEvent = { type: 'NewFactsReceived', data };
  if (data.receivedAt < (state.intake.newFactsAt ?? data.receivedAt))
    return { events: [received, ...voided(state, 'new-facts')] };
  const restarted = restartClocks(state, data.receivedAt, context);
  return 'refused' in restarted
    ? restarted
    : {
        events: [
          received,
          ...voided(state, 'new-facts'),
          ...restarted.events,
          ...startClocks(state, { 'new-facts': data.receivedAt }, context),
        ],
      };
}

/** Facts are new to a complaint that is there. */
function outOfOrder(
  state: ComplaintState,
  receivedAt: Instant,
): ReturnType<typeof refuse> | undefined {
  return receivedAt < (receivedAtOf(state) ?? receivedAt)
    ? refuse(
        'facts-before-receipt',
        'New facts cannot have been received before the complaint itself.',
        '收到新事实的时间不能早于投诉接收时间。',
      )
    : undefined;
}

export function inTheFuture(
  receivedAt: Instant | undefined,
  now: Instant,
): ReturnType<typeof refuse> | undefined {
  return receivedAt !== undefined && receivedAt > now
    ? refuse(
        'facts-in-the-future',
        'New facts cannot have been received later than now.',
        '收到新事实的时间不能晚于当前时间。',
      )
    : undefined;
}

function linkedAs(
  { links }: ComplaintState,
  as: 'duplicate' | 'repeat',
  { to, reasons, by }: Pick<CommandData<'LinkRepeat'>, 'to' | 'reasons'> & { readonly by: string },
): readonly ComplaintEvent[] {
  return links.some((one) => one.to === to && one.as === as)
    ? []
    : [{ type: 'CaseLinked', data: { to, as, reasons, by } }];
}
