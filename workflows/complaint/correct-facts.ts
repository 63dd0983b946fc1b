import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { regulatorReceipt, requestReceipt } from './correct-forwarding.ts';
import { receipt, sending } from './correct-receipt.ts';
import { reviewTelling, telling } from './correct-telling.ts';
import type { Correctable, Refused } from './correctable.ts';
import { moveCounted } from './move-counted.ts';
import { reviewVoided } from './open-review.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/**
 * A fact that was recorded wrongly is put right by an event of its own. Nothing is computed again in place: each clock
 * that counted from it moves by another event, which names this one, and so does each breach that was none.
 */
export function correctFact(
  state: ComplaintState,
  data: CommandData<'CorrectFact'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { fact, at, reasons } = data;
  if (at > context.now)
    return refuse(
      'in-the-future',
      'What has happened cannot have happened later than now.',
      '已发生事实的时间不能晚于当前时间。',
    );
  const known = factOf(state, data, context);
  if ('refused' in known) return known;
  const { about, before, outOfOrder, counts, also } = known;
  if (at === before) return { events: [] };
  if (outOfOrder !== undefined) return outOfOrder;
  const moved = moveCounted(state, { counts, at }, context);
  if ('refused' in moved) return moved;
  const which = about === undefined ? {} : { about };
  const corrected: ComplaintEvent = {
    type: 'FactCorrected',
    data: { fact, ...which, before, after: at, reasons, by: context.actor.id },
  };
  // Whether the first handling kept its time is for the review to say.
  const voided = reviewVoided(state, 'fact-corrected');
  return { events: [corrected, ...also, ...moved.events, ...voided] };
}

function factOf(
  state: ComplaintState,
  data: CommandData<'CorrectFact'>,
  context: Context,
): Correctable | Refused {
  switch (data.fact) {
    case 'received-at':
      return receipt(state, data, context);
    case 'sent-to-firm-at':
      return sending(state, data);
    case 'regulator-received-at':
      return regulatorReceipt(state, data);
    case 'request-received-at':
      return requestReceipt(state, data, context);
    case 'told-at':
      return telling(state, data, context);
    case 'review-told-at':
      return reviewTelling(state, data, context);
  }
}
