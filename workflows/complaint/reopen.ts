import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { count } from '../calendar.ts';
import type { Context, Decision } from '../process.ts';
import { startClocks } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { under } from './other-clocks.ts';
import { refuse } from './refuse.ts';
import { reopenRule } from './reopen-rules.ts';
import type { ReopenRule } from './reopen-rules.ts';
import { regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/**
 * A closed case is opened once more when its result is disputed in time. The legal clocks were met or missed and stay
 * so; a clock of the same length begins anew as the house's own target.
 */
export function reopen(
  state: ComplaintState,
  { disputedAt, reasons }: CommandData<'ReopenCase'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor } = context;
  const { telling } = state.decided;
  if (state.status !== 'closed' || telling === null)
    return refuse(
      'not-closed',
      'Only a case that was decided, told and closed is opened again.',
      '仅已决定、告知并结案的案件可以重新办理。',
    );
  if (state.after.reopened)
    return refuse(
      'reopened-already',
      'The case was opened again before: it is not opened a second time.',
      '案件此前已重新办理一次，不再重新办理。',
    );
  if (disputedAt > now || disputedAt < telling.toldAt)
    return refuse(
      'disputed-out-of-order',
      'A result is disputed after it was told and not later than now.',
      '提出异议的时间应在告知之后，且不晚于当前时间。',
    );
  if (state.review?.decided === null)
    return refuse(
      'under-review',
      'A review of this decision was asked for; its result stands until the review is decided.',
      '该处理决定已申请核查，核查决定作出前维持原结果。',
    );
  const rule = reopenRule(regimeOf(state));
  const { article, mark } = rule;
  const { dueAt, lastDay } = count(telling.toldAt, rule.within, under(state)?.zone ?? 'UTC', false);
  if (disputedAt > dueAt)
    return refuse(
      'disputed-too-late',
      `The result could be disputed until ${lastDay ?? dueAt} (${article}).`,
      `可提出异议的期限截至 ${lastDay ?? dueAt}（${article}）。`,
    );
  return {
    events: [
      { type: 'CaseReopened', data: { disputedAt, reasons, article, mark, by: actor.id } },
      ...targets(state, disputedAt, rule, context),
    ],
  };
}

/** The regime's clocks to a decision told, from the dispute on; those that only acknowledge were met. */
function targets(
  state: ComplaintState,
  disputedAt: string,
  { article, mark }: ReopenRule,
  { now, rules }: Context,
): readonly ComplaintEvent[] {
  const origin = under(state);
  const regime = origin && rules.regime(origin.regime, { version: origin.version });
  if (regime === undefined) return [];
  return startClocks([regime], { receivedAt: disputedAt }, { rules, now }).flatMap((event) =>
    event.type === 'ClockStarted' && event.data.metBy.includes('told')
      ? [{ ...event, data: { ...event.data, limit: 'target', article, mark } } as const]
      : [],
  );
}
