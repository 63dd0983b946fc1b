import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import type { RecordedEvent } from '../events/envelope.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import { timelineOf } from '../workflows/complaint/timeline.ts';
import type { Told } from '../workflows/complaint/timeline.ts';
import { clockTimelines } from './clock-shapes.ts';
import type { ClockTimelines } from './clock-shapes.ts';
import type { Routes } from './complaints.ts';
import type { House } from './house.ts';
import { sendRefusal } from './problems.ts';
import * as requests from './requests.ts';
import { problems } from './responses.ts';
import { noSuchCase, streamFor } from './submit.ts';

/** `GET /complaints/{case}/clocks`: why each date is what it is, from the events alone. */
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
      const events = await readWhole(house.log, streamFor(request.caller, number));
      if (events.length === 0) return sendRefusal(reply, noSuchCase);
      const clocks = timelineOf(events.map(told)) as ClockTimelines['clocks'];
      return reply.status(200).send({ case: number, clocks });
    },
  );
}

function told(recorded: RecordedEvent): Told {
  // The words of a complaint have read it.
  return { said: complaintKind.words.read(recorded) as ComplaintEvent, recorded };
}
