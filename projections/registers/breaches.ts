import type { Instant } from '../../events/envelope.ts';
import { breachMeant } from '../breach-meant.ts';
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
    BreachRevoked: (entries, revoked) =>
      changed(entries, isMeant(entries, revoked), 'revoked', { because: revoked.because }),
    NonRoutineOverdueRevoked: (entries, { marking, dueAt, because }) =>
      changed(
        entries,
        ({ details }) => details.marking === marking && details.dueAt === dueAt,
        'revoked',
        { because },
      ),
    ClockStopped: (entries, stopped) =>
      stopped.inTime
        ? entries
        : changed(entries, isMeant(entries, stopped), 'met-late', { metAt: stopped.at }),
  },
});

const NOTHING_YET = { marking: null, metAt: null, because: null };

function isMeant(
  entries: Entries<Breach>,
  said: Parameters<typeof breachMeant>[2],
): (entry: Entry<Breach>) => boolean {
  const standing = entries.filter(
    ({ state, details }) => state !== 'revoked' && details.of === 'clock',
  );
  const meant = breachMeant(standing, ({ details }) => details, said);
  return (entry) => entry === meant;
}
