import { afterAll } from 'vitest';
import { standIn } from './stand-in.ts';
import type { StandIn } from './stand-in.ts';

const given = process.env['KURRENTDB_URL'];

/** Which of the two the tests ran on, for their names. */
export const KURRENT =
  given === undefined || given === ''
    ? 'KurrentDB: a stand-in in this process, no server'
    : 'KurrentDB: the server at KURRENTDB_URL';

/** The server of `KURRENTDB_URL`, or else a stand-in for this test file. */
export async function withKurrent(): Promise<{ readonly url: string; readonly standIn?: StandIn }> {
  if (given !== undefined && given !== '') return { url: given };
  const server = await standIn();
  afterAll(() => server[Symbol.asyncDispose]());
  return { url: server.url, standIn: server };
}
