import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { refuseUnfit, standsAs } from './class-of-case.ts';
import type { CommandData } from './commands.ts';
import { demandedOf, refuseIncomplete } from './letter-content.ts';
import { refuseMatters, refuseRemedies } from './matters.ts';
import { refuse } from './refuse.ts';
import { refusePastDays } from './remedy.ts';
import { refuseRank, signOffRule } from './sign-off-authority.ts';
import { startClocks } from './start-clocks.ts';
import { isBeingTold } from './state.ts';
import type { ComplaintState, Proposal } from './state.ts';

/** The decision: proposed by one person, signed off or returned by a second. */

export function propose(
  state: ComplaintState,
  data: CommandData<'ProposeDecision'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { actor, rules } = context;
  if (state.classification === null)
    return refuse(
      'not-classified',
      'A complaint is classified before a decision is proposed.',
      '提出处理决定前应先对投诉进行分类。',
    );
  if (state.findings.length === 0)
    return refuse(
      'no-findings',
      'A decision rests on at least one finding.',
      '处理决定应当以至少一项调查结论为依据。',
    );
  if (state.proposal !== null)
    return refuse(
      'decision-already-proposed',
      'A proposal is waiting to be signed off or returned, or is signed off.',
      '已有待审批或已审批的处理决定。',
    );
  const unknown = data.restsOn.find(
    (revision) => revision !== state.classification?.revision && !state.findings.includes(revision),
  );
  if (unknown !== undefined)
    return refuse(
      'no-such-fact',
      `Revision ${unknown} is neither the classification in force nor a finding.`,
      `修订号 ${unknown} 既不是现行分类，也不是调查结论。`,
    );
  const refused =
    refuseUnfit(state, state.classification.said.class, rules) ??
    refuseMatters(data) ??
    refuseRemedies(data) ??
    refusePastDays(state, data.remedies, context) ??
    refuseIncomplete(demandedOf(state, 'decision', rules), data.covers ?? []);
  if (refused !== undefined) return refused;
  return { events: [{ type: 'DecisionProposed', data: { ...data, by: actor.id } }] };
}

/** Four eyes: a second person of sufficient rank names exactly what was read. */
export function signOff(
  state: ComplaintState,
  { proposal: revision, letterCommitment }: CommandData<'SignOff'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { actor, now, rules } = context;
  const checked = inForce(state, revision);
  if ('refused' in checked) return checked;
  const { proposal } = checked;
  if (proposal.letter.commitment !== letterCommitment)
    return refuse(
      'other-letter',
      'The letter that was read is not the letter of this proposal.',
      '审阅的信函与该处理决定所附信函不一致。',
    );
  if (proposal.signedOff?.by === actor.id) return { events: [] };
  if (proposal.signedOff !== null)
    return refuse(
      'already-signed-off',
      'The decision is signed off already.',
      '处理决定已经审批。',
    );
  const found = signOffRule(state, proposal, rules);
  const { id, rank } = actor;
  // Whoever signs answers for the time that was taken as well, though an older record let it be proposed.
  const is = state.classification?.said.class;
  const refused = refuseUnfit(state, is, rules) ?? refuseRank(found, rank);
  if (refused !== undefined) return refused;
  const rule = found?.rule;
  const by = rule && { name: rule.name, article: rule.article, mark: rule.mark };
  return {
    events: [
      {
        type: 'DecisionSignedOff',
        data: {
          proposal: revision,
          letterCommitment,
          by: id,
          rank,
          ...(by === undefined ? {} : { authority: by }),
          ...standsAs(state),
          at: now,
        },
      },
      ...startClocks(state, { decided: now }, context),
    ],
  };
}

export function returnDecision(
  state: ComplaintState,
  { proposal: revision, reasons }: CommandData<'ReturnDecision'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const checked = inForce(state, revision);
  if ('refused' in checked) return checked;
  // Nor one that need not be told: its clocks have stopped by it.
  if (isBeingTold(state) || state.decided.excused)
    return refuse(
      'decision-being-told',
      'The decision has been told or need not be, or is on its way; it can no longer be returned.',
      '处理决定已经告知、免予告知或正在送达，不得退回。',
    );
  return {
    events: [{ type: 'DecisionReturned', data: { proposal: revision, reasons, by: actor.id } }],
  };
}

/** The proposal in force. */
function inForce(
  { proposal }: ComplaintState,
  revision: number,
): { readonly proposal: Proposal } | ReturnType<typeof refuse> {
  return proposal?.revision === revision
    ? { proposal }
    : refuse(
        'no-such-proposal',
        `No proposal in force stands at revision ${revision}; it may have been returned or become void.`,
        `修订号 ${revision} 处没有有效的处理决定提案；可能已被退回或失效。`,
      );
}
