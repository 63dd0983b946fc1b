import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { z } from 'zod';
import type { Ground } from '../events/envelope.ts';
import { plainWords } from '../events/plain-words.ts';
import { calendar } from './calendars/calendar.ts';
import { faultText, faultsOf, faultsTogether, unknownCalendars } from './faults.ts';
import type { Fault } from './faults.ts';
import { regime } from './regime.ts';
import type { CalendarOnShelf, RuleBookEntry } from './rule-book.ts';

/** The regimes that ship with the product. */
export const REGIMES = import.meta.dirname;

/** The holiday calendars that ship with the product. */
export const CALENDARS = join(import.meta.dirname, 'calendars');

/** Reads every regime of a folder; throws naming the file and each datum that is wrong, alone or with the others. */
export function readShelf(folder: string): readonly RuleBookEntry[] {
  const read = readFolder(folder, { schema: regime, what: 'regime' });
  const regimes = read.map(({ rule }) => rule);
  const published = readCalendars(CALENDARS).map(({ calendar: one }) => one.name);
  const faults = [
    ...faultsTogether(regimes),
    ...regimes.flatMap((one) =>
      unknownCalendars(one, [...new Set(published)]).map(({ path, message }) => ({
        path: `${one.name}.${path}`,
        message,
      })),
    ),
  ];
  if (faults.length > 0)
    throw new Error(
      `The regimes of ${folder} do not stand together · 该文件夹中的规则互相矛盾:\n${textOf(faults)}`,
    );
  return read.map(({ rule, ground }) => ({ regime: rule, ground }));
}

/** Reads every holiday calendar of a folder; throws naming the file and each datum that is wrong. */
export function readCalendars(folder: string): readonly CalendarOnShelf[] {
  return readFolder(folder, { schema: calendar, what: 'calendar' }).map(({ rule, ground }) => ({
    calendar: rule,
    ground,
  }));
}

/** Reads a regime that stands in a file of its own, as a draft does; throws naming each datum that is wrong. */
export function readRegimeFile(file: string): RuleBookEntry {
  const { rule, ground } = readRule(file, { schema: regime, what: 'regime' });
  return { regime: rule, ground };
}

/** The same of a calendar. */
export function readCalendarFile(file: string): CalendarOnShelf {
  const { rule, ground } = readRule(file, { schema: calendar, what: 'calendar' });
  return { calendar: rule, ground };
}

type Named = { readonly name: string; readonly version: string };
type Kind<Rule extends Named> = { readonly schema: z.ZodType<Rule>; readonly what: string };
type OnShelf<Rule extends Named> = { readonly rule: Rule; readonly ground: Ground };

function readFolder<Rule extends Named>(
  folder: string,
  kind: Kind<Rule>,
): readonly OnShelf<Rule>[] {
  const read = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => readRule(join(folder, file), kind));
  const names = read.map(({ rule }) => `${rule.name} ${rule.version}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`The ${kind.what} ${twice} stands twice in ${folder}: remove one.`);
  return read;
}

function textOf(faults: readonly Fault[]): string {
  return faults.map(faultText).join('\n');
}

function readRule<Rule extends Named>(
  file: string,
  { schema, what }: Kind<Rule>,
): { readonly rule: Rule; readonly ground: Ground } {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(value, { error: plainWords });
  if (!parsed.success)
    throw new Error(
      `${file} is not a ${what} · 不是有效的规则文件:\n${textOf(faultsOf(value, parsed.error))}`,
    );
  const sha256 = createHash('sha256')
    .update(canonicalize(parsed.data) ?? '')
    .digest('hex');
  const { name, version } = parsed.data;
  return { rule: parsed.data, ground: { name: `${what}:${name}`, version, sha256 } };
}
