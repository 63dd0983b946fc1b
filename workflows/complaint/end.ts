import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { stopAll } from './stop-clocks.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** Order 2020-3 art. 15: a withdrawal ends the case on the day it is received. */
export function withdraw(
  state: ComplaintState,
  data: CommandData<'WithdrawComplaint'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  if (state.told)
    return refuse(
      'already-told',
      'The decision has been told; the case is closed, not withdrawn.',
      '处理决定已经告知投诉人，应予结案，不再办理撤回。',
    );
  if (data.withdrawnAt > now)
    return refuse(
      'withdrawn-in-the-future',
      'The complaint cannot have been withdrawn later than now.',
      '撤回时间不能晚于当前时间。',
    );
  if (state.received !== null && data.withdrawnAt < state.received.receivedAt)
    return refuse(
      'withdrawn-before-received',
      'The complaint cannot have been withdrawn before it was received.',
      '撤回时间不能早于投诉接收时间。',
    );
  return {
    events: [
      { type: 'ComplaintWithdrawn', data: { ...data, by: actor.id } },
      ...stopAll(state, data.withdrawnAt),
    ],
  };
}

export function close(
  state: ComplaintState,
  _data: CommandData<'CloseCase'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return state.told
    ? { events: [{ type: 'CaseClosed', data: { by: actor.id } }] }
    : refuse(
        'complainant-not-told',
        'A case is closed only after the complainant has been told the decision.',
        '投诉人被告知处理决定后方可结案。',
      );
}
