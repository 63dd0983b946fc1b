import { z } from 'zod';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { stateFigure, statedFigures } from '../activities/figure-book.ts';
import { figureStated } from '../events/institution/institution-events.ts';
import type { House } from './house.ts';
import { mutable } from './mutable.ts';
import { notForYou, onlyFor } from './only-roles.ts';
import { sendRefusal } from './problems.ts';
import { submitHeaders } from './requests.ts';
import { problemOf, problems as answered } from './responses.ts';
import { isSame, notModified } from './unchanged.ts';

/** What the caller's institution states of its own size, by which returns divide. */

export const statedFigure = figureStated
  .extend({
    statedAt: z.string().describe('Returns as known before this instant do not know it.'),
    statedBy: z.string().describe('Who stated it.'),
  })
  .meta({ description: 'A figure of the institution. 机构数据。' });

const wish = figureStated.meta({
  description:
    'A figure as of a day. A correction is stated anew. 截至某日的机构数据；更正须重新提供。',
  examples: [{ figure: 'outlets', on: '2026-03-31', value: '10432', source: 'Branch register' }],
});

export type FigureWish = z.infer<typeof wish>;

export const figureReceipt = z
  .object({
    figure: statedFigure,
    repeated: z.boolean().describe('Recorded by an earlier request with the same Idempotency-Key.'),
  })
  .meta({ description: 'What was recorded. 记录结果。' });
export type FigureReceipt = z.infer<typeof figureReceipt>;

export const figureList = z
  .object({ figures: z.array(statedFigure) })
  .meta({ description: 'All that was stated, in the order it was recorded. 全部机构数据。' });
export type FigureList = z.infer<typeof figureList>;

const described = { tags: ['returns'], security: [{ token: [] }] };
const problems = { 400: answered[400], 401: answered[401], 500: answered[500], 503: answered[503] };

export function figuresRoute({ log }: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/figures',
      {
        preHandler: onlyFor('figures'),
        schema: {
          summary: 'State or correct a figure of the institution · 提供或更正机构数据',
          ...described,
          headers: submitHeaders,
          body: wish,
          response: {
            200: figureReceipt,
            ...problems,
            403: problemOf(403, 'not-your-role', notForYou('figures')),
            422: answered[422],
          },
        },
      },
      async ({ caller, headers, body: said }, reply) => {
        const { actor: who, institution, client } = caller;
        const submission = `person:${client}:${headers['idempotency-key']}`;
        const at = new Date().toISOString();
        const answer = await stateFigure(log, { institution, who, said, at, submission });
        if (answer.status === 'reused') return sendRefusal(reply, answer);
        const { figure, status } = answer;
        return reply.status(200).send({ figure, repeated: status === 'repeated' });
      },
    );

    app.get(
      '/figures',
      {
        schema: {
          summary: 'Figures the institution has stated · 机构数据列表',
          ...described,
          response: { 200: figureList, 304: notModified, ...problems },
        },
      },
      async (request, reply) => {
        const figures = await statedFigures(log, request.caller.institution);
        if (isSame(request, reply, figures)) return reply;
        return reply.status(200).send(mutable({ figures }));
      },
    );
  };
}
