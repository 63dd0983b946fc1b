import type { Instant } from '../../events/envelope.ts';
import { added, addedAt, changed, register } from './register.ts';

type Request = {
  readonly regulator: string;
  readonly receivedAt: Instant;
  readonly replyBy: Instant | null;
  readonly clock: string | null;
  readonly repliedAt: Instant | null;
  readonly by: string;
  readonly repliedBy: string | null;
};

/** What regulators asked about cases, until when, and when they were answered. */
export const regulatorRequests = register<Request>({
  title: { en: 'Requests of regulators', zh: '监管问询登记' },
  states: ['open', 'answered'],
  columns: ['regulator', 'receivedAt', 'replyBy', 'repliedAt', 'clock', 'by', 'repliedBy'],
  changes: {
    RegulatorAsked: (entries, data, occasion) => {
      const { regulator, receivedAt, replyBy = null, clock = null, by } = data;
      const asked = { regulator, receivedAt, replyBy, clock, by };
      return added(entries, occasion, {
        state: 'open',
        details: { ...asked, repliedAt: null, repliedBy: null },
      });
    },
    RegulatorAnswered: (entries, { request, repliedAt, by }) =>
      changed(entries, addedAt(request), 'answered', { repliedAt, repliedBy: by }),
    FactCorrected: (entries, { fact, about, after }) =>
      fact === 'request-received-at' && about !== undefined
        ? changed(entries, addedAt(about), undefined, { receivedAt: after })
        : entries,
  },
});
