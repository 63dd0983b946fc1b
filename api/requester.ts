import type { z } from 'zod';
import { problem } from './problems.ts';
import type { Problem } from './problems.ts';

/** A request that was answered with a problem. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly problem: Problem;
  constructor(refused: Problem) {
    super(refused.detail);
    this.problem = refused;
  }
}

/** How often a request is repeated when its outcome is unknown, and the pauses between, in milliseconds. */
const ATTEMPTS = 6;
const PAUSE = 250;
/** How long an answer may take; longer than the API itself waits for the engine. In milliseconds. */
const PATIENCE = 30_000;

export type Requester = ReturnType<typeof requester>;

/**
 * Requests to an API. One whose outcome is unknown – no answer, or 503 – is repeated as it is; then `RequestRefused`
 * is thrown, as for every other problem.
 */
export function requester(address: string, token: string, attempts = ATTEMPTS) {
  const once = async (path: string, request: RequestInit): Promise<Response> => {
    const response = await fetch(new URL(path, address), {
      ...request,
      signal: AbortSignal.timeout(PATIENCE),
      headers: { authorization: `Bearer ${token}`, ...request.headers },
    });
    if (response.ok) return response;
    throw new RequestRefused(problem.parse(await response.json()));
  };

  const answered = async <Output>(
    take: (response: Response) => Promise<Output>,
    path: string,
    request: RequestInit = {},
  ): Promise<Output> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await take(await once(path, request));
      } catch (error) {
        const passing = !(error instanceof RequestRefused) || error.problem.status === 503;
        if (!passing || attempt >= attempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt));
      }
    }
  };

  const patiently = <Output>(
    schema: z.ZodType<Output>,
    path: string,
    request?: RequestInit,
  ): Promise<Output> =>
    answered(async (response) => schema.parse(await response.json()), path, request);

  return { answered, patiently };
}
