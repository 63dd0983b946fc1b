import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { openReview, reviewVoided } from './open-review.ts';
import { mustStandAside } from './recusal.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** Nobody reviews whom a rule of the case tells to stand aside from it, nor any unit of the first instance. */
export function assignReview(
  state: ComplaintState,
  { reviewer, unit }: CommandData<'AssignReview'>,
  context: Context,
): Decision<ComplaintEvent> {
  const open = openReview(state);
  if ('refused' in open) return open;
  const refused = mustStandAside(state, reviewer, context, 'review');
  if (refused !== undefined) return refused;
  if (state.involved.units.includes(unit))
    return refuse(
      'same-unit',
      `The unit ${unit} handled the complaint; another unit reviews.`,
      `${unit} 为原办理单位，核查应由其他单位承办。`,
    );
  const sameReviewer = open.reviewer === reviewer;
  if (sameReviewer && open.unit === unit) return { events: [] };
  return {
    events: [
      { type: 'ReviewAssigned', data: { reviewer, unit, by: context.actor.id } },
      // Whoever proposed a result answers for it in another unit as well.
      ...(sameReviewer ? [] : reviewVoided(state, 'reassigned')),
    ],
  };
}
