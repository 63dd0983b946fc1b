import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { RecordedEvent } from '../events/envelope.ts';
import { readWhole } from '../events/log/read-whole.ts';
import { isByTime, listCases } from '../projections/case-list.ts';
import { listDeadlines } from '../projections/deadline-list.ts';
import { listSignOffs } from '../projections/sign-off-list.ts';
import { standsAs } from '../workflows/complaint/class-of-case.ts';
import { foldCase } from './fold-case.ts';
import { figuresAsOfRoute } from './figures-as-of.ts';
import { figuresRoute } from './figures.ts';
import type { House } from './house.ts';
import * as shapes from './overview-shapes.ts';
import { registersRoute } from './registers.ts';
import { reportsRoute } from './reports.ts';
import { returnsRoute } from './returns.ts';
import { searchCasesRoute } from './search-cases.ts';
import { shownCase } from './shown-case.ts';
import {
  isShown,
  orUnknownCursor,
  otherwise,
  sendBehind,
  sendUnknownCursor,
  textOf,
} from './shown.ts';
import { given } from './given.ts';
import { ownRules, shownAuthority, shownDatum } from './shown-rules.ts';
import type { OwnRules } from './shown-rules.ts';
import { streamFor } from './submit.ts';
import { told } from './told.ts';
import { isUnchanged } from './unchanged.ts';

const security = [{ token: [] }];

const ROUTES = [
  casesRoute,
  searchCasesRoute,
  deadlinesRoute,
  signOffsRoute,
  registersRoute,
  reportsRoute,
  returnsRoute,
  figuresRoute,
  figuresAsOfRoute,
];

/** What the read models show, always of the caller's own institution. Only the search looks into personal data. */
export function overviews(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    for (const route of ROUTES) await app.register(route(house));
  };
}

function casesRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/cases',
      {
        schema: {
          summary: 'Cases, newest first · 案件列表',
          tags: ['overviews'],
          security,
          querystring: shapes.casesQuery,
          response: { 200: shapes.casePage, ...otherwise },
        },
      },
      async (request, reply) => {
        const { atLeast, ...wish } = request.query;
        const models = ['cases'];
        if (!(await isShown(house, models, atLeast))) return sendBehind(reply);
        const now = new Date();
        const basis = isByTime(wish.filter) ? { models, now } : { models };
        if (await isUnchanged(house, request, reply, basis)) return reply;
        const { institution, actor } = request.caller;
        const found = await orUnknownCursor(
          listCases(house.database, {
            ...{ institution, who: actor.id, now },
            ...given(wish),
          }),
        );
        if (found === undefined) return sendUnknownCursor(reply);
        return reply.status(200).send({ cases: found.cases.map(shownCase), next: found.next });
      },
    );
  };
}

function deadlinesRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/deadlines',
      {
        schema: {
          summary: 'Clocks, the earliest due first · 时限列表',
          tags: ['overviews'],
          security,
          querystring: shapes.deadlinesQuery,
          response: { 200: shapes.deadlinePage, ...otherwise },
        },
      },
      async (request, reply) => {
        const { state, limit, after, atLeast } = request.query;
        const models = ['deadlines', 'cases'];
        if (!(await isShown(house, models, atLeast))) return sendBehind(reply);
        const { institution } = request.caller;
        const rules = ownRules(house, institution);
        const basis = { models, beside: rules.confirmed };
        if (await isUnchanged(house, request, reply, basis)) return reply;
        const page = after === undefined ? {} : { after };
        const found = await orUnknownCursor(
          listDeadlines(house.database, { institution, state, limit, ...page }),
        );
        if (found === undefined) return sendUnknownCursor(reply);
        const deadlines = found.deadlines.map(
          ({ number, starts_at, due_at, last_day, stopped_at, ...rest }) => ({
            case: number,
            startsAt: starts_at.toISOString(),
            dueAt: textOf(due_at),
            lastDay: last_day,
            stoppedAt: textOf(stopped_at),
            ...rest,
            ...shownDatum(rest, rules),
          }),
        );
        return reply.status(200).send({ deadlines, next: found.next });
      },
    );
  };
}

function signOffsRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/sign-offs',
      {
        schema: {
          summary: 'What waits for a second person, at either instance · 待审批决定',
          tags: ['overviews'],
          security,
          querystring: shapes.signOffsQuery,
          response: { 200: shapes.signOffPage, ...otherwise },
        },
      },
      async (request, reply) => {
        const { limit, after, atLeast } = request.query;
        const models = ['sign-offs', 'cases'];
        if (!(await isShown(house, models, atLeast))) return sendBehind(reply);
        const { institution, actor } = request.caller;
        const rules = ownRules(house, institution);
        const basis = { models, beside: rules.confirmed };
        if (await isUnchanged(house, request, reply, basis)) return reply;
        const page = after === undefined ? {} : { after };
        const found = await orUnknownCursor(
          listSignOffs(house.database, {
            ...{ institution, who: actor.id, unit: actor.unit },
            ...{ limit, ...page },
          }),
        );
        if (found === undefined) return sendUnknownCursor(reply);
        const signOffs = await Promise.all(
          found.signOffs.map(
            async ({ number, letter_commitment, proposed_by, proposed_at, due_at, ...rest }) => ({
              case: number,
              letterCommitment: letter_commitment,
              proposedBy: proposed_by,
              proposedAt: proposed_at.toISOString(),
              dueAt: textOf(due_at),
              ...(await shownOf(house, streamFor(request.caller, number), rules)),
              ...rest,
            }),
          ),
        );
        return reply.status(200).send({ signOffs, next: found.next });
      },
    );
  };
}

/**
 * By the case itself: who signs depends on its regimes, its class and all that it pays, and what he signs shows how
 * much time was taken for it. Of a case that this version cannot read, whose read models are parked, the list shows
 * what it showed before.
 */
async function shownOf({ log }: House, stream: string, rules: OwnRules) {
  const state = readable(await readWhole(log, stream));
  if (state === undefined) return { authority: null, class: null, clocks: [] };
  const { class: is = null, clocks = [] } = standsAs(state);
  return { authority: shownAuthority(state, rules), class: is, clocks: [...clocks] };
}

function readable(events: readonly RecordedEvent[]) {
  try {
    return foldCase(events.map(told));
  } catch {
    return undefined;
  }
}
