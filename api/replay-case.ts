import { readWhole } from '../events/log/read-whole.ts';
import { openPersonal } from '../keys/open-personal.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import { mayRead } from '../workflows/complaint/authority.ts';
import { complaintKind } from '../workflows/complaint/complaint.ts';
import { timelineOf } from '../workflows/complaint/timeline.ts';
import type { ClockMoment, ClockTimeline } from '../workflows/complaint/timeline.ts';
import { stepsOf } from '../workflows/replay/steps.ts';
import type { ReplayedStep } from '../workflows/replay/steps.ts';
import type { Routes } from './complaints.ts';
import { confirmedOf } from './confirmed.ts';
import type { House } from './house.ts';
import { noteView } from './note-accesses.ts';
import { sendRefusal } from './problems.ts';
import { replayedCase } from './replay-shapes.ts';
import type { ReplayedCase, ShownStep } from './replay-shapes.ts';
import * as requests from './requests.ts';
import { problems } from './responses.ts';
import { noSuchCase, streamFor } from './submit.ts';
import { told } from './told.ts';
import { withhold } from './withhold.ts';

/** `GET /complaints/{case}/replay`: the state before and after each event, and why it is so, from the log alone. */
export function replayCase(app: Routes, house: House): void {
  app.get(
    '/complaints/:case/replay',
    {
      schema: {
        summary: 'A case step by step · 案件逐步复盘',
        tags: ['complaints'],
        security: [{ token: [] }],
        params: requests.caseParameter,
        querystring: requests.replayQuery,
        response: { 200: replayedCase, ...problems },
      },
    },
    async (request, reply) => {
      const number = request.params.case;
      const { from, limit, purpose, whole = false } = request.query;
      const { actor, institution } = request.caller;
      const stream = streamFor(request.caller, number);
      const events = await readWhole(house.log, stream);
      if (events.length === 0) return sendRefusal(reply, noSuchCase);
      // It is the history that is seen, and what follows from it.
      await noteView(house.noteAccess, request.caller, stream, 'history');
      const shows = showing(timelineOf(events.map(told), house.rules), {
        confirmed: house.confirmationsOf?.(institution) ?? [],
        ...{ role: actor.role, whole },
      });
      const steps = stepsOf(complaintKind, events)
        .slice(from, from + limit)
        .map(shows);
      const { ring, recordAccess: record } = house;
      const opened =
        purpose === undefined
          ? steps
          : await openPersonal(steps, { ring, who: actor, why: purpose, record });
      const next = from + limit < events.length ? from + limit : null;
      return reply.status(200).send({
        case: number,
        events: events.length,
        steps: opened as ReplayedCase['steps'],
        next,
      });
    },
  );
}

type Showing = {
  readonly confirmed: readonly Confirmation[];
  readonly role: string;
  readonly whole: boolean;
};

/** What a role may see of a step, beside the moment of a clock that its event is. */
export function showing(
  timelines: readonly ClockTimeline[],
  { confirmed, role, whole }: Showing,
): (step: ReplayedStep) => ShownStep {
  const moments = new Map(
    timelines.flatMap((clock) =>
      clock.moments.map((moment, place): [number, ClockStep] => [
        moment.revision,
        { clock, moment, before: clock.moments[place - 1]?.dueAt ?? null },
      ]),
    ),
  );
  return (step) => {
    const { recorded, said, command, awaits } = step;
    const { revision, meta, recordedAt } = recorded;
    const withheld = !mayRead(said.type, role);
    const at = moments.get(revision);
    const { id: submission, command: place, of } = meta.submission;
    const causation = meta.causation ?? null;
    const shown = {
      ...{ revision, event: said.type, recordedAt, withheld, awaits },
      ...{ occurredAt: meta.occurredAt, decidedAt: meta.decidedAt, by: meta.actor },
      command: { type: command?.type ?? null, submission, number: place + 1, of, causation },
      grounds: meta.grounds,
      data: withhold({ ...said, meta }, role).data,
      rule: ruleOf(step, at, confirmed),
      deadline: at === undefined ? null : deadlineOf(at),
      changes: withheld ? [] : step.changes,
      ...(whole && !withheld ? { before: step.before, after: step.after } : {}),
    };
    // What is shown is plain JSON, whatever its types say of changing it.
    return shown as unknown as ShownStep;
  };
}

type ClockStep = {
  readonly clock: ClockTimeline;
  readonly moment: ClockMoment;
  /** When it was due until then. */
  readonly before: string | null;
};

function deadlineOf({ clock: { clock }, moment, before }: ClockStep): ShownStep['deadline'] {
  const { dueAt, lastDay, explained } = moment;
  const { en, zh } = explained;
  return { clock, before, dueAt, lastDay, explained: { en: [...en], zh: [...zh] } };
}

function ruleOf(
  { said: { data } }: ReplayedStep,
  at: ClockStep | undefined,
  confirmed: readonly Confirmation[],
): ShownStep['rule'] {
  const { article, mark = null } = data;
  if (typeof article !== 'string') return null;
  const { regime = null, version = null } = at?.clock ?? {};
  const datum = at?.moment.datum ?? null;
  const sure = typeof mark === 'string' ? mark : null;
  const place = { regime, version, datum, mark: sure };
  return { ...place, article, confirmed: confirmedOf(place, confirmed) };
}
