import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { stopAll } from './stop-clocks.ts';
import { caseRegime } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { outstanding } from './remedy.ts';
import { retentionBegins } from './retention.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';
import { proofDemanded } from './telling-proof.ts';

/** Order 2020-3 art. 15: a withdrawal ends the case on the day it is received. */
export function withdraw(
  state: ComplaintState,
  data: CommandData<'WithdrawComplaint'>,
  { now, actor, rules }: Context,
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
  if (data.withdrawnAt < (receivedAtOf(state) ?? data.withdrawnAt))
    return refuse(
      'withdrawn-before-received',
      'The complaint cannot have been withdrawn before it was received.',
      '撤回时间不能早于投诉接收时间。',
    );
  const known = caseRegime(state, rules)?.endings?.find(({ ground }) => ground === 'withdrawal');
  const rule = known === undefined ? {} : { article: known.article, mark: known.mark };
  return {
    events: [
      { type: 'ComplaintWithdrawn', data: { ...data, ...rule, by: actor.id } },
      ...stopAll(state, data.withdrawnAt),
      retentionBegins(state, data.withdrawnAt, rules),
    ],
  };
}

/** A case is closed when the complainant knows, it can be shown that he does, and what was promised has come. */
export function close(
  state: ComplaintState,
  { reasons }: CommandData<'CloseCase'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  if (!state.told && !state.decided.excused)
    return refuse(
      'complainant-not-told',
      'A case is closed only after the complainant has been told the decision.',
      '投诉人被告知处理决定后方可结案。',
    );
  const { telling } = state.decided;
  const rule = telling === null ? undefined : proofDemanded(state, telling.channel, rules);
  if (rule !== undefined && telling?.proved === false)
    return refuse(
      'telling-not-proved',
      `No evidence is kept that the complainant was told (${rule.article}): give ProveTelling first.`,
      `没有告知投诉人的证据（${rule.article}），请先补充告知证据。`,
    );
  const owed = outstanding(state);
  if (owed.length > 0 && reasons === undefined)
    return refuse(
      'remedy-not-delivered',
      `A remedy is promised and not delivered: ${owed.map(({ kind }) => kind).join(', ')}. Record its delivery, or give reasons.`,
      `尚有补救措施未落实：${owed.map(({ kind }) => kind).join('、')}。请登记落实情况，或者说明理由。`,
    );
  const why = reasons === undefined ? {} : { reasons };
  return {
    events: [
      { type: 'CaseClosed', data: { by: actor.id, at: now, ...why } },
      retentionBegins(state, now, rules),
    ],
  };
}
