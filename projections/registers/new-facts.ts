import type { Instant } from '../../events/envelope.ts';
import { added, addedAt, changed, register } from './register.ts';

type Facts = {
  readonly receivedAt: Instant;
  readonly recordedBy: string;
  readonly dueAt: Instant;
  /** At least this rank answers, where the period began again too often for any other. */
  readonly rank: string | null;
  readonly answeredBy: string | null;
  readonly overdue: boolean;
  readonly article: string;
  readonly mark: string;
};

/** New facts that move no clock before a second person has confirmed them: what those who lead are asked to judge. */
export const newFacts = register<Facts>({
  title: { en: 'New facts that a second person confirms', zh: '新事实确认登记' },
  states: ['waiting', 'confirmed', 'dismissed'],
  columns: [
    ...(['receivedAt', 'recordedBy', 'dueAt', 'rank', 'answeredBy', 'overdue'] as const),
    ...(['article', 'mark'] as const),
  ],
  changes: {
    NewFactsReceived: (entries, { receivedAt, by, confirmation }, occasion) => {
      if (confirmation === undefined) return entries;
      const { dueAt, rank = null, article, mark } = confirmation;
      const asked = { receivedAt, recordedBy: by, dueAt, rank, article, mark };
      const details = { ...asked, answeredBy: null, overdue: false };
      return added(entries, occasion, { state: 'waiting', details });
    },
    NewFactsConfirmed: (entries, { receipt, by }) =>
      changed(entries, addedAt(receipt), 'confirmed', { answeredBy: by }),
    NewFactsDismissed: (entries, { receipt, by }) =>
      changed(entries, addedAt(receipt), 'dismissed', { answeredBy: by }),
    NewFactsLeftUnconfirmed: (entries, { receipt }) =>
      changed(entries, addedAt(receipt), undefined, { overdue: true }),
  },
});
