import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { caughtUp } from '../projections/checkpoint.ts';
import { countParked } from '../projections/parked-count.ts';
import type { Report } from '../projections/reports/report.ts';
import { reports } from '../projections/reports/reports.ts';
import type { House } from './house.ts';
import * as shapes from './overview-shapes.ts';
import { isShown, otherwise, sendBehind } from './shown.ts';
import { isUnchanged } from './unchanged.ts';

/** How long a report waits for all that was recorded, in milliseconds. */
const PATIENCE = 10_000;

/** The reports on the caller's institution. */
export function reportsRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/reports/:name',
      {
        schema: {
          summary: 'A report over everything recorded before the request · 统计报表',
          tags: ['overviews'],
          security: [{ token: [] }],
          params: shapes.reportParameter,
          querystring: shapes.reportQuery,
          response: { 200: shapes.countedReport, ...otherwise },
        },
      },
      async (request, reply) => {
        const { caller, params, query } = request;
        const { institution } = caller;
        const { period, from, to, atLeast } = query;
        const report: Report = reports[params.name];
        const { models, withTime } = report;
        if (!(await isShown(house, models, atLeast))) return sendBehind(reply);
        if (!(await caughtUp(house, models, PATIENCE))) return sendBehind(reply);
        const now = new Date();
        const basis = withTime === true ? { models, now } : { models };
        if (await isUnchanged(house, request, reply, basis)) return reply;
        const counts = await report.count(house.database, {
          ...{ institution, now, period },
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        });
        const parked = await countParked(house.database, models, institution);
        return reply.status(200).send({
          report: params.name,
          title: report.title,
          institution,
          parked,
          counts: counts as Record<string, unknown>,
        });
      },
    );
  };
}
