import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { desk } from '../activities/desk.ts';
import { submitToCase } from '../activities/submit-to-case.ts';
import { writeLetter } from '../activities/write-letter.ts';
import type { Attendance } from '../activities/attendance.ts';
import type { Actor, Message } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { memoryKeyRing } from '../keys/memory-key-ring.ts';
import { sealPersonal } from '../keys/seal-personal.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../regimes/shelf.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import type { ErrandActivities } from '../workers/worker.ts';
import { peopleCommands } from '../workflows/complaint/commands.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import type { Answer, Desk } from '../workflows/process.ts';
import type { Broken } from '../workflows/visit.ts';

/** People of a house, by the name they have in stories. */
export const people = {
  chen: actor('chen', 'clerk'),
  hana: actor('hana', 'handler'),
  li: actor('li', 'supervisor'),
  maria: actor('maria', 'head'),
  otto: actor('otto', 'executive'),
  /** Of the superior unit, which reviews. */
  renata: { ...actor('renata', 'head'), unit: 'head-office-review' },
  rosa: { ...actor('rosa', 'supervisor'), unit: 'head-office-review' },
} as const;

function actor(id: string, role: string): Actor {
  return { id, role, unit: 'consumer-protection', rank: role };
}

/** A command as people write it, in clear. */
export type Said = { readonly type: keyof typeof peopleCommands; readonly data: object };

export type ComplaintHouse = AsyncDisposable & {
  readonly desk: Desk;
  readonly errands: ErrandActivities;
  readonly outbox: string;
  readonly ring: KeyRing;
  readonly broken: readonly Broken[];
  /** Checks, seals and submits as the API does. */
  readonly say: (
    stream: string,
    who: keyof typeof people,
    ...said: readonly Said[]
  ) => Promise<Answer>;
};

/** Everything a complaint needs but servers, on a log of the test's choice. */
export function complaintHouse(log: EventLog, attendance: () => Attendance): ComplaintHouse {
  const ring = memoryKeyRing();
  const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
  const broken: Broken[] = [];
  const outbox = mkdtempSync(join(tmpdir(), 'redress-outbox-'));
  let count = 0;
  return {
    desk: desk({
      log,
      kinds: new Map([['complaint', complaintKind]]),
      rules: (note) => ruleBook(shelf, note),
      report: (_stream, one) => broken.push(one),
    }),
    errands: {
      'write-letter': writeLetter({ log, ring, outbox, record: () => undefined }),
      'submit-to-case': (...args) => submitToCase(attendance())(...args),
    },
    ...{ outbox, ring, broken },
    say: async (stream, who, ...said) => {
      const parsed = said.map(({ type, data }) => ({
        type,
        data: peopleCommands[type].parse(data),
      }));
      const sealed = sealPersonal(parsed, await ring.caseKey(stream));
      const commands = JSON.parse(JSON.stringify(sealed)) as Message[];
      const id = `person:story:${++count}`;
      return attendance().submit(stream, { id, actor: people[who], commands });
    },
    [Symbol.asyncDispose]: () => rm(outbox, { recursive: true, force: true }),
  };
}
