import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { openRegimes, strictestSaid } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { startAsTargets } from './start-as-targets.ts';
import type { ComplaintState } from './state.ts';
import { hasAsked } from './time-to-ask.ts';

/** The complainant's answer to the decision. Nobody has to give one: told is told. */

export function acceptDecision(
  state: ComplaintState,
  { proposal, acceptedAt }: CommandData<'AcceptDecision'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const refused = answerable(state, proposal, acceptedAt, now);
  if (refused !== undefined) return refused;
  if (state.decided.accepted) return { events: [] };
  return {
    events: [{ type: 'DecisionAccepted', data: { proposal, acceptedAt, by: actor.id } }],
  };
}

/**
 * A rejection makes the decision void: findings may be added and another decision proposed, told again, in a time that
 * begins with the rejection by a rule of the regimes, or else of the house. The telling had stopped every clock, and
 * without one nobody would be reminded that an answer is owed again.
 */
export function rejectDecision(
  state: ComplaintState,
  { proposal, rejectedAt, reasons }: CommandData<'RejectDecision'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor, rules } = context;
  const refused = answerable(state, proposal, rejectedAt, now);
  if (refused !== undefined) return refused;
  if (state.decided.accepted)
    return refuse(
      'decision-accepted',
      'The complainant has accepted this decision.',
      '投诉人已经接受该处理决定。',
    );
  if (hasAsked(state))
    return refuse(
      'under-review',
      'A review of this decision was asked for: what follows from it is for the review to say.',
      '该处理决定已申请核查，以核查决定为准。',
    );
  const said = strictestSaid(state, context, ({ rejection }) => rejection);
  const from = said && { at: rejectedAt, raisedTo: state.raisedTo, rule: said.rule };
  return {
    events: [
      { type: 'DecisionRejected', data: { proposal, rejectedAt, reasons, by: actor.id } },
      ...openRegimes(state, rules).flatMap((regime) =>
        from === undefined ? [] : startAsTargets(state, regime, from, context),
      ),
    ],
  };
}

function answerable(
  { proposal: inForce, decided }: ComplaintState,
  proposal: number,
  answeredAt: Instant,
  now: Instant,
): { readonly refused: Refusal } | undefined {
  const { telling, disputed } = decided;
  if (disputed?.proposal.revision === proposal)
    return refuse(
      'decision-disputed',
      'The complainant disputed this decision: the answer that counts is to the one that is told next.',
      '投诉人已对该处理决定提出异议，应以其对下一次告知的处理决定的答复为准。',
    );
  if (inForce?.revision !== proposal || telling === null)
    return refuse(
      'no-such-decision',
      `No decision of revision ${proposal} is told and in force.`,
      `修订号 ${proposal} 处没有已告知且有效的处理决定。`,
    );
  if (answeredAt > now)
    return refuse(
      'answered-in-the-future',
      'The complainant cannot have answered later than now.',
      '投诉人答复时间不能晚于当前时间。',
    );
  if (answeredAt < telling.toldAt)
    return refuse(
      'answered-before-told',
      'The complainant cannot have answered before the decision was told.',
      '投诉人答复时间不能早于告知时间。',
    );
  return undefined;
}
