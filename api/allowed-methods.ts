import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problems.ts';

/**
 * Answers 405, with the methods there are, where a path is known and the method is not. Must stand before the routes,
 * of which it hears as they are added.
 */
export function refuseOtherMethods(app: FastifyInstance): void {
  const routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ path: patternOf(url), methods: [method].flat() });
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return undefined;
    const [path = ''] = request.url.split('?');
    const known = routes.filter((route) => route.path.test(path));
    if (known.length === 0) return undefined;
    const allowed = [...new Set(known.flatMap(({ methods }) => methods))].toSorted().join(', ');
    void reply.header('allow', allowed);
    return sendProblem(reply, 405, 'method-not-allowed', {
      en: `This path takes ${allowed}, not ${request.method}.`,
      zh: `此路径仅支持 ${allowed}，不支持 ${request.method}。`,
    });
  });
}

/** `/complaints/:case/commands` with any case; a star stands for the rest. */
function patternOf(url: string): RegExp {
  const steps = url.split(/(:\w+|\*)/).map((step) => {
    if (step === '*') return '.*';
    return step.startsWith(':') ? '[^/]+' : step.replaceAll(/[^\w/]/g, String.raw`\$&`);
  });
  return new RegExp(`^${steps.join('')}$`);
}
