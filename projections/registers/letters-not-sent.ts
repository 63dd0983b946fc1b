import { added, changed, register } from './register.ts';
import type { Entry } from './register.ts';

type Letter = {
  /** The order whose last try failed. */
  readonly order: number;
  readonly raisedTo: string;
  readonly channel: string | null;
};

const waits = ({ state }: Entry<Letter>): boolean => state === 'waiting';

/** Ends of cases that no letter told: somebody orders it again, or tells whoever complained another way. */
export const lettersNotSent = register<Letter>({
  title: { en: 'Ends that no letter told', zh: '终结告知函未能送达登记' },
  states: ['waiting', 'ordered', 'told', 'reopened'],
  columns: ['order', 'raisedTo', 'channel'],
  changes: {
    CaseEscalated: (entries, { because, letter, to }, occasion) =>
      because !== 'letter-not-sent' || letter === undefined
        ? entries
        : added(entries, occasion, {
            state: 'waiting',
            details: { order: letter, raisedTo: to, channel: null },
          }),
    LetterOrdered: (entries, { letter }) =>
      letter === 'ending' ? changed(entries, waits, 'ordered', {}) : entries,
    EndingTold: (entries, { channel }) => changed(entries, waits, 'told', { channel }),
    CaseReopened: (entries) => changed(entries, waits, 'reopened', {}),
  },
});
