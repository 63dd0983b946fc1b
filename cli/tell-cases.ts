import { createHash } from 'node:crypto';
import type { Attendance } from '../activities/attendance.ts';
import { ENGINE } from '../events/envelope.ts';
import type { Ground, Message } from '../events/envelope.ts';
import type { ReadDatabase } from '../projections/database.ts';
import type { Answer } from '../workflows/process.ts';

const CASES_PER_PAGE = 200;

/** The house as far as cases are found and told in it. */
export type Telling = {
  readonly database: ReadDatabase;
  readonly attendance: Pick<Attendance, 'submit'>;
};

type Told = {
  /** What kind of rules it is about; with their hashes it names the submission. */
  readonly about: string;
  readonly grounds: readonly Ground[];
  readonly command: Message;
  /** A page of the cases that are told, after a stream. */
  readonly casesAfter: (
    database: ReadDatabase,
    after: string,
    limit: number,
  ) => Promise<readonly string[]>;
};

/**
 * Gives many cases one command for the sake of the rules there are; answers what each said. The submission is named
 * after these rules, so that the same ones are told once, however often this is run.
 */
export async function tellCases(
  { database, attendance }: Telling,
  { about, grounds, command, casesAfter }: Told,
): Promise<readonly Answer[]> {
  const hashes = grounds.map(({ name, sha256 }) => `${name}@${sha256}`).toSorted();
  const named = createHash('sha256').update(hashes.join('\n')).digest('hex');
  const submission = { id: `${about}:${named}`, actor: ENGINE, commands: [command] };
  const all: Answer[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const streams = await casesAfter(database, after, CASES_PER_PAGE);
    const answers = streams.map((stream) =>
      attendance.submit(stream, submission).catch(() => ({ status: 'unknown' }) as const),
    );
    all.push(...(await Promise.all(answers)));
    after = streams.at(-1);
  }
  return all;
}
