import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { statedFigures } from '../activities/figure-book.ts';
import type { Figure } from '../events/institution/figure.ts';
import { caughtUp, reached } from '../projections/checkpoint.ts';
import { amendedReturn } from '../projections/returns/amended-return.ts';
import { askedPeriod, checkBegun } from '../projections/returns/asked-period.ts';
import { cellCases } from '../projections/returns/cell-cases.ts';
import { countReturn } from '../projections/returns/count-return.ts';
import type { AskedReturn } from '../projections/returns/count-return.ts';
import { pinOf, pinText } from '../projections/returns/pin.ts';
import { returnCsv } from '../projections/returns/return-csv.ts';
import { pinShown, returnHead } from '../projections/returns/return-head.ts';
import { leftOut } from '../projections/returns/return-form.ts';
import type { ReturnForm } from '../projections/returns/return-form.ts';
import { RETURN_NAMES, returns } from '../projections/returns/returns.ts';
import type { ReturnName } from '../projections/returns/returns.ts';
import { given } from './given.ts';
import type { House } from './house.ts';
import { mutable } from './mutable.ts';
import { figureMissing } from './responses.ts';
import * as shapes from './return-shapes.ts';
import { sendReturnRefused } from './send-return-refused.ts';
import { isShown, otherwise, sendBehind } from './shown.ts';
import { isSame, isUnchanged } from './unchanged.ts';

const MODELS = ['returns'];

/** How long a return waits for all that was recorded, in milliseconds. */
const PATIENCE = 10_000;

const schemaOf = { tags: ['returns'], security: [{ token: [] }] };
const problems = {
  ...otherwise,
  409: figureMissing,
};

const ROUTES = [madeRoute, cellRoute, amendedRoute];

/** The returns of the caller's institution, the way back from each figure, and what an amended one changes. */
export function returnsRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.setErrorHandler(sendReturnRefused);
    app.get(
      '/returns',
      {
        schema: {
          ...schemaOf,
          summary: 'Returns that can be made · 监管报表目录',
          response: { 200: shapes.returnList, ...problems },
        },
      },
      async (request, reply) => {
        const list = RETURN_NAMES.map(described);
        if (isSame(request, reply, list)) return reply;
        return reply.status(200).send({ returns: list });
      },
    );
    for (const route of ROUTES) await app.register(route(house));
  };
}

function madeRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/returns/:name',
      {
        schema: {
          ...schemaOf,
          summary: 'A return, as JSON or CSV · 监管报表',
          params: shapes.returnParameter,
          querystring: shapes.returnQuery,
          response: { 200: shapes.eitherFormat, ...problems },
        },
      },
      async (request, reply) => {
        const { params, query } = request;
        const asked = await askedOf(house, request, params.name, query);
        if (asked === undefined) return sendBehind(reply);
        const { name, institution, period, pin, figures } = asked;
        if (await isUnchanged(house, request, reply, basisOf(asked))) return reply;
        const counted = await countReturn(house, asked, figures);
        const head = await returnHead(house, asked);
        if (query.format === 'json')
          return reply.status(200).send(mutable({ ...head, ...counted }));
        const { parked } = head;
        const of = { return: name, institution, period: period.name, at: pinText(pin), parked };
        return reply.status(200).type('text/csv; charset=utf-8').send(returnCsv(of, counted));
      },
    );
  };
}

function cellRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/returns/:name/cases',
      {
        schema: {
          ...schemaOf,
          summary: 'The cases of a cell, and the events that put them there · 单元格明细',
          params: shapes.returnParameter,
          querystring: shapes.cellQuery,
          response: { 200: shapes.cellPage, ...problems },
        },
      },
      async (request, reply) => {
        const { params, query } = request;
        const asked = await askedOf(house, request, params.name, query);
        if (asked === undefined) return sendBehind(reply);
        if (await isUnchanged(house, request, reply, basisOf(asked))) return reply;
        const { cell, limit, after } = query;
        const page = await cellCases(house, { ...asked, cell, limit, ...given({ after }) });
        return reply
          .status(200)
          .send(mutable({ ...(await returnHead(house, asked)), cell, ...page }));
      },
    );
  };
}

function amendedRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/returns/:name/amended',
      {
        schema: {
          ...schemaOf,
          summary: 'What differs from a return that was filed, and why · 更正说明',
          params: shapes.returnParameter,
          querystring: shapes.amendedQuery,
          response: { 200: shapes.amendedReturn, ...problems },
        },
      },
      async (request, reply) => {
        const { params, query } = request;
        const { from, to: at, limit, after } = query;
        const asked = await askedOf(house, request, params.name, { ...query, at });
        if (asked === undefined) return sendBehind(reply);
        const { institution, figures } = asked;
        const filed = await pinOf({ ...house, institution }, from, new Date());
        if (await isUnchanged(house, request, reply, basisOf(asked))) return reply;
        const wish = { ...asked, filed, limit, ...given({ after }) };
        const amended = await amendedReturn(house, wish, figures);
        const head = { ...(await returnHead(house, asked)), filed: pinShown(filed) };
        return reply.status(200).send(mutable({ ...head, ...amended }));
      },
    );
  };
}

type Asked = AskedReturn & { readonly name: ReturnName; readonly figures: readonly Figure[] };
type Wish = { readonly [Name in 'at' | 'atLeast']?: string | undefined } & {
  readonly period: string;
};

/** What is asked about, once it is shown in full; nothing while the projector is behind. */
async function askedOf(
  house: House,
  { caller }: Pick<FastifyRequest, 'caller'>,
  name: ReturnName,
  { period: named, at, atLeast }: Wish,
): Promise<Asked | undefined> {
  const { institution } = caller;
  const form: ReturnForm = returns[name];
  const period = askedPeriod(form, named);
  if (!(await isShown(house, MODELS, atLeast))) return undefined;
  if (at === undefined && !(await caughtUp(house, MODELS, PATIENCE))) return undefined;
  const pin = await pinOf({ ...house, institution }, at, new Date());
  checkBegun(period, pin);
  if (!(await reached(house, MODELS, pin.position, PATIENCE))) return undefined;
  const figures = await statedFigures(house.log, institution);
  return { institution, name, form, period, pin, figures };
}

/** Beside its cases a return depends on what the institution has stated, and on whether the period is over. */
function basisOf({ pin, figures }: Asked) {
  return { models: MODELS, beside: [figures, pin.knownAt.slice(0, 10)] };
}

function described(name: ReturnName) {
  const form: ReturnForm = returns[name];
  const { title, article, mark, periods, regimes, sources = [], tables, ratios = [] } = form;
  return mutable({
    ...{ return: name, title, article, mark, periods, regimes, sources },
    tables: Object.keys(tables),
    figures: [...new Set(ratios.map(({ by }) => by))],
    leftOut: leftOut(form),
  });
}
