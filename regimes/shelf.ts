import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import type { z } from 'zod';
import type { Ground, Text } from '../events/envelope.ts';
import { plainWords } from '../events/plain-words.ts';
import { calendar } from './calendars/calendar.ts';
import { nameOf } from './datum-path.ts';
import { faultsOf, faultsTogether, unknownCalendars } from './faults.ts';
import { regime } from './regime.ts';
import type { CalendarOnShelf, RuleBookEntry } from './rule-book.ts';
import { WrongRules } from './wrong-rules.ts';
import type { WrongFile } from './wrong-rules.ts';

/** The regimes that ship with the product. */
export const REGIMES = import.meta.dirname;

/** The holiday calendars that ship with the product. */
export const CALENDARS = join(import.meta.dirname, 'calendars');

/** Reads every regime of a folder; throws `WrongRules` with each datum that is wrong, alone or with the others. */
export function readShelf(folder: string): readonly RuleBookEntry[] {
  const read = readFolder(folder, A_REGIME);
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
    throw new WrongRules([{ file: folder, faults }], {
      en: 'holds regimes that do not stand together',
      zh: '中的规则互相矛盾',
    });
  return read.map(({ rule, ground }) => ({ regime: rule, ground }));
}

/** Reads every holiday calendar of a folder; throws `WrongRules` with the files and each datum that is wrong. */
export function readCalendars(folder: string): readonly CalendarOnShelf[] {
  return readFolder(folder, A_CALENDAR).map(({ rule, ground }) => ({ calendar: rule, ground }));
}

/** The calendars of a folder by name, also those that are wrong, and what is wrong with them. */
export function calendarsIn(folder: string): {
  readonly names: readonly string[];
  readonly wrong: readonly WrongFile[];
} {
  const read = rulesIn(folder, A_CALENDAR);
  const names = read.flatMap(({ name }) => name ?? []);
  return { names: [...new Set(names)], wrong: [...wrongOf(read), ...twiceIn(read)] };
}

/** Reads a regime that stands in a file of its own, as a draft does; throws `WrongRules`. */
export function readRegimeFile(file: string): RuleBookEntry {
  const { rule, ground } = readRight(file, A_REGIME);
  return { regime: rule, ground };
}

/** The same of a calendar. */
export function readCalendarFile(file: string): CalendarOnShelf {
  const { rule, ground } = readRight(file, A_CALENDAR);
  return { calendar: rule, ground };
}

type Named = { readonly name: string; readonly version: string };
type Kind<Rule extends Named> = {
  readonly schema: z.ZodType<Rule>;
  readonly what: string;
  readonly isNone: Text;
};
type OnShelf<Rule extends Named> = { readonly rule: Rule; readonly ground: Ground };

const A_REGIME: Kind<z.infer<typeof regime>> = {
  ...{ schema: regime, what: 'regime' },
  isNone: { en: 'is not a regime', zh: '不是有效的监管规则文件' },
};
const A_CALENDAR: Kind<z.infer<typeof calendar>> = {
  ...{ schema: calendar, what: 'calendar' },
  isNone: { en: 'is not a calendar', zh: '不是有效的节假日日历文件' },
};

/** A file with the rule that it holds, or with what is wrong; the name is there wherever it can be read. */
type RuleFile<Rule extends Named> = WrongFile & {
  readonly name?: string;
  readonly holds?: OnShelf<Rule>;
};

function readFolder<Rule extends Named>(
  folder: string,
  kind: Kind<Rule>,
): readonly OnShelf<Rule>[] {
  const read = rulesIn(folder, kind);
  const [wrong, twice] = [wrongOf(read), twiceIn(read)];
  if (wrong.length > 0) throw new WrongRules(wrong, kind.isNone);
  if (twice.length > 0)
    throw new WrongRules(twice, { en: 'repeats another file', zh: '与另一文件重复' });
  return read.flatMap(({ holds }) => holds ?? []);
}

function readRight<Rule extends Named>(file: string, kind: Kind<Rule>): OnShelf<Rule> {
  const { holds, faults } = readRule(file, kind);
  if (holds === undefined) throw new WrongRules([{ file, faults }], kind.isNone);
  return holds;
}

function rulesIn<Rule extends Named>(folder: string, kind: Kind<Rule>): readonly RuleFile<Rule>[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => readRule(join(folder, file), kind));
}

function wrongOf(read: readonly RuleFile<Named>[]): readonly WrongFile[] {
  return read.flatMap(({ file, faults }) => (faults.length === 0 ? [] : [{ file, faults }]));
}

/** What stands in two files by one name and version. */
function twiceIn(read: readonly RuleFile<Named>[]): readonly WrongFile[] {
  const right = read.flatMap(({ file, holds }) =>
    holds === undefined ? [] : [{ file, is: `${holds.rule.name} ${holds.rule.version}` }],
  );
  return right.flatMap(({ file, is }, place) =>
    right.slice(0, place).some((one) => one.is === is)
      ? [{ file, faults: [{ path: 'version', message: `${is} stands twice` }] }]
      : [],
  );
}

function readRule<Rule extends Named>(file: string, { schema, what }: Kind<Rule>): RuleFile<Rule> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { file, faults: [{ path: '', message: `is not JSON: ${(error as Error).message}` }] };
  }
  const parsed = schema.safeParse(value, { error: plainWords });
  if (!parsed.success) return { file, ...nameOf(value), faults: faultsOf(value, parsed.error) };
  const sha256 = createHash('sha256')
    .update(canonicalize(parsed.data) ?? '')
    .digest('hex');
  const { name, version } = parsed.data;
  const ground = { name: `${what}:${name}`, version, sha256 };
  return { file, name, faults: [], holds: { rule: parsed.data, ground } };
}
