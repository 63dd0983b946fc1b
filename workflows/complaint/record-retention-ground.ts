import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { noonOf } from '../calendar.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { retentionBegins } from './retention.ts';
import type { ComplaintState } from './state.ts';

/**
 * What no other event tells and a term of retention waits for. A case that has ended is counted anew by it. Nobody
 * takes back his own word to have a case kept less long: an earlier instant than the one on record is another
 * person's to say.
 */
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
  const known = grounds[ground];
  if (known?.at === at) return { events: [] };
  if (known !== undefined && at < known.at && known.by === actor.id)
    return refuse(
      'same-person',
      `You recorded ${ground} at ${known.at}: that it was earlier, so that the case is kept less long, is recorded by another person.`,
      `您已登记的时间为 ${known.at}：改为更早的时间将缩短保存期限，应由另一人登记。`,
    );
  const recorded: ComplaintEvent = {
    type: 'RetentionGroundRecorded',
    data: { ground, at, by: actor.id },
  };
  if (begun === null) return { events: [recorded] };
  const retention = { ...state.retention, grounds: { ...grounds, [ground]: { at, by: actor.id } } };
  const endedAt = noonOf(begun.endedOn, state.clocks[0]?.zone ?? 'UTC');
  return { events: [recorded, retentionBegins({ ...state, retention }, endedAt, rules)] };
}
