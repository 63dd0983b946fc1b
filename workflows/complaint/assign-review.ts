import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { openReview, reviewVoided } from './open-review.ts';
import { refuse } from './refuse.ts';
import { complainedOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/** Neither a person complained of nor anybody of the first instance reviews, nor any of its units. */
export function assignReview(
  state: ComplaintState,
  { reviewer, unit }: CommandData<'AssignReview'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const open = openReview(state);
  if ('refused' in open) return open;
  if (complainedOf(state).includes(reviewer) || state.involved.persons.includes(reviewer))
    return refuse(
      'reviewer-took-part',
      'A review is not for a person complained of, nor for anybody who took part in the first handling.',
      '被投诉人员和参与原处理的人员不得承办核查。',
    );
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
      { type: 'ReviewAssigned', data: { reviewer, unit, by: actor.id } },
      // Whoever proposed a result answers for it in another unit as well.
      ...(sameReviewer ? [] : reviewVoided(state, 'reassigned')),
    ],
  };
}
