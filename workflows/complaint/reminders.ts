import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import { share } from '../calendar.ts';
import type { Context } from '../process.ts';
import { firstToSay } from './case-regime.ts';
import type { ComplaintState } from './state.ts';

type Reminder = NonNullable<Regime['reminders']>[number];

/** When people are reminded of a time that no clock of a regime counts; shares that are past remind of nothing. */
export function remindersOf(
  state: ComplaintState,
  of: Reminder['of'],
  { startsAt, dueAt }: { readonly startsAt: Instant; readonly dueAt: Instant },
  context: Pick<Context, 'rules' | 'now'>,
): readonly { readonly percent: number; readonly at: Instant }[] {
  const said = firstToSay(state, context, (regime) =>
    regime.reminders?.find((reminder) => reminder.of === of),
  );
  return (said?.percents ?? [])
    .map((percent) => ({ percent, at: share(startsAt, dueAt, percent) }))
    .filter(({ at }) => at >= context.now);
}
