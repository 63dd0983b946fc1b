import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import { share } from '../calendar.ts';
import type { Context } from '../process.ts';
import { strictestSaid } from './case-regime.ts';
import { isAbove } from './promise.ts';
import type { ComplaintState } from './state.ts';

type Reminder = NonNullable<Regime['reminders']>[number];
type Period = { readonly startsAt: Instant; readonly dueAt: Instant };
type Counts = Pick<Context, 'rules' | 'now'>;

/** When people are reminded of a time that no clock of a regime counts; shares that are past remind of nothing. */
export function remindersOf(
  state: ComplaintState,
  of: Reminder['of'],
  { startsAt, dueAt }: Period,
  context: Counts,
): readonly { readonly percent: number; readonly at: Instant }[] {
  const said = reminderOf(state, of, context);
  return (said?.percents ?? [])
    .map((percent) => ({ percent, at: share(startsAt, dueAt, percent) }))
    .filter(({ at }) => at >= context.now);
}

/** When the case is raised over such a time; a raise that is overdue by now is made up for at once. */
export function raisesOf(
  state: ComplaintState,
  of: Reminder['of'],
  { startsAt, dueAt }: Period,
  context: Counts,
): readonly { readonly rank: string; readonly percent: number; readonly at: Instant }[] {
  const { now } = context;
  return (reminderOf(state, of, context)?.ladder ?? [])
    .filter(({ rank }) => isAbove(rank, state.raisedTo))
    .map(({ rank, percent }) => ({ rank, percent, at: share(startsAt, dueAt, percent) }))
    .map(({ at, ...raise }) => ({ ...raise, at: at < now ? now : at }));
}

function reminderOf(
  state: ComplaintState,
  of: Reminder['of'],
  context: Counts,
): Reminder | undefined {
  return strictestSaid(state, context, ({ reminders }) =>
    reminders?.find((reminder) => reminder.of === of),
  )?.rule;
}
