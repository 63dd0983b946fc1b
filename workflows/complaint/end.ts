import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { endByRegime, saidByRegime } from './end-by-regime.ts';
import type { Ended } from './end-by-regime.ts';
import { chanceOf } from './endings.ts';
import { refuse } from './refuse.ts';
import { outstanding } from './remedy.ts';
import { retentionBegins } from './retention.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';
import { stopEnded } from './stop-clocks.ts';
import { proofsDemanded } from './telling-proof.ts';

/**
 * A withdrawal is the complainant's own word and always recorded; what it ends is for each regime to say (Order 2020-3
 * art. 15: the case, on the day it is received).
 */
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
  // He said so before; the regimes that know no withdrawal go on all the same.
  if (state.after.withdrawnAt !== null) return { events: [] };
  const end = endByRegime(state, { rules, at: data.withdrawnAt }, (regime) =>
    withdrawnBy(state, regime, { at: data.withdrawnAt, now }),
  );
  const [first] = end.ends.values();
  const rule = first === undefined ? {} : { article: first.rule.article, mark: first.rule.mark };
  const said = { ...data, ...rule, ...saidByRegime(end), by: actor.id };
  const kept = end.goesOn.length === 0 ? [retentionBegins(state, data.withdrawnAt, rules)] : [];
  return {
    events: [{ type: 'ComplaintWithdrawn', data: said }, ...stopEnded(state, end), ...kept],
  };
}

/**
 * How a regime lets a complaint be withdrawn: on the day he said so or when it is recorded, and inside its time where
 * it sets one. Where a letter would be owed in the decision's stead a withdrawal alone is not enough.
 */
function withdrawnBy(
  state: ComplaintState,
  { name: regime, endings = [] }: Regime,
  { at, now }: { readonly at: Instant; readonly now: Instant },
): Ended | undefined {
  const rule = endings.find(({ ground }) => ground === 'withdrawal');
  if (rule === undefined || rule.letter !== undefined) return undefined;
  const chance = chanceOf(state, rule, regime, at);
  if (chance !== undefined && 'refused' in chance) return undefined;
  return { at: rule.sameDay === true ? at : now, rule, chance };
}

/** A case is closed when the complainant knows, it can be shown that he does, and what was promised has come. */
export function close(
  state: ComplaintState,
  { reasons }: CommandData<'CloseCase'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const { telling, excused, stillToTell } = state.decided;
  if (!state.told && !excused)
    return refuse(
      'complainant-not-told',
      'A case is closed only after the complainant has been told the decision.',
      '投诉人被告知处理决定后方可结案。',
    );
  if (!state.told && stillToTell.length > 0)
    return refuse(
      'complainant-not-told',
      `The telling is not excused under ${stillToTell.join(', ')}: the complainant has to be told the decision.`,
      `${stillToTell.join('、')} 未规定免予告知，应当告知投诉人处理决定。`,
    );
  const [rule] = telling === null ? [] : proofsDemanded(state, telling.channel, rules);
  if (rule !== undefined && telling?.deed === null)
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
      `尚有补救措施未落实：${owed.map(({ kind }) => inChineseWords(kind)).join('、')}。请登记落实情况，或者说明理由。`,
    );
  const why = reasons === undefined ? {} : { reasons };
  return {
    events: [
      { type: 'CaseClosed', data: { by: actor.id, at: now, ...why } },
      retentionBegins(state, now, rules),
    ],
  };
}
