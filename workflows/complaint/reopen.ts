import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Regime } from '../../regimes/regime.ts';
import { count } from '../calendar.ts';
import type { Context, Decision } from '../process.ts';
import { caseRegime } from './case-regime.ts';
import { clocksStarted } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
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
  const regime = caseRegime(state, context.rules);
  if (regime?.reopening === undefined)
    return refuse(
      'no-reopening-in-regime',
      'The regime of this case lets no closed case be opened again (reopening).',
      '本案适用的监管规则未规定重新办理（reopening）。',
    );
  const { within, article, mark } = regime.reopening;
  const { dueAt, lastDay } = count(telling.toldAt, within, regime.zone, false);
  if (disputedAt > dueAt)
    return refuse(
      'disputed-too-late',
      `The result could be disputed until ${lastDay ?? dueAt} (${article}).`,
      `可提出异议的期限截至 ${lastDay ?? dueAt}（${article}）。`,
    );
  return {
    events: [
      { type: 'CaseReopened', data: { disputedAt, reasons, article, mark, by: actor.id } },
      ...targets(state, regime, disputedAt, context).map(asTarget({ article, mark })),
    ],
  };
}

/** The regime's clocks to a decision told, from the dispute on; those that only acknowledge were met. */
function targets(
  { received }: ComplaintState,
  regime: Regime,
  disputedAt: string,
  context: Context,
): readonly Started[] {
  const starts = { received: disputedAt, 'sent-to-firm': disputedAt };
  const about = { kinds: received?.kinds, leading: regime.name, raisedTo: 'handler' };
  return clocksStarted([regime], starts, about, context).flatMap((event) =>
    event.type === 'ClockStarted' && event.data.metBy.includes('told') ? [event] : [],
  );
}

type Started = Extract<ComplaintEvent, { readonly type: 'ClockStarted' }>;

function asTarget(source: Pick<NonNullable<Regime['reopening']>, 'article' | 'mark'>) {
  return ({ type, data }: Started): Started => ({
    type,
    data: { ...data, ...source, limit: 'target' },
  });
}
