import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { refuseOtherMethods } from './allowed-methods.ts';
import { callerOf } from './actor.ts';
import type { Caller } from './actor.ts';
import { checkRequests } from './check-requests.ts';
import { complaints } from './complaints.ts';
import { healthRoutes } from './health.ts';
import type { House } from './house.ts';
import { ledgerRoutes } from './ledger.ts';
import { overviews } from './overviews.ts';
import { packRoutes } from './packs.ts';
import { parkedRoutes } from './parked.ts';
import { readModelRoutes } from './read-models.ts';
import { parseJsonOnly } from './parse-json.ts';
import { sendProblem } from './problems.ts';
import { describe, description } from './description.ts';
import { BODY_LIMIT } from './requests.ts';
import { sendError } from './send-error.ts';
import { traceRequests } from './trace-requests.ts';

declare module 'fastify' {
  // Fastify's requests are extended by merging, which only an interface can do.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface FastifyRequest {
    caller: Caller;
  }
}

/** The HTTP edge, ready to listen. Its pages are under `/docs`, its description under `/docs/json`. */
export async function apiServer(house: House, logger: FastifyBaseLogger): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: BODY_LIMIT,
    // An address may hold why personal data is opened.
    logController: new LogController({ disableRequestLogging: true }),
    // A slow body is cut off; a visit to the desk takes no longer than this either.
    requestTimeout: 30_000,
    // Numbers would begin anew with every process; a reference must find one request among all.
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  });
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, 404, 'no-such-page', {
      en: 'Nothing is found here; see /docs.',
      zh: '此处没有内容，请参阅 /docs。',
    }),
  );
  traceRequests(app);
  refuseOtherMethods(app);
  parseJsonOnly(app);
  await app.register(helmet, { contentSecurityPolicy: false });
  await app.register(swagger, { openapi: description, transform: describe });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: {
      title: 'Redress',
      css: [{ filename: 'page.css', content: '.swagger-ui .topbar { display: none }' }],
    },
  });
  await app.register(
    healthRoutes({
      ...house,
      onChange: (need, met, err) =>
        met ? logger.info({ need }, 'answers again') : logger.warn({ need, err }, 'not ready'),
    }),
  );
  await app.register(async (guarded) => {
    guarded.decorateRequest('caller');
    checkRequests(guarded);
    guarded.addHook('onRequest', async (request, reply) => {
      const caller = await callerOf(request.headers.authorization, house.tokenSecret);
      if ('wrong' in caller) {
        void reply.header('www-authenticate', 'Bearer');
        return sendProblem(reply, 401, 'no-valid-token', caller.wrong);
      }
      request.caller = caller;
      return undefined;
    });
    await guarded.register(complaints(house));
    await guarded.register(overviews(house));
    await guarded.register(readModelRoutes(house));
    await guarded.register(parkedRoutes(house));
    await guarded.register(ledgerRoutes(house));
    await guarded.register(packRoutes(house));
  });
  return app;
}
