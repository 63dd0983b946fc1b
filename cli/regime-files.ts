import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { plainWords } from '../events/plain-words.ts';
import { calendar } from '../regimes/calendars/calendar.ts';
import type { Calendar } from '../regimes/calendars/calendar.ts';
import { isRecord, nameOf } from '../regimes/datum-path.ts';
import {
  faultText,
  faultsOf,
  faultsTogether,
  readRegime,
  unknownUnder,
} from '../regimes/faults.ts';
import type { Fault } from '../regimes/faults.ts';
import type { Regime } from '../regimes/regime.ts';
import { CALENDARS, REGIMES, calendarsIn } from '../regimes/shelf.ts';
import type { WrongFile } from '../regimes/wrong-rules.ts';
import { CommandFailed, EXIT } from './output.ts';
import { read } from './read-json.ts';
import { dayGiven } from './regime-start.ts';

/** One file, with the regime or calendar it holds or what is wrong; a regime’s name wherever that can be read. */
type RegimeFile = WrongFile & {
  readonly regime?: Regime;
  readonly calendar?: Calendar;
  readonly name?: string;
};

/** What a look over regime files and the calendars that they count by came to. */
type Checked = {
  readonly right: boolean;
  readonly files: readonly RegimeFile[];
  /** What is wrong between the files. */
  readonly together: readonly Fault[];
  /** The calendars that are wrong. */
  readonly calendars: readonly WrongFile[];
};

/** Every fault of a regime file or a folder of them, and of the calendars that these may name. */
export function checked(place: string, calendarFolder = CALENDARS): Checked {
  const { names, wrong: calendars } = calendarsIn(calendarFolder);
  const files = readRegimeFiles(place, names);
  const together = wrongTogether(place, files);
  const right =
    together.length + calendars.length === 0 && files.every(({ faults }) => faults.length === 0);
  return { right, files, together, calendars };
}

/** Reads a regime file, or every one of a folder; what is wrong is in the answer. */
function readRegimeFiles(place: string, published: readonly string[]): readonly RegimeFile[] {
  const files = isFolder(place)
    ? readdirSync(place)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
        .map((name) => join(place, name))
    : [place];
  if (files.length === 0)
    throw new CommandFailed(
      {
        en: `${place} holds no .json file to check.`,
        zh: `${place} 中没有可检查的 .json 文件。`,
      },
      EXIT.badInput,
    );
  return files.map((file) => readFile(file, published));
}

/** A calendar in a regime's place is checked as what it is. */
function readFile(file: string, published: readonly string[]): RegimeFile {
  const held = valueIn(file);
  return 'value' in held && isCalendar(held.value)
    ? { file, ...asCalendar(held.value) }
    : readRegimeFile(file, published);
}

function readRegimeFile(file: string, published: readonly string[]): RegimeFile {
  const held = valueIn(file);
  if ('faults' in held) return { file, ...held };
  const found = readRegime(held.value, published);
  if ('regime' in found) return { file, ...found, name: found.regime.name, faults: [] };
  return { file, ...nameOf(held.value), faults: found.faults };
}

function valueIn(file: string): { readonly value: unknown } | Pick<WrongFile, 'faults'> {
  try {
    return { value: JSON.parse(read(file)) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { faults: [{ path: '', message: `is not JSON: ${error.message}` }] };
  }
}

/** A calendar has days and no clocks; a regime, however faulty, has no days. */
function isCalendar(value: unknown): boolean {
  return (
    isRecord(value) &&
    !('clocks' in value) &&
    ['entries', 'weekend', 'coveredFrom', 'coveredTo'].some((field) => field in value)
  );
}

function asCalendar(value: unknown): Omit<RegimeFile, 'file'> {
  const parsed = calendar.safeParse(value, { error: plainWords });
  return parsed.success
    ? { calendar: parsed.data, faults: [] }
    : { faults: faultsOf(value, parsed.error) };
}

/** What is wrong between the regimes of a folder; a file by itself is over those that ship, or over nothing. */
function wrongTogether(place: string, files: readonly RegimeFile[]): readonly Fault[] {
  const regimes = files.flatMap(({ regime }) => regime ?? []);
  const wrong = files.flatMap(({ regime, name }) => (regime === undefined ? (name ?? []) : []));
  if (isFolder(place)) return faultsTogether(regimes, wrong);
  const known = shipped().map(({ name }) => name);
  return regimes.flatMap((regime) => unknownUnder(regime, known));
}

/** A regime by name, `name@version` or file; without a version the newest, or the one in force at a start. */
export function findRegime(what: string, version?: string, start?: string): Regime {
  if (what.endsWith('.json')) return fromFile(what);
  const [name = '', at] = what.split('@');
  const wanted = version ?? at;
  const known = shipped().filter((regime) => regime.name === name);
  if (known.length === 0) throw unknownRegime(name);
  const found = known
    .filter((regime) =>
      wanted === undefined ? isInForce(regime, start) : regime.version === wanted,
    )
    .toSorted((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1))[0];
  if (found !== undefined) return found;
  const en = known.map((one) => `${one.version} (from ${one.effectiveFrom})`).join(', ');
  const zh = known.map((one) => `${one.version}（自 ${one.effectiveFrom} 起）`).join('、');
  throw new CommandFailed(
    {
      en: `${name} has no version ${wanted ?? `in force on ${start}`}; there is ${en}.`,
      zh: `${name} 没有${wanted === undefined ? `在 ${start} 有效的版本` : `版本 ${wanted}`}；现有：${zh}。`,
    },
    EXIT.badInput,
  );
}

function fromFile(file: string): Regime {
  const { regime, faults } = readRegimeFile(file, calendarsIn(CALENDARS).names);
  if (regime !== undefined) return regime;
  throw new CommandFailed(
    {
      en: `${file} is not a regime:\n${faults.map(faultText).join('\n')}`,
      zh: `${file} 不是有效的监管规则文件，问题如上。`,
    },
    EXIT.badInput,
  );
}

function shipped(): readonly Regime[] {
  return readRegimeFiles(REGIMES, calendarsIn(CALENDARS).names).flatMap(
    ({ regime }) => regime ?? [],
  );
}

function isInForce({ zone, effectiveFrom, effectiveTo }: Regime, start?: string): boolean {
  if (start === undefined) return true;
  const day = dayGiven(start, zone);
  return effectiveFrom <= day && (effectiveTo === undefined || day <= effectiveTo);
}

function unknownRegime(name: string): CommandFailed {
  const names = [...new Set(shipped().map((regime) => regime.name))].join(', ');
  return new CommandFailed(
    {
      en: `No regime is called ${name}; there is ${names}. A file is named with its .json.`,
      zh: `没有名为 ${name} 的监管规则；现有：${names}。文件名应带 .json 后缀。`,
    },
    EXIT.badInput,
  );
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
