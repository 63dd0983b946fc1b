import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** Pressure (施压) on whoever handles the case: recorded for the head and above, who alone read it. */
export function recordPressure(
  _state: ComplaintState,
  data: CommandData<'RecordPressure'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  if (data.at > now)
    return refuse(
      'pressure-in-the-future',
      'Pressure cannot have been exerted later than now.',
      '施压时间不能晚于当前时间。',
    );
  return { events: [{ type: 'PressureRecorded', data: { ...data, by: actor.id } }] };
}
