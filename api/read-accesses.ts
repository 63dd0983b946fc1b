import { z } from 'zod';
import { accessEvents } from '../events/access/access-events.ts';
import type { AccessEvent } from '../events/access/access-events.ts';
import type { RecordedEvent } from '../events/envelope.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { words } from '../events/vocabulary.ts';
import { streamBeside } from '../keys/case-number.ts';
import type { Routes } from './complaints.ts';
import type { House } from './house.ts';
import { noteView } from './note-accesses.ts';
import { notForYou, onlyFor } from './only-roles.ts';
import { sendRefusal } from './problems.ts';
import * as requests from './requests.ts';
import { problemOf, problems } from './responses.ts';
import { isKnown, noSuchCase, streamFor } from './submit.ts';

const counted = z.int().min(0);

export const accesses = z
  .object({
    case: z.string(),
    people: z
      .array(
        z.object({
          ...{ id: z.string(), role: z.string(), unit: z.string() },
          views: counted.describe('Looks, one for each quarter of an hour at most.'),
          openings: counted.describe('Openings of personal data.'),
          refusals: counted,
          exports: counted,
          ...{ first: z.string(), last: z.string() },
        }),
      )
      .describe('Everybody who has seen the case or tried to act on it, whoever came last first.'),
    accesses: z.array(
      z.object({
        revision: z.int().min(0),
        type: z.enum(Object.keys(accessEvents) as (keyof typeof accessEvents)[]),
        at: z.string(),
        ...{ by: z.string(), role: z.string(), unit: z.string() },
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({
    description: 'Who has seen a case, and who was refused what in it. 案件的查阅与拒绝记录。',
    examples: [
      {
        case: '0123456789AB',
        people: [
          {
            ...{ id: 'hana', role: 'handler', unit: 'consumer-protection' },
            ...{ views: 1, openings: 1, refusals: 0, exports: 0 },
            ...{ first: '2026-03-02T02:00:00.000Z', last: '2026-03-02T02:04:00.000Z' },
          },
        ],
        accesses: [
          {
            revision: 1,
            type: 'PersonalDataOpened',
            at: '2026-03-02T02:04:00.000Z',
            ...{ by: 'hana', role: 'handler', unit: 'consumer-protection' },
            data: {
              keys: ['complaint-onebank.0123456789AB#1'],
              purpose: 'answering the complainant’s call',
            },
          },
        ],
      },
    ],
  });
export type Accesses = z.infer<typeof accesses>;

type Noted = { readonly said: AccessEvent; readonly recorded: RecordedEvent };
type Person = Accesses['people'][number];

const { read } = words(accessEvents);

/** `GET /complaints/{case}/accesses`: for an auditor only, for it is hidden from those it watches. */
export function readAccesses(app: Routes, house: House): void {
  app.get(
    '/complaints/:case/accesses',
    {
      preHandler: onlyFor('accesses'),
      schema: {
        summary: 'Who has seen a case · 案件查阅记录',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        response: {
          200: accesses,
          ...problems,
          403: problemOf(403, 'not-your-role', notForYou('accesses')),
        },
      },
    },
    async (request, reply) => {
      const number = request.params.case;
      const stream = streamFor(request.caller, number);
      if (!(await isKnown(house, stream))) return sendRefusal(reply, noSuchCase);
      await noteView(house.noteAccess, request.caller, stream, 'accesses');
      const events = await readWhole(house.log, streamBeside('access', stream));
      const noted = events.map((recorded) => ({ said: read(recorded) as AccessEvent, recorded }));
      return reply
        .status(200)
        .send({ case: number, people: peopleOf(noted), accesses: rows(noted) });
    },
  );
}

function rows(noted: readonly Noted[]): Accesses['accesses'] {
  return noted.map(({ said: { type, data }, recorded: { revision, meta } }) => ({
    ...{ revision, type, at: meta.occurredAt },
    ...{ by: meta.actor.id, role: meta.actor.role, unit: meta.actor.unit },
    data: { ...data },
  }));
}

/** One entry for each person in each role and unit. */
function peopleOf(noted: readonly Noted[]): Person[] {
  const byPerson = Map.groupBy(noted, ({ recorded: { meta } }) =>
    JSON.stringify([meta.actor.id, meta.actor.role, meta.actor.unit]),
  );
  return [...byPerson.values()].flatMap(personOf).toSorted((a, b) => (a.last < b.last ? 1 : -1));
}

function personOf(noted: readonly Noted[]): readonly Person[] {
  const [first, last] = [noted.at(0)?.recorded.meta, noted.at(-1)?.recorded.meta];
  if (first === undefined || last === undefined) return [];
  const { id, role, unit } = first.actor;
  const count = (wanted: AccessEvent['type']): number =>
    noted.filter(({ said: { type } }) => type === wanted).length;
  return [
    {
      ...{ id, role, unit },
      views: count('CaseViewed'),
      openings: count('PersonalDataOpened'),
      refusals: count('CommandRefused'),
      exports: count('CaseExported'),
      ...{ first: first.occurredAt, last: last.occurredAt },
    },
  ];
}
