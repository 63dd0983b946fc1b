import { z } from 'zod';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { lagOf } from '../projections/lag.ts';
import { listModels } from '../projections/model-list.ts';
import { requestRebuild } from '../projections/rebuild-requests.ts';
import type { House } from './house.ts';
import { notForYou, onlyFor } from './only-roles.ts';
import { sendProblem } from './problems.ts';
import { problemOf, problems as answered } from './responses.ts';

/** How the read models stand, and their making anew; for those who run the house, over all its institutions. */

const rebuildState = z.object({
  state: z.enum(['requested', 'running', 'done', 'failed']),
  requestedBy: z.string(),
  requestedAt: z.string(),
  events: z.number().describe('Read from the log so far.'),
  eventsPerSecond: z.int(),
  parked: z.int().describe('Streams that it could not take.'),
  failure: z.string().nullable().describe('Why it failed; the old rows then stand.'),
  comparison: z
    .object({ equal: z.int(), changed: z.int(), missing: z.int() })
    .nullable()
    .describe('How the rows it replaced compared with the new ones.'),
});

const modelState = z.object({
  model: z.string(),
  position: z.string().nullable().describe('Up to where it has taken the log; opaque.'),
  lagSeconds: z.number().describe('Age of the first event that it has not taken; 0 when none.'),
  parked: z.int().describe('Streams it takes no further.'),
  rebuild: rebuildState.nullable().describe('The latest that was asked for here.'),
});

export const modelList = z
  .object({ models: z.array(modelState) })
  .meta({ description: 'The read models and how they stand. 读模型现状。' });
export type ModelList = z.infer<typeof modelList>;

export const rebuildRequested = z
  .object({ model: z.string(), state: z.literal('requested') })
  .meta({
    description: 'A projector takes it; ask /read-models how far it is. 已申请重建。',
    examples: [{ model: 'cases', state: 'requested' }],
  });
export type RebuildRequested = z.infer<typeof rebuildRequested>;

export const NO_SUCH_MODEL = { en: 'There is no read model of this name.', zh: '没有该读模型。' };
const REQUESTED_ALREADY = {
  en: 'A rebuild of this read model is asked for or under way already.',
  zh: '该读模型已申请重建或正在重建。',
};
const problems = {
  400: answered[400],
  401: answered[401],
  403: problemOf(403, 'not-your-role', notForYou('readModels')),
  500: answered[500],
};
const security = [{ token: [] }];

export function readModelRoutes({ log, database, readModels }: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/read-models',
      {
        preHandler: onlyFor('readModels'),
        schema: {
          summary: 'The read models and how they stand · 读模型现状',
          ...{ tags: ['operation'], security },
          response: { 200: modelList, ...problems },
        },
      },
      async (_request, reply) => {
        const names = [...readModels.keys()];
        const listed = await listModels(database, names);
        const lags = await lagOf({ log, database }, names);
        const states = listed.map((one) => stateOf(one, lags.get(one.model) ?? 0));
        return reply.status(200).send({ models: states });
      },
    );

    app.post(
      '/read-models/:name/rebuild',
      {
        preHandler: onlyFor('repairs'),
        schema: {
          summary: 'Make a read model anew from the log · 重建读模型',
          ...{ tags: ['operation'], security },
          params: z.object({
            name: z.string().meta({ description: 'Which. 读模型名称。', examples: ['cases'] }),
          }),
          response: {
            202: rebuildRequested,
            ...problems,
            403: problemOf(403, 'not-your-role', notForYou('repairs')),
            404: problemOf(404, 'no-such-read-model', NO_SUCH_MODEL),
            409: problemOf(409, 'rebuild-requested-already', REQUESTED_ALREADY),
          },
        },
      },
      async ({ caller: { actor }, params: { name } }, reply) => {
        if (!readModels.has(name))
          return sendProblem(reply, 404, 'no-such-read-model', NO_SUCH_MODEL);
        if (!(await requestRebuild(database, name, actor.id)))
          return sendProblem(reply, 409, 'rebuild-requested-already', REQUESTED_ALREADY);
        return reply.status(202).send({ model: name, state: 'requested' as const });
      },
    );
  };
}

type Listed = Awaited<ReturnType<typeof listModels>>[number];

function stateOf(listed: Listed, lagSeconds: number): ModelList['models'][number] {
  const { model, position, parked } = listed;
  return { model, position, lagSeconds, parked, rebuild: rebuildOf(listed) };
}

function rebuildOf(listed: Listed): z.infer<typeof rebuildState> | null {
  const { requested_by: requestedBy, requested_at: requestedAt, failure } = listed;
  if (requestedBy === null || requestedAt === null) return null;
  const { started_at: startedAt, finished_at: finishedAt } = listed;
  const ended = failure === null ? 'done' : 'failed';
  return {
    state: finishedAt === null ? (startedAt === null ? 'requested' : 'running') : ended,
    requestedBy,
    requestedAt: requestedAt.toISOString(),
    events: listed.events ?? 0,
    eventsPerSecond: listed.events_per_second ?? 0,
    parked: listed.rebuild_parked ?? 0,
    failure,
    comparison: comparisonOf(listed),
  };
}

function comparisonOf(listed: Listed): z.infer<typeof rebuildState>['comparison'] {
  const { equal_rows: equal, changed_rows: changed, missing_rows: missing } = listed;
  return equal === null || changed === null || missing === null
    ? null
    : { equal, changed, missing };
}
