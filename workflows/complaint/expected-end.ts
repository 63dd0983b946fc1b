import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import { count, hoursAfter } from '../calendar.ts';
import type { Context, Deadline, Decision, Refusal } from '../process.ts';
import { strictestSaid } from './case-regime.ts';
import type { SaidBy } from './case-regime.ts';
import { running } from './clocks.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { raised } from './escalate.ts';
import type { ExpectedEnd } from './handling-state.ts';
import { standing } from './in-time.ts';
import { openOf } from './pause-waiting.ts';
import { isAbove } from './promise.ts';
import { refuse } from './refuse.ts';
import { sourceOf } from './source.ts';
import type { ComplaintState } from './state.ts';

/**
 * Nobody forgets a clock that stands still: who records a pause says by when it is expected to end, and may name
 * another day later on. When that is over the handler is reminded, and some time later the case is raised, rank by
 * rank, as the house's own rules say; until nothing stands still by the pause any more, or the case has ended.
 */

type Rule = NonNullable<Regime['expectedEnd']>;

/** What is awaited of a pause that holds a clock by now; nothing where it was expected to end then already. */
export function expectEnd(
  state: ComplaintState,
  pause: string,
  expectedAt: Instant | undefined,
  context: Context,
): Decision<ComplaintEvent> {
  const known = state.handling.expectedEnds.find((one) => one.pause === pause);
  const goesOn = isHeldBy(state, pause);
  if (goesOn && (expectedAt === undefined || expectedAt === known?.expectedAt))
    return { events: [] };
  const said = strictestSaid(state, context, (regime) => regime.expectedEnd);
  if (said === undefined) return { events: [] };
  if (expectedAt === undefined) return refuseMissing(said);
  const refused = refuseEnd(said, expectedAt, context.now);
  if (refused !== undefined) return refused;
  const { article, mark, ladder } = said.rule;
  return {
    events: [
      {
        type: 'PauseEndExpected',
        data: {
          ...{ pause, expectedAt },
          ladder: ladder.map(({ rank, hours }) => ({ rank, at: hoursAfter(expectedAt, hours) })),
          ...{ article, mark, by: context.actor.id },
        },
      },
    ],
  };
}

function refuseMissing({ regime, rule }: SaidBy<Rule>): { readonly refused: Refusal } {
  const { en, zh } = sourceOf(regime, rule).text;
  return refuse(
    'expected-end-missing',
    `Say by when the pause is expected to end, so that nobody forgets it (${en}, expectedEnd).`,
    `请注明中止预计结束的时间，以便届时提醒（${zh}，expectedEnd）。`,
  );
}

function refuseEnd(
  { regime, rule }: SaidBy<Rule>,
  expectedAt: Instant,
  now: Instant,
): { readonly refused: Refusal } | undefined {
  if (expectedAt <= now)
    return refuse(
      'expected-end-passed',
      'A pause is expected to end later than now.',
      '中止预计结束的时间应当晚于当前时间。',
    );
  const { en, zh } = sourceOf(regime, rule).text;
  const latest = count(now, rule.within, regime.zone, false).dueAt;
  return expectedAt > latest
    ? refuse(
        'expected-end-too-far',
        `A pause is expected to end no later than ${latest} (${en}, expectedEnd); name another day when that is over.`,
        `中止预计结束的时间不得晚于 ${latest}（${zh}，expectedEnd），届时可另行注明。`,
      )
    : undefined;
}

/** Whether a pause holds a clock of the case, be it one that waits for its calendar. */
export function isHeldBy(state: ComplaintState, name: string): boolean {
  const isIt = ({ pause }: { readonly pause: string }) => pause === name;
  return (
    running(state).some((clock) => standing(clock).some(isIt)) ||
    state.waiting.some((clock) => openOf(clock).some(isIt))
  );
}

/** The handler is reminded, once. */
export function pauseOverdue(
  state: ComplaintState,
  { pause }: CommandData<'RecordPauseOverdue'>,
): Decision<ComplaintEvent> {
  const awaited = awaitedOf(state).find((one) => one.pause === pause && !one.overdue);
  if (awaited === undefined) return { events: [] };
  return { events: [{ type: 'PauseOverdue', data: { pause, expectedAt: awaited.expectedAt } }] };
}

export function raisePaused(
  state: ComplaintState,
  { pause, to }: CommandData<'RaisePaused'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const isDue = awaitedOf(state).some((one) => one.pause === pause);
  return { events: isDue ? raised(state, { to, because: 'pause-overdue' }, actor) : [] };
}

/** What falls due of a pause while it holds a clock. */
export function expectedEndDeadlines(state: ComplaintState): readonly Deadline<ComplaintCommand>[] {
  return awaitedOf(state).flatMap(({ pause, revision, expectedAt, ladder, overdue }) => [
    ...(overdue ? [] : [overdueAt(pause, revision, expectedAt)]),
    ...ladder
      .filter(({ rank }) => isAbove(rank, state.raisedTo))
      .map(({ rank, at }): Deadline<ComplaintCommand> => ({
        name: `${pause}-raise-${rank}@${revision}`,
        at,
        command: { type: 'RaisePaused', data: { pause, to: rank as 'supervisor' } },
      })),
  ]);
}

function overdueAt(pause: string, revision: number, at: Instant): Deadline<ComplaintCommand> {
  const command = { type: 'RecordPauseOverdue', data: { pause } } as const;
  return { name: `${pause}-overdue@${revision}`, at, command };
}

function awaitedOf(state: ComplaintState): readonly ExpectedEnd[] {
  if (state.status !== 'open') return [];
  return state.handling.expectedEnds.filter(({ pause }) => isHeldBy(state, pause));
}
