import { expect } from 'vitest';
import { desk } from '../activities/desk.ts';
import type { Instant } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { kinds } from '../workers/house.ts';
import { clara, intake } from './workflows/complaint/a-case.ts';

const RECEIVED = '2026-03-02T01:30:00.000Z';

/** A complaint of 2 March 2026 that nobody touched until an instant: what fell due by then is recorded. */
export async function receivedCase(log: EventLog, stream: string, until: Instant): Promise<void> {
  const attending = desk({
    ...{ log, kinds },
    rules: (note) => ruleBook([...readShelf(REGIMES), ...readCalendars(CALENDARS)], note),
    report: (at, { what }) => expect.fail(`${at}: ${what}`),
  });
  const command = { type: 'ReceiveComplaint', data: { ...intake, receivedAt: RECEIVED } };
  const submission = { id: 'person:test:1', actor: clara, commands: [command] };
  await attending.visit(stream, [submission], RECEIVED);
  await attending.visit(stream, [], until);
}
