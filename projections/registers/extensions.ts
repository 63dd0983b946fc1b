import type { Instant } from '../../events/envelope.ts';
import { added, changed, register } from './register.ts';
import type { Entry } from './register.ts';

type Extension = {
  readonly clock: string;
  readonly step: string;
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
  readonly rank: string | null;
  readonly decidedAt: Instant | null;
  /** The rule by which it was granted, and how sure it is. */
  readonly article: string | null;
  readonly mark: string | null;
  /** The due instants before and after. */
  readonly before: Instant | null;
  readonly dueAt: Instant | null;
  /** Why a request lapsed. */
  readonly because: string | null;
};

/** Extensions that were asked for: who granted or refused them, by which article, and what they moved. */
export const extensions = register<Extension>({
  title: { en: 'Extensions of deadlines', zh: '延期登记' },
  states: ['requested', 'granted', 'refused', 'lapsed'],
  columns: [
    ...(['clock', 'step', 'requestedBy', 'decidedBy', 'rank', 'decidedAt'] as const),
    ...(['article', 'before', 'dueAt', 'because', 'mark'] as const),
  ],
  changes: {
    ExtensionRequested: (entries, { clock, step, by }, occasion) =>
      added(entries, occasion, {
        state: 'requested',
        details: { ...UNDECIDED, clock, step, requestedBy: by },
      }),
    ExtensionGranted: (entries, { clock, step, by, rank }, { at }) =>
      changed(entries, isPending(clock, step), 'granted', {
        ...{ decidedBy: by, rank, decidedAt: at },
      }),
    ExtensionRefused: (entries, { clock, step, by, rank }, { at }) =>
      changed(entries, isPending(clock, step), 'refused', {
        ...{ decidedBy: by, rank, decidedAt: at },
      }),
    ExtensionLapsed: (entries, { clock, step, because }, { at }) =>
      changed(entries, isPending(clock, step), 'lapsed', { because, decidedAt: at }),
    // What the grant moved follows it at once.
    ClockExtended: (entries, { clock, step, article, mark, before, dueAt }) =>
      changed(
        entries,
        ({ state, details }) =>
          state === 'granted' &&
          details.clock === clock &&
          details.step === step &&
          details.dueAt === null,
        undefined,
        { article, mark, before, dueAt },
      ),
  },
});

const UNDECIDED = {
  ...{ decidedBy: null, rank: null, decidedAt: null, article: null, mark: null },
  ...{ before: null, dueAt: null, because: null },
};

function isPending(clock: string, step: string): (entry: Entry<Extension>) => boolean {
  return ({ state, details }) =>
    state === 'requested' && details.clock === clock && details.step === step;
}
