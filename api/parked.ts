import { z } from 'zod';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { retryParked } from '../projections/follow.ts';
import { listParked, parkedStream } from '../projections/parked-list.ts';
import { RELAY } from '../projections/relay/parked-streams.ts';
import type { House } from './house.ts';
import { page } from './overview-shapes.ts';
import { notForYou, onlyFor } from './only-roles.ts';
import { sendProblem } from './problems.ts';
import { NO_SUCH_MODEL } from './read-models.ts';
import { problemOf, problems as answered } from './responses.ts';

/** Streams that a read model could not take further: which, why, and once more. For those who run the house. */

const STREAM = 'complaint-demobank.0123456789AB';

const name = z.string().meta({ description: 'Which. 读模型名称。', examples: ['cases'] });
const stream = z.string().max(200);
const place = {
  stream,
  revision: z.int().min(0).describe('The first event that was not taken.'),
  reason: z.string(),
};

const parkedQuery = z.strictObject({
  after: stream
    .meta({ description: 'The last stream of the page before. 上一页末项。', examples: [STREAM] })
    .optional(),
  limit: page.limit,
});

export const parkedPage = z
  .object({
    parked: z.array(z.object({ ...place, parkedAt: z.string() })),
    next: z.string().nullable().describe('Ask on after this stream; null at the end.'),
  })
  .meta({ description: 'Streams that a read model takes no further. 读模型搁置的案件流。' });

export const retried = z
  .object({
    stream,
    taken: z.boolean().describe('Whether it is parked no longer.'),
    revision: z.int().nullable().describe('Where it is parked still.'),
    reason: z.string().nullable(),
  })
  .meta({
    description: 'Taken, or parked still and why. 重试结果。',
    examples: [{ stream: STREAM, taken: true, revision: null, reason: null }],
  });

const NOT_PARKED = {
  en: 'This read model has not parked this stream.',
  zh: '该读模型未搁置此案件流。',
};
const problems = {
  400: answered[400],
  401: answered[401],
  403: problemOf(403, 'not-your-role', notForYou('readModels')),
  404: problemOf(404, 'no-such-read-model', NO_SUCH_MODEL),
  500: answered[500],
};
const described = { tags: ['operation'], security: [{ token: [] }] };

export function parkedRoutes({ log, database, readModels }: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/read-models/:name/parked',
      {
        preHandler: onlyFor('readModels'),
        schema: {
          summary: 'Streams that a read model has parked · 读模型搁置的案件流',
          ...described,
          params: z.object({ name }),
          querystring: parkedQuery,
          response: { 200: parkedPage, ...problems },
        },
      },
      async ({ params: { name: model }, query: { after = '', limit } }, reply) => {
        // The relay parks as read models do, and tries again by itself.
        if (!readModels.has(model) && model !== RELAY)
          return sendProblem(reply, 404, 'no-such-read-model', NO_SUCH_MODEL);
        const rows = await listParked(database, { model, after, limit: limit + 1 });
        const parked = rows.slice(0, limit).map(({ parked_at, ...rest }) => ({
          ...rest,
          parkedAt: parked_at.toISOString(),
        }));
        const next = rows.length > limit ? (parked.at(-1)?.stream ?? null) : null;
        return reply.status(200).send({ parked, next });
      },
    );

    app.post(
      '/read-models/:name/parked/:stream/retry',
      {
        preHandler: onlyFor('repairs'),
        schema: {
          summary: 'Take a parked stream again from where it stopped · 重试搁置的案件流',
          ...described,
          params: z.object({
            name,
            stream: stream.meta({ description: 'Which stream. 案件流。', examples: [STREAM] }),
          }),
          response: {
            200: retried,
            ...problems,
            403: problemOf(403, 'not-your-role', notForYou('repairs')),
          },
        },
      },
      async ({ params: { name: named, stream: wanted } }, reply) => {
        const model = readModels.get(named);
        if (model === undefined)
          return sendProblem(reply, 404, 'no-such-read-model', NO_SUCH_MODEL);
        if ((await parkedStream(database, named, wanted)) === undefined)
          return sendProblem(reply, 404, 'not-parked', NOT_PARKED);
        const taken = await retryParked({ log, database, model }, wanted);
        const still = taken ? undefined : await parkedStream(database, named, wanted);
        const { revision = null, reason = null } = still ?? {};
        return reply.status(200).send({ stream: wanted, taken, revision, reason });
      },
    );
  };
}
