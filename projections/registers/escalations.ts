import { added, register } from './register.ts';

type Escalation = {
  readonly to: string;
  readonly because:
    | 'time'
    | 'person'
    | 'non-routine'
    | 'unassigned'
    | 'new-facts'
    | 'notice-not-sent'
    | 'letter-not-sent'
    | 'pause-overdue';
  /** The clock and the share of its time in percent, where time raised it. */
  readonly clock: string | null;
  readonly percent: number | null;
  readonly by: string;
};

/**
 * Cases raised to somebody else: by time, by a person, as out of the ordinary, for want of a handler, because new
 * facts wait for a second person, because a letter did not go out – the notice of an extension, or of an end –, or
 * because a pause goes on too long.
 */
export const escalations = register<Escalation>({
  title: { en: 'Cases escalated', zh: '升级登记' },
  states: ['raised'],
  columns: ['to', 'because', 'clock', 'percent', 'by'],
  changes: {
    CaseEscalated: (entries, { to, because, clock = null, percent = null, by }, occasion) =>
      added(entries, occasion, { state: 'raised', details: { to, because, clock, percent, by } }),
  },
});
