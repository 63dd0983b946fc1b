import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listCases } from '../projections/case-list.ts';
import type { ListedCase } from '../projections/case-list.ts';
import { caughtUp, reached } from '../projections/checkpoint.ts';
import { UnknownCursor } from '../projections/cursor.ts';
import { listDeadlines } from '../projections/deadline-list.ts';
import { countParked } from '../projections/parked-count.ts';
import { reports } from '../projections/reports/reports.ts';
import type { Report } from '../projections/reports/report.ts';
import { listSignOffs } from '../projections/sign-off-list.ts';
import type { House } from './house.ts';
import * as shapes from './overview-shapes.ts';
import { sendProblem } from './problems.ts';
import { problemOf, problems as answered } from './responses.ts';

const BEHIND = {
  en: 'What was recorded is not shown yet: the projector is behind, or does not run. Ask again.',
  zh: '已记录的内容尚未更新到视图：投影进程滞后或未运行，请稍后重试。',
};
const problems = {
  400: answered[400],
  401: answered[401],
  403: answered[403],
  500: answered[500],
  503: problemOf(503, 'read-model-behind', BEHIND),
};
const security = [{ token: [] }];
/** How long a list waits for a receipt's event to be shown, and a report for all that was recorded, in milliseconds. */
const LIST_PATIENCE = 5_000;
const REPORT_PATIENCE = 10_000;

/** What the read models show, always of the caller's own institution. Nothing here opens personal data. */
export function overviews(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    for (const route of [casesRoute, deadlinesRoute, signOffsRoute, reportsRoute])
      await app.register(route(house));
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
          response: { 200: shapes.casePage, ...problems },
        },
      },
      async ({ caller, query: { filter, limit, after, atLeast } }, reply) => {
        if (!(await isShown(house, ['cases'], atLeast))) return sendBehind(reply);
        const { institution, actor } = caller;
        const found = await orUnknownCursor(
          listCases(house.database, {
            institution,
            filter,
            limit,
            who: actor.id,
            now: new Date(),
            ...(after === undefined ? {} : { after }),
          }),
        );
        if (found === undefined) return sendUnknownCursor(reply);
        return reply.status(200).send({ cases: found.cases.map(caseOf), next: found.next });
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
          response: { 200: shapes.deadlinePage, ...problems },
        },
      },
      async ({ caller: { institution }, query: { state, limit, after, atLeast } }, reply) => {
        if (!(await isShown(house, ['deadlines', 'cases'], atLeast))) return sendBehind(reply);
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
          summary: 'Decisions that wait for a second person · 待审批决定',
          tags: ['overviews'],
          security,
          querystring: shapes.signOffsQuery,
          response: { 200: shapes.signOffPage, ...problems },
        },
      },
      async ({ caller, query: { limit, after, atLeast } }, reply) => {
        if (!(await isShown(house, ['sign-offs', 'cases'], atLeast))) return sendBehind(reply);
        const { institution, actor } = caller;
        const page = after === undefined ? {} : { after };
        const found = await orUnknownCursor(
          listSignOffs(house.database, { institution, who: actor.id, limit, ...page }),
        );
        if (found === undefined) return sendUnknownCursor(reply);
        const signOffs = found.signOffs.map(
          ({ number, letter_commitment, proposed_by, proposed_at, due_at, ...rest }) => ({
            case: number,
            letterCommitment: letter_commitment,
            proposedBy: proposed_by,
            proposedAt: proposed_at.toISOString(),
            dueAt: textOf(due_at),
            ...rest,
          }),
        );
        return reply.status(200).send({ signOffs, next: found.next });
      },
    );
  };
}

function reportsRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/reports/:name',
      {
        schema: {
          summary: 'A report over everything recorded before the request · 统计报表',
          tags: ['overviews'],
          security,
          params: shapes.reportParameter,
          response: { 200: shapes.countedReport, ...problems },
        },
      },
      async ({ caller: { institution }, params: { name } }, reply) => {
        const report: Report = reports[name];
        if (!(await caughtUp(house, report.models, REPORT_PATIENCE))) return sendBehind(reply);
        const counts = await report.count(house.database, institution);
        const parked = await countParked(house.database, report.models, institution);
        return reply.status(200).send({
          report: name,
          title: report.title,
          institution,
          parked,
          counts: counts as Record<string, unknown>,
        });
      },
    );
  };
}

/** Whether what a receipt's position names is shown by these models. */
async function isShown(
  house: House,
  models: readonly string[],
  atLeast: string | undefined,
): Promise<boolean> {
  return atLeast === undefined || reached(house, models, atLeast, LIST_PATIENCE);
}

function caseOf(row: ListedCase) {
  const { number, status, revision, source, regime, product, channel, unit, handler } = row;
  const { outcome, timely, imported, facts } = row;
  return {
    case: number,
    revision,
    status,
    source,
    regime,
    product,
    channel,
    unit,
    handler,
    outcome,
    timely,
    openedAt: row.opened_at.toISOString(),
    receivedOn: row.received_on,
    sentOn: row.sent_on,
    dueAt: textOf(row.due_at),
    closedAt: textOf(row.closed_at),
    awaitingSignOff: row.awaiting_sign_off,
    imported,
    takenOver: row.taken_over,
    snapshotOn: row.snapshot_on,
    facts,
  };
}

function textOf(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString();
}

async function orUnknownCursor<Page>(page: Promise<Page>): Promise<Page | undefined> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof UnknownCursor) return undefined;
    throw error;
  }
}

function sendUnknownCursor(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, 400, 'unknown-cursor', {
    en: new UnknownCursor().message,
    zh: '该游标不是由本接口给出的。',
  });
}

/** Old counts are not passed off as new ones. */
function sendBehind(reply: FastifyReply): FastifyReply {
  void reply.header('retry-after', '5');
  return sendProblem(reply, 503, 'read-model-behind', BEHIND);
}
