import { describe, expect, test } from 'vitest';
import { isRecord, namedPath } from '../../regimes/datum-path.ts';
import { readRegime } from '../../regimes/faults.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import type { Loose } from './a-regime.ts';

/** Each field of what ships is taken away or spoiled: the fault names it, or it is written here why none is. */

const shelf = readShelf(REGIMES).map(({ regime }) => regime);

/** Fields that may be left out, and what that means. Names of data stand as `*`. */
const MAY_BE_MISSING: { readonly [field: string]: string } = {
  invented: 'a regulator’s rules are not invented',
  over: 'it is no overlay',
  calendar: 'no length of it is in business days; one that is says so itself',
  inForce: 'the date stands in the source that the regime names',
  kinds: 'all its complaints are of one kind; a rule that means a kind says so itself',
  pauses: 'time always counts',
  repeats: 'the regime says nothing of them; a repeat is a case of its own',
  endings: 'the regime ends no case',
  parts: 'the house’s own rules hold',
  materials: 'the house’s own rules hold',
  mediation: 'the house’s own rules hold',
  review: 'no second instance inside',
  routes: 'none is named',
  recusals: 'the house’s own rules hold',
  notices: 'no letter is asked for; a step that means one says so itself',
  proofs: 'the house’s own rules hold',
  agreedOtherwise: 'nothing may be agreed',
  agreedWithin: 'the house’s own rules hold',
  expectedEnd: 'the house’s own rules hold',
  signOff: 'an overlay leaves it to what it is over',
  reopening: 'a closed case stays closed',
  rejection: 'the house’s own rules hold',
  retention: 'it keeps nothing',
  legalHolds: 'it holds nothing back',
  markers: 'the house’s own rules hold; a threshold that means one says so itself',
  thresholds: 'the house’s own rules hold',
  reminders: 'the house’s own rules hold',
  unassigned: 'the house’s own rules hold',
  reports: 'none is owed',
  duties: 'none is owed',
  'clocks.*.kinds': 'it runs for all kinds',
  'clocks.*.orStartsWith': 'one thing starts it',
  'clocks.*.restarts': 'it goes on when what starts it happens again',
  'clocks.*.promised': 'its length holds though a letter names a day',
  'clocks.*.whose': 'the firm’s',
  'clocks.*.whenMissed': 'a breach',
  'clocks.*.counting': 'the last day does not move',
  'clocks.*.orMetBy': 'one way meets it; what speaks of the other says so itself',
  'clocks.*.orMetByFrom': 'a letter of delay is taken from the start',
  'clocks.*.extensions.*.noticeFirst': 'the notice may follow the step',
  'clocks.*.extensions.*.classes': 'for any class of case',
  'clocks.*.extensions.*.letter': 'the notice has no words of its own',
  'repeats.*.secondPerson': 'whoever records the facts begins the time again',
  'repeats.*.atMost': 'as often as new facts come',
  'notices.*.content.*.day': 'it is in words',
  'endings.*.sameDay': 'it takes effect when it is recorded',
  'endings.*.within': 'at any time',
  'endings.*.letter': 'no letter is owed in its stead',
  'endings.*.accepted': 'no acceptance has to be on record',
  'endings.*.secondPerson': 'the handler alone ends it so',
  'endings.*.attempts': 'one attempt is enough',
  'routes.*.clock': 'no time is set for it',
  'signOff.*.outcomes': 'for all',
  'signOff.*.classes': 'for all',
  'signOff.*.upTo': 'for every amount',
  'retention.*.kinds': 'of every kind',
  'retention.*.length': 'other laws say how long',
  'markers.*.suspicion': 'it is a fact',
  'markers.*.clock': 'its steps have no time',
  'reminders.*.ladder': 'nobody above is told',
  'thresholds.*.channels': 'of any, and of linked cases',
  'thresholds.*.marks': 'the number marks nothing',
  'reports.*.periodsEnd': 'the rule names no periods',
  'reports.*.dueOn': 'the rule names no day',
  'reports.*.firstPeriod': 'from when the regime is in force',
  'reports.*.dueWithin': 'the rule gives no time',
};

/** Lists that may be empty beside those that may be left out. */
const MAY_BE_EMPTY = new Set([
  ...['over', 'clocks.*.extensions', 'clocks.*.warnings', 'clocks.*.ladder'],
  ...['clocks.*.extensions.*.approvers', 'notices.*.content'],
]);

/** Names by which one datum means another. */
const MEANS_ANOTHER =
  /^(?:clocks\.\*\.(?:kinds|extensions\.\*\.letter)|retention\.\*\.kinds|(?:pauses|repeats)\.\*\.clocks|endings\.\*\.(?:within|letter)|thresholds\.\*\.marks|routes\.\*\.clock|review\.requestClock|markers\.\*\.clock\.metBy)$/;

