import type { Instant } from '../../events/envelope.ts';
import { added, changed, register } from './register.ts';
import type { Entries, Entry } from './register.ts';

type Breach = {
  /** Of a clock, or of the step that a marker asks for. */
  readonly of: 'clock' | 'marker';
  readonly clock: string;
  readonly limit: 'legal' | 'target';
  readonly dueAt: Instant;
  readonly article: string;
  readonly mark: string;
  /** The marking of a marker. */
  readonly marking: number | null;
  readonly metAt: Instant | null;
  readonly because: string | null;
};

/** Promises that were not kept. One that turns out to have been kept stays, marked as revoked, with the reason. */
export const breaches = register<Breach>({
  title: { en: 'Deadlines breached', zh: '逾期登记' },
  states: ['breached', 'met-late', 'revoked'],
  columns: ['clock', 'limit', 'dueAt', 'metAt', 'article', 'because', 'of', 'marking', 'mark'],
  changes: {
    DeadlineBreached: (entries, { clock, limit, dueAt, article, mark }, occasion) => {
      const due = { clock, limit, dueAt, article, mark };
      const details: Breach = { of: 'clock', ...due, ...NOTHING_YET };
      return added(entries, occasion, { state: 'breached', details });
    },
    NonRoutineOverdue: (entries, { marking, step, dueAt, limit, article, mark }, occasion) => {
      const due = { clock: step, limit, dueAt, article, mark };
      const details: Breach = { of: 'marker', ...due, ...NOTHING_YET, marking };
      return added(entries, occasion, { state: 'breached', details });
    },
    BreachRevoked: (entries, { clock, dueAt, because, promise }) => {
      const moved = promise === undefined ? ['breached', 'met-late'] : [];
      return changed(entries, isMeant(entries, { clock, dueAt }, moved), 'revoked', { because });
    },
    NonRoutineOverdueRevoked: (entries, { marking, dueAt, because }) =>
      changed(
        entries,
        ({ details }) => details.marking === marking && details.dueAt === dueAt,
        'revoked',
        { because },
      ),
    ClockStopped: (entries, { clock, at, dueAt, inTime }) =>
      inTime
        ? entries
        : changed(entries, isMeant(entries, { clock, dueAt }, ['breached']), 'met-late', {
            metAt: at,
          }),
  },
});

const NOTHING_YET = { marking: null, metAt: null, because: null };

type Due = { readonly clock: string; readonly dueAt: Instant };

/**
 * The breach of this promise. A promise that was moved after its breach has another due instant by now: then it is the
 * last of its clock that stands in one of the states `moved`.
 */
function isMeant(
  entries: Entries<Breach>,
  { clock, dueAt }: Due,
  moved: readonly string[],
): (entry: Entry<Breach>) => boolean {
  const ofClock = entries.filter(
    ({ state, details }) =>
      state !== 'revoked' && details.of === 'clock' && details.clock === clock,
  );
  const meant =
    ofClock.findLast(({ details }) => details.dueAt === dueAt) ??
    ofClock.findLast(({ state }) => moved.includes(state));
  return (entry) => entry === meant;
}
