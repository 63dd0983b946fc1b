import type { Command } from 'commander';
import { waitingCases } from '../projections/waiting-cases.ts';
import type { CalendarOnShelf } from '../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../regimes/shelf.ts';
import { EXIT } from './output.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';
import { tellCases } from './tell-cases.ts';
import type { Telling } from './tell-cases.ts';

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

export type Applied = {
  readonly cases: number;
  /** In which a clock started. */
  readonly started: number;
  readonly unknown: number;
};

/**
 * Tells every case that waits to count again; the same calendars are applied once, however often this is run.
 */
export async function applyCalendars(
  house: Telling,
  calendars: readonly CalendarOnShelf[],
): Promise<Applied> {
  const answers = await tellCases(house, {
    about: 'calendar',
    grounds: calendars.map(({ ground }) => ground),
    command: { type: 'CountWaitingClocks', data: {} },
    casesAfter: waitingCases,
  });
  const count = (wanted: string): number =>
    answers.filter(({ status }) => status === wanted).length;
  return { cases: answers.length, started: count('recorded'), unknown: count('unknown') };
}
