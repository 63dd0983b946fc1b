import { readWhole } from '../events/log/read-whole.ts';
import { openPersonal } from '../keys/open-personal.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import { keptFor } from '../workflows/complaint/kept-for.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import type { Caller } from './actor.ts';
import type { Routes } from './complaints.ts';
import { foldCase } from './fold-case.ts';
import type { House } from './house.ts';
import { noteView } from './note-accesses.ts';
import { sendRefusal } from './problems.ts';
import * as requests from './requests.ts';
import { caseView, history, problems } from './responses.ts';
import type { CaseView } from './responses.ts';
import { ownRules, shownAuthority, shownRests } from './shown-rules.ts';
import { isKnown, noSuchCase, streamFor } from './submit.ts';
import { told } from './told.ts';
import { hashOf, isHad, notModified } from './unchanged.ts';
import { withhold } from './withhold.ts';

/** Characters of the hash in an ETag, as If-Match takes them. */
const CONFIRMED_LENGTH = 8;

/** `GET /complaints/{case}`: folded from the log, so always current. */
export function readCase(app: Routes, house: House): void {
  app.get(
    '/complaints/:case',
    {
      schema: {
        summary: 'A case as it stands · 案件现状',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        querystring: requests.caseQuery,
        response: { 200: caseView, 304: notModified, ...problems },
      },
    },
    async (request, reply) => {
      const number = request.params.case;
      const stream = streamFor(request.caller, number);
      const events = (await readWhole(house.log, stream)).map(told);
      if (events.length === 0) return sendRefusal(reply, noSuchCase);
      await noteView(house.noteAccess, request.caller, stream, 'case');
      const { process } = complaintKind;
      const state = foldCase(events);
      const revision = events.length - 1;
      const rules = ownRules(house, request.caller.institution);
      const { purpose } = request.query;
      const tag = tagOf(house, request.caller, revision);
      // What is to be opened is opened each time, on record.
      if (purpose !== undefined) void reply.header('etag', `"${tag}"`);
      else if (isHad(request, reply, tag)) return reply;
      const opened = await openFor(house, request.caller, purpose, state);
      return reply.status(200).send({
        case: number,
        revision,
        status: state.status,
        closed: process.closed(state),
        state: opened as Record<string, unknown>,
        deadlines: process.deadlines(state).map(({ name, at }) => ({ name, at })),
        retention: shownRetention(opened),
        restsOn: shownRests(events, state, rules),
        authority: shownAuthority(state, rules),
        errands: process.errands(state).map(({ name, activity }) => ({ name, activity })),
      });
    },
  );
}

/** The revision, and a hash of what the institution has confirmed of rules, since the answer tells that as well. */
function tagOf(
  { confirmationsOf }: Pick<House, 'confirmationsOf'>,
  { institution }: Caller,
  revision: number,
): string {
  const confirmed = confirmationsOf?.(institution) ?? [];
  return confirmed.length === 0
    ? String(revision)
    : `${revision}-${hashOf(confirmed).slice(0, CONFIRMED_LENGTH)}`;
}

/** With the reasons of its holds sealed, unless the case was opened. */
function shownRetention(opened: unknown): CaseView['retention'] {
  return structuredClone(keptFor(opened as ComplaintState)) as CaseView['retention'];
}

/** `GET /complaints/{case}/history`: its events by pages, as they were recorded. */
export function readHistory(app: Routes, house: House): void {
  app.get(
    '/complaints/:case/history',
    {
      schema: {
        summary: 'The history of a case · 案件历史',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        querystring: requests.historyQuery,
        response: { 200: history, ...problems },
      },
    },
    async (request, reply) => {
      const number = request.params.case;
      const { from, limit, purpose } = request.query;
      const stream = streamFor(request.caller, number);
      const page = await house.log.read(stream, { from, limit: limit + 1 });
      if (page.length === 0 && !(await isKnown(house, stream)))
        return sendRefusal(reply, noSuchCase);
      await noteView(house.noteAccess, request.caller, stream, 'history');
      const events = page
        .slice(0, limit)
        .map(({ stream: _stream, position: _position, ...event }) =>
          withhold(event, request.caller.actor.role),
        );
      const opened = await openFor(house, request.caller, purpose, events);
      const next = page.length > limit ? from + limit : null;
      return reply.status(200).send({ case: number, events: opened as typeof events, next });
    },
  );
}

async function openFor(
  { ring, recordAccess }: House,
  { actor }: Caller,
  purpose: string | undefined,
  value: unknown,
): Promise<unknown> {
  if (purpose === undefined) return value;
  return openPersonal(value, { ring, who: actor, why: purpose, record: recordAccess });
}
