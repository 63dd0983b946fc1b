import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { demandedOf, refuseIncomplete } from './letter-content.ts';
import { refuseMixed } from './matters.ts';
import { openReview } from './open-review.ts';
import { refuse } from './refuse.ts';
import { refusePastDays } from './remedy.ts';
import type { ComplaintState } from './state.ts';

/** The reviewer's result with its letter, for a second person to read. */
export function decideReview(
  state: ComplaintState,
  data: CommandData<'DecideReview'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { actor, rules } = context;
  const open = openReview(state);
  if ('refused' in open) return open;
  if (open.proposal !== null)
    return refuse(
      'review-already-proposed',
      'A result of the review is waiting to be signed off or returned.',
      '已有待审批的核查决定。',
    );
  if (data.outcome === 'confirmed' && data.remedies !== undefined)
    return refuse(
      'confirmed-with-remedies',
      'A review that confirms the decision promises nothing more.',
      '维持原处理决定的核查结果不得另行承诺补救措施。',
    );
  const refused =
    refuseMixed(data.remedies ?? []) ??
    refusePastDays(state, data.remedies, context) ??
    refuseIncomplete(demandedOf(state, 'review-decision', rules), data.covers ?? []);
  if (refused !== undefined) return refused;
  return { events: [{ type: 'ReviewProposed', data: { ...data, by: actor.id } }] };
}
