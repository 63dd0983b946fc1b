import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listEntries } from '../projections/registers/register-list.ts';
import type { RegisterQuery } from '../projections/registers/register-list.ts';
import { registers } from '../projections/registers/registers.ts';
import { given } from './given.ts';
import type { House } from './house.ts';
import * as shapes from './register-shapes.ts';
import { isShown, orUnknownCursor, otherwise, sendBehind, sendUnknownCursor } from './shown.ts';
import { isUnchanged } from './unchanged.ts';

const MODELS = ['registers', 'cases'];
const DAY = 86_400_000;

/** The registers of the caller's institution. */
export function registersRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/registers/:name',
      {
        schema: {
          summary: 'A register, newest entries first · 登记簿',
          tags: ['overviews'],
          security: [{ token: [] }],
          params: shapes.registerParameter,
          querystring: shapes.registerQuery,
          response: { 200: shapes.entryPage, ...otherwise },
        },
      },
      async (request, reply) => {
        const { caller, params, query } = request;
        const { name } = params;
        const { atLeast, from, to, ...rest } = query;
        if (!(await isShown(house, MODELS, atLeast))) return sendBehind(reply);
        if (await isUnchanged(house, request, reply, { models: MODELS })) return reply;
        const wish = { institution: caller.institution, register: name, ...given(rest) };
        const found = await orUnknownCursor(
          listEntries(house.database, { ...wish, ...between(from, to) }),
        );
        if (found === undefined) return sendUnknownCursor(reply);
        const { title, columns } = registers[name];
        return reply.status(200).send({
          ...{ register: name, title, columns: [...columns], next: found.next },
          entries: found.entries.map(({ number, occurred_at, ...entry }) => ({
            ...{ case: number, occurredAt: occurred_at.toISOString() },
            ...entry,
          })),
        });
      },
    );
  };
}

/** The last day counts to its end. */
function between(
  from: string | undefined,
  to: string | undefined,
): Pick<RegisterQuery, 'from' | 'before'> {
  return {
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { before: new Date(Date.parse(to) + (isDay(to) ? DAY : 0)) }),
  };
}

function isDay(text: string): boolean {
  return !text.includes('T');
}
