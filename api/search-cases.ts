import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listCases } from '../projections/case-list.ts';
import { keysOfTexts } from '../projections/texts/said-in.ts';
import { shownCase } from './shown-case.ts';
import type { House } from './house.ts';
import * as shapes from './overview-shapes.ts';
import { isShown, orUnknownCursor, otherwise, sendBehind, sendUnknownCursor } from './shown.ts';
import { given } from './given.ts';
import { streamFor } from './submit.ts';

/**
 * `POST /cases/search`: the board narrowed to the cases in which something was said. That a case is found says what is
 * in it, so it is recorded as an opening of what it was found by, with the purpose, before it is answered.
 */
export function searchCasesRoute(house: House): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/cases/search',
      {
        schema: {
          summary: 'Cases by what was said in them, newest first · 案件全文检索',
          tags: ['overviews'],
          security: [{ token: [] }],
          body: shapes.caseSearch,
          response: { 200: shapes.casePage, ...otherwise },
        },
      },
      async (request, reply) => {
        const { atLeast, purpose, ...wish } = request.body;
        if (!(await isShown(house, ['cases', 'texts'], atLeast))) return sendBehind(reply);
        const { institution, actor } = request.caller;
        const now = new Date();
        const found = await orUnknownCursor(
          listCases(house.database, { ...{ institution, who: actor.id, now }, ...given(wish) }),
        );
        if (found === undefined) return sendUnknownCursor(reply);
        const streams = found.cases.map(({ number }) => streamFor(request.caller, number));
        const keys = await keysOfTexts(house.database, streams);
        if (keys.length > 0)
          await house.recordAccess({ who: actor, why: purpose, keys, at: now.toISOString() });
        return reply.status(200).send({ cases: found.cases.map(shownCase), next: found.next });
      },
    );
  };
}
