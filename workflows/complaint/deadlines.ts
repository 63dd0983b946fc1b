import type { Deadline } from '../process.ts';
import { running } from './clocks.ts';
import type { ComplaintCommand } from './commands.ts';
import { newFactsDeadlines } from './confirm-new-facts.ts';
import { expectedEndDeadlines } from './expected-end.ts';
import { standsStill } from './in-time.ts';
import { isNeeded } from './letters-needed.ts';
import { nonRoutineDeadlines } from './non-routine.ts';
import { isAbove } from './promise.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { taskDeadlines } from './tasks.ts';
import { unassignedDeadlines } from './unassigned.ts';

/** What falls due: warnings, ladder and breach of each clock that does not stand still; letters to be tried again. */
export function deadlines(state: ComplaintState): readonly Deadline<ComplaintCommand>[] {
  if (state.status === 'none') return [];
  const ticking = running(state).filter((clock) => !standsStill(clock));
  const ofClocks = ticking.flatMap((clock) => [
    ...warnings(clock),
    ...ladder(clock, state.raisedTo),
    ...(clock.whenMissed === 'lapse' ? [lapse(clock)] : breaches(clock)),
  ]);
  const ofCase = [
    ...taskDeadlines(state),
    ...nonRoutineDeadlines(state),
    ...newFactsDeadlines(state),
    ...expectedEndDeadlines(state),
  ];
  return [...ofClocks, ...retries(state), ...ofCase, ...unassignedDeadlines(state)];
}

function warnings({ name, revision, warnings }: CaseClock): readonly Deadline<ComplaintCommand>[] {
  return warnings.map(({ percent, at }) => ({
    name: `${name}-warning-${percent}@${revision}`,
    at,
    command: { type: 'WarnOfDeadline', data: { clock: name, percent } },
  }));
}

function ladder(
  { name, revision, ladder }: CaseClock,
  raisedTo: string,
): readonly Deadline<ComplaintCommand>[] {
  return ladder
    .filter(({ rank }) => isAbove(rank, raisedTo))
    .map(({ rank, percent, at }) => ({
      name: `${name}-raise-${rank}@${revision}`,
      at,
      command: {
        type: 'RaiseByTime',
        data: { clock: name, percent, to: rank as 'supervisor' },
      },
    }));
}

function breaches({
  name,
  revision,
  dueAt,
  breached,
}: CaseClock): readonly Deadline<ComplaintCommand>[] {
  return breached
    ? []
    : [
        {
          name: `${name}-breach@${revision}`,
          at: dueAt,
          command: { type: 'RecordBreach', data: { clock: name } },
        },
      ];
}

/** A chance that nobody takes is gone when its time is over. */
function lapse({ name, revision, dueAt }: CaseClock): Deadline<ComplaintCommand> {
  const command = { type: 'RecordLapse', data: { clock: name } } as const;
  return { name: `${name}-lapse@${revision}`, at: dueAt, command };
}

/** Once a case has ended only the letters that outlive it are tried again. */
function retries(state: ComplaintState): readonly Deadline<ComplaintCommand>[] {
  return state.letters.flatMap((one) => {
    const { letter, order, retryAt } = one;
    if (retryAt === null || (state.status !== 'open' && !isNeeded(state, one))) return [];
    const command = { type: 'RetryLetter', data: { order } } as const;
    return [{ name: `retry-${letter}@${order}`, at: retryAt, command }];
  });
}
