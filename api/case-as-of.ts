import type { Instant, RecordedEvent } from '../events/envelope.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { openPersonal } from '../keys/open-personal.ts';
import { notCome } from '../projections/replay/not-come.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import type { Answer } from '../workflows/process.ts';
import { asOf, between } from '../workflows/replay/as-of.ts';
import type { Stood } from '../workflows/replay/as-of.ts';
import type { Axis } from '../workflows/replay/cut-at.ts';
import { asOfQuery, caseAsOf } from './as-of-shapes.ts';
import type { CaseAsOf } from './as-of-shapes.ts';
import type { Routes } from './complaints.ts';
import type { House } from './house.ts';
import { noteView } from './note-accesses.ts';
import { sendRefusal } from './problems.ts';
import * as requests from './requests.ts';
import { problems } from './responses.ts';
import { noSuchCase, streamFor } from './submit.ts';

/** `GET /complaints/{case}/as-of`: the case as it was known, or as it was so, at an instant; from the log alone. */
export function readCaseAsOf(app: Routes, house: House): void {
  app.get(
    '/complaints/:case/as-of',
    {
      schema: {
        summary: 'A case as it stood · 某一时点的案件',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        querystring: asOfQuery,
        response: { 200: caseAsOf, ...problems },
      },
    },
    async (request, reply) => {
      const { caller, params, query } = request;
      const { at, by, against, purpose } = query;
      const stream = streamFor(caller, params.case);
      const events = await readWhole(house.log, stream);
      const [first] = events;
      if (first === undefined) return sendRefusal(reply, noSuchCase);
      await noteView(house.noteAccess, caller, stream, 'case');
      const stood = asOf(complaintKind, events, at, by);
      const other = against === undefined ? undefined : asOf(complaintKind, events, against, by);
      if (stood.revision < 0 || (other?.revision ?? 0) < 0)
        return sendRefusal(reply, beforeFirst(first, by));
      const told = {
        ...{ case: params.case, at, by, ...notCome([at, against]), ...shown(stood) },
        ...(against === undefined || other === undefined
          ? {}
          : { against: { at: against, ...shown(other), ...compared(events, stood, other) } }),
      };
      const { ring, recordAccess: record } = house;
      const opened =
        purpose === undefined
          ? told
          : await openPersonal(told, { ring, who: caller.actor, why: purpose, record });
      return reply.status(200).send(opened as CaseAsOf);
    },
  );
}

function beforeFirst(
  { recordedAt, meta }: RecordedEvent,
  by: Axis,
): Extract<Answer, { status: 'refused' }> {
  const began: Instant = by === 'recorded' ? recordedAt : meta.occurredAt;
  return {
    status: 'refused',
    code: 'before-first-event',
    because: {
      en: `The case has its first event at ${began}; before that there is nothing to tell.`,
      zh: `案件首个事件的时间为 ${began}，此前没有任何记录。`,
    },
  };
}

function shown({ revision, state }: Stood) {
  const { process } = complaintKind;
  const complaint = state as ComplaintState;
  return {
    ...{ revision, status: complaint.status, closed: process.closed(state) },
    deadlines: process.deadlines(state).map(({ name, at }) => ({ name, at })),
    state: state as Record<string, unknown>,
  };
}

function compared(events: readonly RecordedEvent[], one: Stood, other: Stood) {
  const { differs, events: explaining } = between(events, one, other);
  return {
    differs,
    events: explaining.map(({ revision, type, recordedAt, meta }) => ({
      ...{ revision, event: type, recordedAt },
      ...{ occurredAt: meta.occurredAt, by: meta.actor.id },
    })),
  };
}