type Field = { readonly places: readonly PropertyKey[]; readonly value: unknown };

function* fieldsOf(value: unknown, places: readonly PropertyKey[] = []): Generator<Field> {
  if (Array.isArray(value))
    for (const [place, inner] of value.entries()) yield* fieldsOf(inner, [...places, place]);
  if (!isRecord(value)) return;
  for (const [field, inner] of Object.entries(value)) {
    yield { places: [...places, field], value: inner };
    yield* fieldsOf(inner, [...places, field]);
  }
}

const kindOf = (places: readonly PropertyKey[]) =>
  places.map((place) => (typeof place === 'number' ? '*' : String(place))).join('.');

function spoiled(value: object, places: readonly PropertyKey[], to: unknown): Loose {
  const copy = structuredClone(value) as Loose;
  let here = copy;
  for (const place of places.slice(0, -1)) here = here[String(place)] as Loose;
  const last = String(places.at(-1));
  if (to === undefined) delete here[last];
  else here[last] = to;
  return copy;
}

/** One of two fields must be there: the fault is of what holds them. */
const ONE_OF_TWO =
  /^(?:clocks\.\*\.extensions\.\*\.to|thresholds\.\*)\.(?:add|total|atLeast|atMost)$/;

/** Whether a fault names the spoiled datum itself, or something inside it. */
function isNamed(value: object, places: readonly PropertyKey[], to: unknown): boolean {
  const wrong = spoiled(value, places, to);
  const found = readRegime(wrong);
  const alone = ONE_OF_TWO.test(kindOf(places)) && to === undefined;
  const path = namedPath(wrong, alone ? places.slice(0, -1) : places);
  return (
    'faults' in found &&
    found.faults.some((fault) => fault.path === path || fault.path.startsWith(`${path}.`))
  );
}

const used = new Set<string>();

describe.each(shelf.map((regime) => [regime.name, regime] as const))('%s', (_name, regime) => {
  const fields = [...fieldsOf(regime)];
  const notNamed = (spoil: (field: Field) => readonly unknown[]) =>
    fields.flatMap(({ places, value }) =>
      spoil({ places, value }).flatMap((to) =>
        isNamed(regime, places, to) ? [] : [`${kindOf(places)} = ${JSON.stringify(to)}`],
      ),
    );

  test('a field that is missing is named, or may be', () => {
    const silent = fields.filter(({ places }) => !isNamed(regime, places, undefined));
    const kinds = silent.map(({ places }) => kindOf(places));
    for (const kind of kinds) used.add(kind);
    expect(kinds.filter((kind) => MAY_BE_MISSING[kind] === undefined)).toEqual([]);
  });

  test('null, a blank, a thing of another kind and a number out of place are named', () => {
    expect(
      notNamed(({ value }) => [
        null,
        ...(typeof value === 'string' ? ['', ' \u3000', '—', 7] : [{ odd: true }]),
        ...(typeof value === 'number' ? [0, -1, 1.5, 1e15] : []),
        ...(typeof value === 'boolean' ? ['yes'] : []),
      ]),
    ).toEqual([]);
  });

  test('a list that is empty is named, or may be; one that says a thing twice always is', () => {
    expect(
      notNamed(({ places, value }) =>
        Array.isArray(value)
          ? [
              ...(MAY_BE_EMPTY.has(kindOf(places)) || kindOf(places) in MAY_BE_MISSING ? [] : [[]]),
              ...(value.length === 0 ? [] : [[...(value as unknown[]), value[0] as unknown]]),
            ]
          : [],
      ),
    ).toEqual([]);
  });

  test('a name that nobody has is named', () => {
    expect(
      notNamed(({ places, value }) =>
        MEANS_ANOTHER.test(kindOf(places))
          ? [Array.isArray(value) ? [...(value as unknown[]), 'nobody'] : 'nobody']
          : [],
      ),
    ).toEqual([]);
  });

  test('a warning at its end or later, and lists that fall, are named', () => {
    const falling = ['clocks.*.warnings', 'clocks.*.ladder', 'reminders.*.percents'];
    expect(
      notNamed(({ places, value }) => {
        if (kindOf(places) === 'clocks.*.warnings.*.percent') return [100, 120];
        const list = falling.includes(kindOf(places)) ? (value as unknown[]) : [];
        return list.length > 1 ? [list.toReversed()] : [];
      }),
    ).toEqual([]);
  });
});

test('no line here is of a field that no regime has', () => {
  const unused = Object.keys(MAY_BE_MISSING).filter((kind) => !used.has(kind));
  expect(unused).toEqual([]);
});
