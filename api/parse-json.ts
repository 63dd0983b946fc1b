import type { FastifyInstance } from 'fastify';
import { RequestMalformed } from './check-requests.ts';
import { repeatedNames } from './repeated-names.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes that are not UTF-8 are refused, not replaced; so is a name twice. Throws `RequestMalformed`. */
export function parseJson(body: Buffer): unknown {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    throw new RequestMalformed('not-utf-8', [{ at: 'body', message: 'is not UTF-8' }]);
  }
  const parsed = parsedOf(text);
  const repeated = repeatedNames(text, 'body');
  if (repeated.length > 0) throw new RequestMalformed('repeated-name', repeated);
  return parsed;
}

/** JSON in UTF-8 is the only body there is. */
export function parseJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => parseJson(body),
  );
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RequestMalformed('malformed-json', [{ at: 'body', message: reasonOf(error) }]);
  }
}

/** What the parser says, without the piece of the body that it quotes. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `is not JSON: ${said.replace(/, (\.\.\.)?".*$/s, '')}`;
}
