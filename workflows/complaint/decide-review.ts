import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision, Refusal } from '../process.ts';
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
    refuseTimeliness(state, data) ??
    refuseMixed(data.remedies ?? []) ??
    refusePastDays(state, data.remedies, context) ??
    refuseIncomplete(demandedOf(state, 'review-decision', rules), data.covers ?? []);
  if (refused !== undefined) return refused;
  return { events: [{ type: 'ReviewProposed', data: { ...data, by: actor.id } }] };
}

/** What a review finds of the time taken does not contradict the record: that is put right first, or stands. */
function refuseTimeliness(
  { clocks, replaced }: ComplaintState,
  { timeliness }: CommandData<'DecideReview'>,
): { readonly refused: Refusal } | undefined {
  const late = [...replaced, ...clocks].find(
    ({ breached, limit, whose, metBy }) =>
      breached && limit === 'legal' && whose === undefined && !metBy.includes('review-told'),
  );
  return timeliness === 'in-time' && late !== undefined
    ? refuse(
        'breach-on-record',
        `The first handling was not in time: the breach of ${late.name}, due at ${late.dueAt}, is on record. Find it late, or have the record put right first.`,
        `原处理并未在时限内完成：时限 ${late.name}（${late.dueAt} 届满）的逾期已记录在案。请认定为逾期，或者先更正记录。`,
      )
    : undefined;
}
