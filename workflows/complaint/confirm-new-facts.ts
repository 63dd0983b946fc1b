import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Deadline, Decision } from '../process.ts';
import { inChineseWords } from '../../events/complaint/code-words.ts';
import { caseEnded } from './after-the-end.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { raised } from './escalate.ts';
import { whileTelling } from './handle.ts';
import type { UnconfirmedFacts } from './intake-state.ts';
import { countFacts } from './new-facts.ts';
import { isAbove } from './promise.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/**
 * New facts that the handler recorded, or that undo a breach: a second person says whether they are new, or is
 * reminded that he has not.
 */

export function confirmNewFacts(
  state: ComplaintState,
  { receipt, reasons }: CommandData<'ConfirmNewFacts'>,
  context: Context,
): Decision<ComplaintEvent> {
  const facts = answerable(state, receipt, context);
  if ('refused' in facts) return facts;
  const by = context.actor.id;
  const confirmed = { type: 'NewFactsConfirmed', data: { receipt, reasons, by } } as const;
  const moved = countFacts(state, confirmed, facts.receivedAt, context);
  return 'refused' in moved ? moved : { events: [confirmed, ...moved.events] };
}

export function dismissNewFacts(
  state: ComplaintState,
  { receipt, reasons }: CommandData<'DismissNewFacts'>,
  context: Context,
): Decision<ComplaintEvent> {
  const facts = answerable(state, receipt, context);
  return 'refused' in facts
    ? facts
    : {
        events: [{ type: 'NewFactsDismissed', data: { receipt, reasons, by: context.actor.id } }],
      };
}

/** Nobody answered in time: the case is raised, and the facts go on waiting. */
export function leftUnconfirmed(
  state: ComplaintState,
  { receipt }: CommandData<'RecordFactsUnconfirmed'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const facts = waiting(state).find((one) => one.receipt === receipt && !one.overdue);
  if (facts === undefined) return { events: [] };
  const { dueAt, then, article, mark } = facts;
  return {
    events: [
      { type: 'NewFactsLeftUnconfirmed', data: { receipt, dueAt, article, mark } },
      ...raised(state, { to: then, because: 'new-facts' }, actor),
    ],
  };
}

export function newFactsDeadlines(state: ComplaintState): readonly Deadline<ComplaintCommand>[] {
  return waiting(state)
    .filter(({ overdue }) => !overdue)
    .map(({ receipt, dueAt }) => ({
      name: `new-facts-unconfirmed@${receipt}`,
      at: dueAt,
      command: { type: 'RecordFactsUnconfirmed', data: { receipt } },
    }));
}

/**
 * While the decision is on its way nothing waits for them, and once it is told none are left but those that came to
 * light only then.
 */
function waiting(state: ComplaintState): readonly UnconfirmedFacts[] {
  return refuseSent(state) === undefined ? state.intake.unconfirmed : [];
}

function refuseSent(state: ComplaintState): ReturnType<typeof refuse> | undefined {
  if (state.told) return undefined;
  return state.status === 'open' ? whileTelling(state) : caseEnded(state);
}

/** The facts, if whoever answers may say of them whether they are new. */
function answerable(
  state: ComplaintState,
  receipt: number,
  { actor }: Context,
): UnconfirmedFacts | ReturnType<typeof refuse> {
  const telling = refuseSent(state);
  if (telling !== undefined) return telling;
  const facts = waiting(state).find((one) => one.receipt === receipt);
  if (facts === undefined)
    return refuse(
      'no-such-facts',
      `No facts recorded at revision ${receipt} wait for a second person.`,
      `修订号 ${receipt} 处没有待第二人确认的新事实。`,
    );
  const { by, rank, article } = facts;
  if (by === actor.id)
    return refuse(
      'same-person',
      'New facts are confirmed or dismissed by a second person, not by whoever recorded them.',
      '新的事实和理由应由登记人以外的第二人确认或者驳回。',
    );
  return rank === undefined || !isAbove(rank, actor.rank)
    ? facts
    : refuse(
        'rank-not-sufficient',
        `The period has begun again so often that this is for ${rank} to say, or higher (${article}).`,
        `办理期限已多次重新计算，应由${inChineseWords(rank)}或者更高级别认定（${article}）。`,
      );
}
