import { createHash } from 'node:crypto';
import type { Attendance } from '../activities/attendance.ts';
import { ENGINE } from '../events/envelope.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { openCases } from '../projections/standing.ts';
import type { RuleBookEntry } from '../regimes/rule-book.ts';

const CASES_PER_PAGE = 200;

export type Adopted = {
  readonly cases: number;
  /** In which a clock moved, or its version did. */
  readonly moved: number;
  readonly unknown: number;
};

/**
 * Tells every open case to look for a version of its regime that takes running clocks over. The submission is named
 * after the regimes there are, so that the same ones are adopted once, however often this is run.
 */
export async function adoptVersions(
  { database, attendance }: { database: ReadDatabase; attendance: Pick<Attendance, 'submit'> },
  regimes: readonly RuleBookEntry[],
): Promise<Adopted> {
  const hashes = regimes.map(({ ground }) => `${ground.name}@${ground.sha256}`).toSorted();
  const submission = {
    id: `regime:${createHash('sha256').update(hashes.join('\n')).digest('hex')}`,
    actor: ENGINE,
    commands: [{ type: 'AdoptNewVersions', data: {} }],
  };
  const counts = { cases: 0, moved: 0, unknown: 0 };
  for (let after = ''; ;) {
    const streams = await openCases(database, after, CASES_PER_PAGE);
    const answers = await Promise.all(
      streams.map((stream) =>
        attendance.submit(stream, submission).catch(() => ({ status: 'unknown' }) as const),
      ),
    );
    counts.cases += answers.length;
    counts.unknown += answers.filter(({ status }) => status === 'unknown').length;
    counts.moved += answers.filter(
      (answer) => answer.status === 'recorded' && answer.events.length > 0,
    ).length;
    const last = streams.at(-1);
    if (last === undefined) return counts;
    after = last;
  }
}
