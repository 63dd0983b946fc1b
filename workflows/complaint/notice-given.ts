import { namedInChinese } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { heldWith } from './holding-reply.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';
import { refuseTelling } from './telling-proof.ts';

/**
 * The notice that a granted step waits for (Order 2020-3 art. 18: approved and told) was given another way than by its
 * letter: the clock moves if that was in time, as it does by the letter. Where it undoes a breach, by another's word.
 */
export function recordNoticeGiven(
  state: ComplaintState,
  { clock, step, channel, toldAt, proof }: CommandData<'RecordNoticeGiven'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const { extension } = state;
  if (extension?.clock !== clock || extension.step !== step || extension.notice === null)
    return refuse(
      'no-notice-awaited',
      `No extension ${step} of the clock ${clock} waits for its notice.`,
      `时限 ${clock} 没有待告知的延期 ${namedInChinese(step)}。`,
    );
  if (toldAt > now || toldAt < (extension.grantedAt ?? toldAt))
    return refuse(
      'told-out-of-time',
      'The complainant was told of the extension between its grant and now.',
      '告知延期的时间应在批准延期之后，且不晚于当前时间。',
    );
  const way = { channel, toldAt };
  const refused = refuseTelling(state, 'extended', { ...way, deed: proof.deed }, rules);
  if (refused !== undefined) return refused;
  const given: ComplaintEvent = {
    type: 'NoticeGiven',
    data: { clock, step, notice: extension.notice, ...way, proof, by: actor.id },
  };
  return { events: [given, ...heldWith(state, extension, toldAt, { now, rules })] };
}
