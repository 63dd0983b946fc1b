import { readWhole } from '../events/log/read-whole.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import { owedBesides } from '../workflows/complaint/owed.ts';
import { timelineOf } from '../workflows/complaint/timeline.ts';
import type { ClockTimeline } from '../workflows/complaint/timeline.ts';
import { clockTimelines } from './clock-shapes.ts';
import type { ClockTimelines } from './clock-shapes.ts';
import type { Routes } from './complaints.ts';
import { confirmedOf } from './confirmed.ts';
import type { House } from './house.ts';
import { noteView } from './note-accesses.ts';
import { sendRefusal } from './problems.ts';
import * as requests from './requests.ts';
import { problems } from './responses.ts';
import { noSuchCase, streamFor } from './submit.ts';
import { told } from './told.ts';

/** `GET /complaints/{case}/clocks`: why each date is what it is, from the events alone; and what is asked besides. */
export function readClocks(app: Routes, house: House): void {
  app.get(
    '/complaints/:case/clocks',
    {
      schema: {
        summary: 'The clocks of a case, and why each date · 时限及其说明',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        response: { 200: clockTimelines, ...problems },
      },
    },
    async (request, reply) => {
      const number = request.params.case;
      const stream = streamFor(request.caller, number);
      const events = await readWhole(house.log, stream);
      if (events.length === 0) return sendRefusal(reply, noSuchCase);
      await noteView(house.noteAccess, request.caller, stream, 'clocks');
      const confirmed = house.confirmationsOf?.(request.caller.institution) ?? [];
      const clocks = withConfirmations(timelineOf(events.map(told), house.rules), confirmed);
      const besides = owedBesides(house.rules, clocks) as ClockTimelines['besides'];
      return reply.status(200).send({ case: number, clocks, besides });
    },
  );
}

/** Whoever reads a date sees how sure its rule is, and who of his house stands for it. */
export function withConfirmations(
  timelines: readonly ClockTimeline[],
  confirmed: readonly Confirmation[],
): ClockTimelines['clocks'] {
  const shown = timelines.map(({ moments, ...clock }) => ({
    ...clock,
    moments: moments.map((moment) => ({
      ...moment,
      confirmed: confirmedOf({ ...clock, ...moment }, confirmed),
      restsOn: moment.restsOn.map((rule) => ({
        ...rule,
        confirmed: confirmedOf({ ...clock, version: moment.version, ...rule }, confirmed),
      })),
    })),
  }));
  return shown as ClockTimelines['clocks'];
}
