import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { recordNewFacts } from './new-facts.ts';
import { refuse } from './refuse.ts';
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

function linkedAs(
  { links }: ComplaintState,
  as: 'duplicate' | 'repeat',
  { to, reasons, by }: Pick<CommandData<'LinkRepeat'>, 'to' | 'reasons'> & { readonly by: string },
): readonly ComplaintEvent[] {
  return links.some((one) => one.to === to && one.as === as)
    ? []
    : [{ type: 'CaseLinked', data: { to, as, reasons, by } }];
}
