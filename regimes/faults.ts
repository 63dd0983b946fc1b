import type { z } from 'zod';
import { inChinese } from '../events/chinese-words.ts';
import { plainWords } from '../events/plain-words.ts';
import { references } from './agreement.ts';
import { namedPath } from './datum-path.ts';
import { regime } from './regime.ts';
import type { Regime } from './regime.ts';

/** What is wrong with one datum, called by its path; an empty path is the whole. */
export type Fault = { readonly path: string; readonly message: string };

/** A value read as a regime, or every fault of it; where it is said which calendars are published, also of these. */
export function readRegime(
  value: unknown,
  published?: readonly string[],
): { readonly regime: Regime } | { readonly faults: readonly Fault[] } {
  const parsed = regime.safeParse(value, { error: plainWords });
  if (parsed.success) {
    const faults = unknownCalendars(parsed.data, published);
    return faults.length === 0 ? { regime: parsed.data } : { faults };
  }
  const faults = faultsOf(value, parsed.error);
  const isKnown = (one: Fault) =>
    faults.some(({ path, message }) => path === one.path && message === one.message);
  return { faults: [...faults, ...alsoWrong(value, published).filter((one) => !isKnown(one))] };
}

/** What data of a regime name and nobody has, where single ones are wrong too: as far as the rest can be read. */
function alsoWrong(value: unknown, published?: readonly string[]): readonly Fault[] {
  const looks = [
    (one: Regime) =>
      references(one).map(({ path, message }) => ({ path: namedPath(value, path), message })),
    (one: Regime) => unknownCalendars(one, published),
  ];
  return looks.flatMap((look) => {
    try {
      return look(value as Regime);
    } catch {
      return [];
    }
  });
}

/** What a schema found wrong with a value, each datum called by its path of names. */
export function faultsOf(value: unknown, { issues }: z.ZodError): readonly Fault[] {
  return issues
    .flatMap(meant)
    .map(({ path, message }) => ({ path: namedPath(value, path), message }));
}

/** One fault as a line in both languages. */
export function faultText({ path, message }: Fault): string {
  return `  ${path === '' ? 'the file 文件' : path}: ${message} · ${inChinese(message)}`;
}

/** Calendars that a regime names and nobody has published: no count by them could ever be made. */
export function unknownCalendars(
  { calendar, clocks }: Regime,
  published?: readonly string[],
): readonly Fault[] {
  const named = [
    { path: 'calendar.name', name: calendar?.name },
    ...clocks.map((clock) => ({ path: `clocks.${clock.name}.calendar`, name: clock.calendar })),
  ];
  return named
    .filter(({ name }) => name !== undefined && published?.includes(name) === false)
    .map(({ path, name }) => ({
      path,
      message: `no calendar ${name ?? ''} is published; there are ${published?.join(', ') ?? ''}`,
    }));
}

type Issue = z.core.$ZodIssue;

/** Of a value that is none of several kinds, what is wrong with the kind it comes nearest to. */
function meant(issue: Issue): readonly { path: readonly PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: 'is not known: mend its name, or remove it',
    }));
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest] = issue.errors.toSorted((one, other) => strangeness(one) - strangeness(other));
  return (nearest ?? [issue]).flatMap((inner) =>
    meant(inner).map(({ path, message }) => ({
      path: nearest === undefined ? path : [...issue.path, ...path],
      message,
    })),
  );
}

/** Unknown or missing fields mean that another kind was meant; a wrong value inside one does not. */
function strangeness(issues: readonly Issue[]): number {
  return issues.filter(({ code, path }) => code === 'unrecognized_keys' || path.length <= 1).length;
}

/** The regimes that an overlay is over, and that are none of the known ones. */
export function unknownUnder(
  { name, over = [] }: Regime,
  known: readonly string[],
): readonly Fault[] {
  return over
    .filter((under) => under !== name && !known.includes(under))
    .map((under) => ({ path: `${name}.over`, message: `no regime here is called ${under}` }));
}

/**
 * Faults of several regimes that stand together: one version twice, two in force at once, overlays over nothing.
 * `others` stand there too, and are wrong by themselves.
 */
export function faultsTogether(
  regimes: readonly Regime[],
  others: readonly string[] = [],
): readonly Fault[] {
  const names = [...regimes.map(({ name }) => name), ...others];
  return regimes.flatMap((one, place) => [
    ...unknownUnder(one, names),
    ...regimes.slice(place + 1).flatMap((other) => twice(one, other)),
  ]);
}

function twice(one: Regime, other: Regime): readonly Fault[] {
  if (one.name !== other.name) return [];
  if (one.version === other.version)
    return [{ path: `${one.name}.version`, message: `${one.version} stands twice` }];
  const [earlier, later] = one.effectiveFrom <= other.effectiveFrom ? [one, other] : [other, one];
  return earlier.effectiveTo === undefined || earlier.effectiveTo >= later.effectiveFrom
    ? [
        {
          path: `${one.name}.effectiveTo`,
          message: `${earlier.version} is still in force when ${later.version} begins on ${later.effectiveFrom}`,
        },
      ]
    : [];
}
