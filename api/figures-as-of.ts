import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { statedFigures } from '../activities/figure-book.ts';
import { partsOf } from '../keys/case-number.ts';
import { NothingBegun } from '../projections/replay/figures-as-of.ts';
import { reportAsOf } from '../projections/replay/report-as-of.ts';
import { returnAsOf } from '../projections/replay/return-as-of.ts';
import { reports } from '../projections/reports/reports.ts';
import type { Report } from '../projections/reports/report.ts';
import { askedPeriod, checkBegun } from '../projections/returns/asked-period.ts';
import { returns } from '../projections/returns/returns.ts';
import * as shapes from './figures-as-of-shapes.ts';
import { given } from './given.ts';
import type { House } from './house.ts';
import { mutable } from './mutable.ts';
import { reportAsOfQuery, reportParameter } from './overview-shapes.ts';
import { sendProblem } from './problems.ts';
import { problemOf, problems as answered } from './responses.ts';
import { returnParameter } from './return-shapes.ts';
import { sendReturnRefused } from './send-return-refused.ts';
import { shortLog, TOO_LONG } from './short-log.ts';
import type { Made } from './short-log.ts';

/** Events that are listed; of the rest only the number is. */
const EVENTS = 500;

const BUSY = {
  en: 'Another answer of this kind is being made, or the log is behind. Ask again.',
  zh: '另一项同类请求正在处理，或日志尚未同步，请稍后重试。',
};

const schemaOf = { tags: ['overviews'], security: [{ token: [] }] };
const problems = {
  400: answered[400],
  401: answered[401],
  403: answered[403],
  409: problemOf(409, 'log-too-long', TOO_LONG),
  500: answered[500],
  503: problemOf(503, 'as-of-busy', BUSY),
};

/** Reports and returns of the caller's institution as they were known, or were so, at an instant. */
export function figuresAsOfRoute(house: House): FastifyPluginAsyncZod {
  const make = shortLog(house);
  return async (app) => {
    app.setErrorHandler(sendNotMade);
    app.get(
      '/reports/:name/as-of',
      {
        schema: {
          ...schemaOf,
          summary: 'A report as it stood · 某一时点的统计报表',
          params: reportParameter,
          querystring: reportAsOfQuery,
          response: { 200: shapes.reportAsOf, ...problems },
        },
      },
      async ({ caller: { institution }, params: { name }, query }, reply) => {
        const report: Report = reports[name];
        const { at: instant, by, against, ...narrowed } = query;
        const asked = { institution, ...given(narrowed) };
        const { database, readModels: models } = house;
        const made = await make({ institution, instant, by, ...given({ against }) }, (cases, at) =>
          reportAsOf({ database, models, report, asked, at }, cases),
        );
        if ('not' in made) return sendNot(reply, made.not);
        const { title } = report;
        return reply
          .status(200)
          .send(mutable({ report: name, title, institution, ...shown(made) }));
      },
    );

    app.get(
      '/returns/:name/as-of',
      {
        schema: {
          ...schemaOf,
          tags: ['returns'],
          summary: 'A return as it stood · 某一时点的监管报表',
          params: returnParameter,
          querystring: shapes.returnAsOfQuery,
          response: { 200: shapes.returnAsOf, ...problems },
        },
      },
      async ({ caller: { institution }, params: { name }, query }, reply) => {
        const { at: instant, by, against, period: named } = query;
        const form = returns[name];
        const period = askedPeriod(form, named);
        for (const knownAt of [instant, against ?? instant]) checkBegun(period, { knownAt });
        const stated = await statedFigures(house.log, institution);
        const made = await make({ institution, instant, by, ...given({ against }) }, (cases, at) =>
          returnAsOf({ form, period, at }, cases, stated),
        );
        if ('not' in made) return sendNot(reply, made.not);
        const { title } = form;
        const told = { return: name, title, period: named, institution, ...shown(made) };
        return reply.status(200).send(mutable(told));
      },
    );
  };
}

type Stood = Extract<Made, { readonly at: string }>;
type Figures = Record<string, unknown>;

function shown({ at, by, knownAt, figures, against }: Stood) {
  const told = { at, by, ...given({ knownAt }), figures: figures as Figures };
  if (against === undefined) return told;
  const events = against.events.slice(0, EVENTS).map(({ stream, type, ...event }) => ({
    ...{ case: partsOf(stream)?.caseNumber ?? stream, event: type },
    ...event,
  }));
  const more = against.events.length - events.length;
  return { ...told, against: { ...against, figures: against.figures as Figures, events, more } };
}

function sendNot(
  reply: FastifyReply,
  why: Extract<Made, { readonly not: string }>['not'],
): FastifyReply {
  if (why === 'too-long') return sendProblem(reply, 409, 'log-too-long', TOO_LONG);
  void reply.header('retry-after', '5');
  return sendProblem(reply, 503, 'as-of-busy', BUSY);
}

/** Everything else that goes wrong is told as for returns. */
function sendNotMade(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return error instanceof NothingBegun
    ? sendProblem(reply, 409, 'before-first-event', error.because)
    : sendReturnRefused(error, request, reply);
}
