import { startsOf } from './clock.ts';
import type { Clock } from './clock.ts';
import { isRecord } from './datum-path.ts';
import { isLonger, isNatural } from './length.ts';
import type { RuleLength } from './length.ts';
import { neverApplied } from './never-applied.ts';
import type { Regime } from './regime.ts';
import { lacking } from './safeguards.ts';

/** `path` leads to the datum, as zod has it. */
type Disagreement = { readonly path: readonly (string | number)[]; readonly message: string };

/**
 * What two data of one regime say against each other: names nobody has, calendars nobody named, steps back, and
 * what protects a complainant left out.
 */
export function disagreements(regime: Regime): readonly Disagreement[] {
  return [
    ...references(regime),
    ...repeated(regime, []),
    ...overItself(regime),
    ...wrongLetters(regime),
    ...neverApplied(regime),
    ...lacking(regime),
    ...regime.clocks.flatMap((clock, index) =>
      [
        ...uncountable(regime, clock),
        ...stepsBack(clock),
        ...silentSteps(clock),
        ...fromOfNothing(clock),
        ...promisedByNothing(clock),
      ].map(({ path, message }) => ({
        path: ['clocks', index, ...path],
        message,
      })),
    ),
  ];
}

/** Every name by which one datum means another, and that nobody has. */
export function references(regime: Regime): readonly Disagreement[] {
  const clocks = new Set(regime.clocks.map(({ name }) => name));
  const kinds = new Set((regime.kinds ?? []).map(({ name }) => name));
  const markers = new Set<string>((regime.markers ?? []).map(({ name }) => name));
  const notices = new Set((regime.notices ?? []).map(({ name }) => name));
  const unknown = (
    what: string,
    known: ReadonlySet<string>,
    path: readonly (string | number)[],
    meant: string | readonly string[] | undefined,
  ): readonly Disagreement[] =>
    [meant ?? []]
      .flat()
      .filter((name) => !known.has(name))
      .map((name) => ({ path, message: `no ${what} of this regime is called ${name}` }));
  return [
    ...regime.clocks.flatMap((clock, at) => [
      ...unknown('kind', kinds, ['clocks', at, 'kinds'], clock.kinds),
      ...clock.extensions.flatMap(({ letter }, step) =>
        unknown('notice', notices, ['clocks', at, 'extensions', step, 'letter'], letter),
      ),
    ]),
    ...(regime.retention ?? []).flatMap((kept, at) =>
      unknown('kind', kinds, ['retention', at, 'kinds'], kept.kinds),
    ),
    ...(['pauses', 'repeats'] as const).flatMap((list) =>
      (regime[list] ?? []).flatMap((one, at) =>
        unknown('clock', clocks, [list, at, 'clocks'], one.clocks),
      ),
    ),
    ...(regime.endings ?? []).flatMap((one, at) => [
      ...unknown('clock', clocks, ['endings', at, 'within'], one.within),
      ...unknown('notice', notices, ['endings', at, 'letter'], one.letter),
    ]),
    ...(regime.thresholds ?? []).flatMap((one, at) =>
      unknown('marker', markers, ['thresholds', at, 'marks'], one.marks),
    ),
    ...(regime.routes ?? []).flatMap((one, at) =>
      unknown('clock', clocks, ['routes', at, 'clock'], one.clock),
    ),
    ...unknown('clock', clocks, ['review', 'requestClock'], regime.review?.requestClock),
  ];
}

/** A list of names, ranks or codes that says one thing twice. */
function repeated(value: unknown, path: readonly (string | number)[]): readonly Disagreement[] {
  if (!Array.isArray(value))
    return isRecord(value)
      ? Object.entries(value).flatMap(([field, inner]) => repeated(inner, [...path, field]))
      : [];
  const items: readonly unknown[] = value;
  return items.flatMap((item, place) =>
    isRecord(item)
      ? repeated(item, [...path, place])
      : items.indexOf(item) < place
        ? [{ path, message: `${String(item)} stands twice` }]
        : [],
  );
}

function overItself({ name, over = [] }: Regime): readonly Disagreement[] {
  return over.includes(name)
    ? [{ path: ['over'], message: 'a regime cannot stand over itself' }]
    : [];
}

/** The letter of a step tells of an extension. */
function wrongLetters({ clocks, notices = [] }: Regime): readonly Disagreement[] {
  const others = new Set(
    notices.filter(({ occasion }) => occasion !== 'extended').map(({ name }) => name),
  );
  return clocks.flatMap(({ extensions }, at) =>
    extensions.flatMap(({ letter }, step) =>
      letter !== undefined && others.has(letter)
        ? [
            {
              path: ['clocks', at, 'extensions', step, 'letter'],
              message: 'must be a notice whose occasion is extended',
            },
          ]
        : [],
    ),
  );
}

function uncountable({ calendar }: Regime, clock: Clock): readonly Disagreement[] {
  if ((clock.calendar ?? calendar) !== undefined) return [];
  const says = 'names no calendar, nor does its regime: business days are those of a calendar';
  const inLengths = placed(clock)
    .filter(({ length }) => !isNatural(length))
    .map(({ path }) => ({ path, message: `counts in business days and ${says}` }));
  return clock.counting?.roll === 'next-business-day'
    ? [...inLengths, { path: ['counting', 'roll'], message: `rolls and ${says}` }]
    : inLengths;
}

type At = { readonly length: RuleLength; readonly path: readonly (string | number)[] };

/** Every length of a clock, with where it stands. */
function placed({ length, extensions }: Clock): readonly At[] {
  return [
    { length, path: ['length'] },
    ...extensions.map(({ to }, step) =>
      'total' in to
        ? { length: to.total, path: ['extensions', step, 'to', 'total'] }
        : { length: to.add, path: ['extensions', step, 'to', 'add'] },
    ),
  ];
}

/** A step to a length in all must lead beyond what was there before it. */
function stepsBack({ length, extensions }: Clock): readonly Disagreement[] {
  const found: Disagreement[] = [];
  let before = length;
  for (const [step, { to }] of extensions.entries()) {
    if ('total' in to && isLonger(to.total, before) === false)
      found.push({
        path: ['extensions', step, 'to', 'total'],
        message: `is not longer than the ${before.count} ${before.unit} before it`,
      });
    if ('total' in to) before = to.total;
    else if (to.add.unit === before.unit)
      before = { ...before, count: before.count + to.add.count };
  }
  return found;
}

/** Only a letter of delay that meets a clock can come too early for it. */
function fromOfNothing({ orMetBy = [], orMetByFrom }: Clock): readonly Disagreement[] {
  return orMetByFrom === undefined || orMetBy.includes('delay-explained')
    ? []
    : [
        {
          path: ['orMetByFrom'],
          message: 'says when a letter of delay is taken, and orMetBy takes none',
        },
      ];
}

/** Only a letter of delay names the day of the answer. */
function promisedByNothing(clock: Clock): readonly Disagreement[] {
  return clock.promised === undefined || startsOf(clock).includes('delay-explained')
    ? []
    : [
        {
          path: ['promised'],
          message: 'ends on the day that a letter of delay names, and none starts it',
        },
      ];
}

/** A notice that must go out first must go out. */
function silentSteps({ extensions }: Clock): readonly Disagreement[] {
  return extensions.flatMap(({ notice, noticeFirst }, step) =>
    noticeFirst === true && !notice
      ? [
          {
            path: ['extensions', step, 'noticeFirst'],
            message: 'asks for a notice before the step, and notice says there is none',
          },
        ]
      : [],
  );
}
