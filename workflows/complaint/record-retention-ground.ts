import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { noonOf } from '../calendar.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { retentionBegins } from './retention.ts';
import type { ComplaintState } from './state.ts';

/** What no other event tells and a term of retention waits for. A case that has ended is counted anew by it. */
export function recordRetentionGround(
  state: ComplaintState,
  { ground, at }: CommandData<'RecordRetentionGround'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  if (at > now)
    return refuse(
      'in-the-future',
      'What has happened cannot have happened later than now.',
      '已发生事实的时间不能晚于当前时间。',
    );
  const { begun, grounds } = state.retention;
  if (grounds[ground] === at) return { events: [] };
  const recorded: ComplaintEvent = {
    type: 'RetentionGroundRecorded',
    data: { ground, at, by: actor.id },
  };
  if (begun === null) return { events: [recorded] };
  const retention = { ...state.retention, grounds: { ...grounds, [ground]: at } };
  const endedAt = noonOf(begun.endedOn, state.clocks[0]?.zone ?? 'UTC');
  return { events: [recorded, retentionBegins({ ...state, retention }, endedAt, rules)] };
}
