import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify from 'fastify';
import type {
  FastifyBaseLogger,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { LogUnavailable } from '../events/log/log-faults.ts';
import { KeyRingUnavailable } from '../keys/key-faults.ts';
import { callerOf } from './actor.ts';
import type { Caller } from './actor.ts';
import { complaints } from './complaints.ts';
import type { House } from './house.ts';
import { overviews } from './overviews.ts';
import { sendProblem } from './problems.ts';
import { BODY_LIMIT } from './requests.ts';

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
    disableRequestLogging: true,
    // A slow body is cut off; a visit to the desk takes no longer than this either.
    requestTimeout: 30_000,
    // Coercion would take a number for a string and drop what is not declared; zod decides alone.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, 404, 'no-such-page', 'Nothing is found here; see /docs.'),
  );
  parseStrictJson(app);
  await app.register(helmet, { contentSecurityPolicy: false });
  await app.register(swagger, { openapi: description, transform: jsonSchemaTransform });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  app.get('/health/live', { schema: { hide: true } }, () => ({ status: 'live' }));
  app.get('/health/ready', { schema: { hide: true } }, async () => {
    await house.log.feed({ after: house.log.start, limit: 1 });
    return { status: 'ready' };
  });
  await app.register(async (guarded) => {
    guarded.decorateRequest('caller');
    guarded.addHook('onRequest', async (request, reply) => {
      const caller = await callerOf(request.headers.authorization, house.tokenSecret);
      if ('wrong' in caller) return sendProblem(reply, 401, 'no-valid-token', caller.wrong);
      request.caller = caller;
      return undefined;
    });
    await guarded.register(complaints(house));
    await guarded.register(overviews(house));
  });
  return app;
}

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Redress',
    description:
      'Consumer complaints at banks and insurers. Every request that changes something carries an Idempotency-Key; repeating it with the same key is safe. 消费投诉处理接口。',
    version: '0.1.0',
    license: { name: 'Apache-2.0' },
  },
  components: {
    securitySchemes: {
      token: { type: 'http' as const, scheme: 'bearer', description: '`redress token` makes one.' },
    },
  },
};

/** Bytes that are not UTF-8 are refused, not replaced; so are prototypes in disguise. */
function parseStrictJson(app: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = decoder.decode(body as Buffer);
    } catch {
      done(
        Object.assign(new Error('The body is not UTF-8.'), { statusCode: 400, code: 'not-utf-8' }),
      );
      return;
    }
    void parse(request, text, done);
  });
}

/** Every error as a problem; what is ours to mend says nothing but its reference. */
function sendError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const { validationContext = 'request', validation } = error;
    const faults = validation.map(({ instancePath, message }) => ({
      at: `${validationContext}${instancePath}`,
      message: message ?? 'is wrong',
    }));
    const detail = faults.map(({ at, message }) => `${at}: ${message}`).join('; ');
    return sendProblem(reply, 400, 'malformed-request', detail, { faults });
  }
  const { statusCode = 500 } = error;
  if (statusCode < 500) return sendProblem(reply, statusCode, clientCode(error), error.message);
  if (error instanceof LogUnavailable || error instanceof KeyRingUnavailable) {
    void reply.header('retry-after', '1');
    return sendProblem(
      reply,
      503,
      'outcome-unknown',
      'The log cannot be reached. Repeat the request with the same Idempotency-Key.',
    );
  }
  request.log.error({ err: error, reference: request.id }, 'request failed');
  return sendProblem(reply, 500, 'internal-fault', 'Something of ours failed.', {
    reference: request.id,
  });
}

/** Fastify's own refusals, in our way of writing codes. */
function clientCode({ code, statusCode }: FastifyError): string {
  if (statusCode === 413) return 'body-too-large';
  if (statusCode === 415) return 'not-json';
  return code === 'not-utf-8' ? code : 'malformed-json';
}
