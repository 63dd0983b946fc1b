import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import { count } from '../calendar.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { startAsTargets } from './start-as-targets.ts';
import type { ComplaintState } from './state.ts';

/**
 * A closed case is opened once more when its result is disputed in time. The legal clocks were met or missed and stay
 * so; a clock of the same length begins anew as the house's own target, for each regime that lets it be opened again.
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
  const reopenings = openRegimes(state, context.rules).flatMap(reopeningIn);
  const inTime = reopenings.filter((one) => disputedAt <= lastOf(one, telling.toldAt).dueAt);
  const [first] = inTime;
  if (first === undefined) return refuseReopening(reopenings, telling.toldAt);
  const { article, mark } = first.rule;
  return {
    events: [
      { type: 'CaseReopened', data: { disputedAt, reasons, article, mark, by: actor.id } },
      ...inTime.flatMap(({ regime, rule }) =>
        startAsTargets(state, regime, { at: disputedAt, raisedTo: 'handler', rule }, context),
      ),
    ],
  };
}

/** What a regime says of opening a closed case again. */
type Reopening = { readonly regime: Regime; readonly rule: NonNullable<Regime['reopening']> };

function reopeningIn(regime: Regime): readonly Reopening[] {
  const rule = regime.reopening;
  return rule === undefined ? [] : [{ regime, rule }];
}

function lastOf({ regime, rule }: Reopening, toldAt: Instant) {
  return count(toldAt, rule.within, regime.zone, false);
}

function refuseReopening(
  reopenings: readonly Reopening[],
  toldAt: Instant,
): { readonly refused: Refusal } {
  const [last] = reopenings
    .map((one) => ({ ...lastOf(one, toldAt), article: one.rule.article }))
    .toSorted((one, other) => (one.dueAt < other.dueAt ? 1 : -1));
  if (last === undefined)
    return refuse(
      'no-reopening-in-regime',
      'No regime over this case lets a closed case be opened again (reopening).',
      '本案适用的监管规则均未规定重新办理（reopening）。',
    );
  const { dueAt, lastDay, article } = last;
  return refuse(
    'disputed-too-late',
    `The result could be disputed until ${lastDay ?? dueAt} (${article}).`,
    `可提出异议的期限截至 ${lastDay ?? dueAt}（${article}）。`,
  );
}
