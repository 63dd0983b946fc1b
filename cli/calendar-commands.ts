import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import type { Attendance } from '../activities/attendance.ts';
import { ENGINE } from '../events/envelope.ts';
import type { ReadDatabase } from '../projections/database.ts';
import { waitingCases } from '../projections/waiting-cases.ts';
import type { CalendarOnShelf } from '../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../regimes/shelf.ts';
import { EXIT } from './output.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';

/** `calendar …`: the holiday tables that ship, and the cases that waited for one. */
export function addCalendarCommands(program: Command, out: () => Output): void {
  const calendars = program
    .command('calendar')
    .description('holiday calendars, and clocks that wait for one · 节假日日历')
    .addHelpText('after', '\nExamples:\n  redress calendar list\n  redress calendar apply');

  calendars
    .command('list')
    .description('the calendars on the shelf, and the years they cover · 日历及涵盖年份')
    .addHelpText('after', '\nExample:\n  redress calendar list --json')
    .action(() => {
      const shelf = readCalendars(CALENDARS).map(({ calendar }) => ({
        name: calendar.name,
        version: calendar.version,
        title: calendar.title,
        coveredFrom: calendar.coveredFrom,
        coveredTo: calendar.coveredTo,
        effectiveFrom: calendar.effectiveFrom,
      }));
      const rows = shelf.map(({ name, version, title, coveredFrom, coveredTo }) => [
        name,
        version,
        `${title.en} · ${title.zh}`,
        `${coveredFrom}–${coveredTo}`,
      ]);
      const head = ['calendar', 'version', 'title', 'years'];
      out().result({ calendars: shelf }, tableText(head, rows));
    });

  calendars
    .command('apply')
    .description(
      'start the clocks that waited for a calendar; after workers were restarted with it · 启动待日历的时限',
    )
    .addHelpText('after', '\nExample:\n  redress calendar apply')
    .action(async () => {
      const { houseOfHome } = await import('./house-of-home.ts');
      await using house = await houseOfHome();
      const counts = await applyCalendars(house, readCalendars(CALENDARS));
      out().result(
        counts,
        `${counts.started} of ${counts.cases} cases that waited go on; ${counts.unknown} did not answer.`,
      );
      if (counts.unknown > 0) process.exitCode = EXIT.refused;
    });
}

const CASES_PER_PAGE = 200;

export type Applied = {
  readonly cases: number;
  /** In which a clock started. */
  readonly started: number;
  readonly unknown: number;
};

/**
 * Tells every case that waits to count again. The submission is named after the calendars there are, so that the same
 * ones are applied once, however often this is run.
 */
export async function applyCalendars(
  { database, attendance }: { database: ReadDatabase; attendance: Pick<Attendance, 'submit'> },
  calendars: readonly CalendarOnShelf[],
): Promise<Applied> {
  const hashes = calendars.map(({ ground }) => `${ground.name}@${ground.sha256}`).toSorted();
  const shelf = createHash('sha256').update(hashes.join('\n')).digest('hex');
  const submission = {
    id: `calendar:${shelf}`,
    actor: ENGINE,
    commands: [{ type: 'CountWaitingClocks', data: {} }],
  };
  let [cases, started, unknown] = [0, 0, 0];
  for (let after = ''; ;) {
    const streams = await waitingCases(database, after, CASES_PER_PAGE);
    const answers = await Promise.all(
      streams.map((stream) =>
        attendance.submit(stream, submission).catch(() => ({ status: 'unknown' }) as const),
      ),
    );
    cases += answers.length;
    started += answers.filter(({ status }) => status === 'recorded').length;
    unknown += answers.filter(({ status }) => status === 'unknown').length;
    const last = streams.at(-1);
    if (last === undefined) return { cases, started, unknown };
    after = last;
  }
}
