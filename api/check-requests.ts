import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { plainWords } from '../events/plain-words.ts';
import { nameOf } from './problems.ts';
import type { Fault } from './problems.ts';
import { textFaults } from './text-faults.ts';

/** A request that is not as its route describes it. */
export class RequestMalformed extends Error {
  override readonly name = 'RequestMalformed';
  readonly statusCode = 400;
  readonly code: string;
  readonly faults: readonly Fault[];
  constructor(code: string, faults: readonly Fault[]) {
    super(`The request has ${faults.length} faults.`);
    this.code = code;
    this.faults = faults;
  }
}

/** Where each part of a request stands in its route's schema. */
const PARTS = { params: 'params', query: 'querystring', headers: 'headers', body: 'body' } as const;

/** Faults that are named; a body made of faults is not answered with a longer one. */
const FAULTS = 200;

/** Checks all parts of a request together, so that every fault of it is named at once. */
export function checkRequests(app: FastifyInstance): void {
  // Fastify would stop at the first part that has a fault.
  app.setValidatorCompiler(() => () => true);
  app.addHook('preValidation', async (request) => {
    const faults = (Object.keys(PARTS) as (keyof typeof PARTS)[]).flatMap((part) =>
      check(request, part),
    );
    if (faults.length > 0) throw new RequestMalformed('malformed-request', named(faults));
  });
}

/** Puts what the schema made of a part in its place; answers its faults otherwise. */
function check(request: FastifyRequest, part: keyof typeof PARTS): readonly Fault[] {
  const schema = request.routeOptions.schema?.[PARTS[part]];
  if (!(schema instanceof z.ZodType)) return [];
  const { data, faults } = checked(schema, request[part], part);
  if (data !== undefined) request[part] = data as never;
  return faults;
}

/** What a schema makes of a part of a request, or nothing; and every fault, also those no schema looks for. */
export function checked<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  part: string,
): { readonly data?: Output; readonly faults: readonly Fault[] } {
  const found = textFaults(value, part);
  const parsed = schema.safeParse(value, { error: plainWords });
  return parsed.success
    ? { data: parsed.data, faults: found }
    : { faults: [...parsed.error.issues.flatMap((issue) => faultsOf(issue, part)), ...found] };
}

function faultsOf(issue: z.core.$ZodIssue, part: string): readonly Fault[] {
  const at = [part, ...issue.path].map(nameOf).join('/');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        at: `${at}/${nameOf(key)}`,
        message: 'is not known here',
      }));
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({ at, message: `as a name: ${message}` }));
    default:
      return [{ at, message: issue.message }];
  }
}

/** One fault for each place and message, and not more than can be read. */
export function named(faults: readonly Fault[]): readonly Fault[] {
  const different = [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
  if (different.length <= FAULTS) return different;
  const message = `${different.length - FAULTS} more faults are not listed`;
  return [...different.slice(0, FAULTS), { at: '…', message }];
}
