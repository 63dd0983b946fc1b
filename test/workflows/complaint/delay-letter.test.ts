import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { datumOfClock } from '../../../workflows/complaint/datum-of-clock.ts';
import { deadlines } from '../../../workflows/complaint/deadlines.ts';
import { takesDelayFrom } from '../../../workflows/complaint/delay-letter.ts';
import { explainStop } from '../../../workflows/complaint/explain-stop.ts';
import { demandedOf } from '../../../workflows/complaint/letter-content.ts';
import { box, clara, given, hana, intake, rules } from './a-case.ts';

const RECEIVED = '2026-03-02T09:00:00.000Z';
/** Three quarters of the eight weeks, and of Singapore's twenty business days. */
const UK_FROM = '2026-04-13T19:29:59.999Z';
const SG_FROM = '2026-03-23T14:14:59.999Z';
const justBefore = (at: string) => new Date(Date.parse(at) - 1).toISOString();

type Events = readonly ComplaintEvent[];

function assigned(regime: string, ...overlays: readonly string[]): Events {
  const received = given().after(
    {
      type: 'ReceiveComplaint',
      data: { ...intake, receivedAt: RECEIVED, regime, overlays: [...overlays] },
    },
    { at: RECEIVED, by: clara },
  );
  return [
    ...received,
    { type: 'CaseAssigned', data: { handler: 'hana', unit: 'complaints', by: 'sun' } },
  ];
}

const explain = {
  type: 'ExplainDelay',
  data: { reason: 'delay', letter: box('l'), covers: ['reason', 'date', 'ombudsman-right'] },
} as const;
const fourWeeksFrom = (at: string) =>
  new Date(Date.parse(at) + 28 * 86_400_000).toISOString().slice(0, 10);
/** With what the regimes of the case demand of it, and nothing else; a day demanded is four weeks on. */
function explainIn(events: Events, at: string, expectedOn = fourWeeksFrom(at)) {
  const demanded = demandedOf(given(events).state(), 'delay', rules);
  const sections = demanded.flatMap((content) => content.sections);
  const covers = [...new Set(sections.map(({ name }) => name))];
  const dated = sections.some(({ day }) => day) ? { expectedOn } : {};
  return { ...explain, data: { ...explain.data, covers, ...dated } };
}
const sent = (events: Events, sentAt: string) =>
  ({
    type: 'RecordLetterSent',
    data: {
      letter: 'delay',
      sentAt,
      commitment: 'ab',
      order: events.findLastIndex(({ type }) => type === 'LetterOrdered'),
    },
  }) as const;
function explained(events: Events, at: string, expectedOn?: string): Events {
  const ordered = given(events).after(explainIn(events, at, expectedOn), { at, by: hana });
  return given(ordered).after(sent(ordered, at), { at });
}
const types = (events: Events) => events.map(({ type }) => type);
const isDuty = (whenMissed?: string) => whenMissed !== 'lapse';
const runs = (events: Events) =>
  given(events)
    .state()
    .clocks.filter(({ stopped, whenMissed }) => !stopped && isDuty(whenMissed))
    .map(({ name }) => name);

describe('a letter of delay stands for the answer towards the end of the time for it', () => {
  test.each([
    ['uk-fca-disp', UK_FROM],
    ['sg-mas-2021', SG_FROM],
  ])('under %s from three quarters on, not a millisecond before', (regime, from) => {
    const events = assigned(regime);
    const early = { at: justBefore(from), by: hana };
    given(events).when(explain, early).then({ refused: 'delay-explained-too-early' });
    given(events)
      .when(explainIn(events, from), { at: from, by: hana })
      .then(['DelayExplained', 'LetterOrdered']);
  });

  test('and whoever asks too early is told from when on', () => {
    const context = { now: '2026-03-03T09:00:00.000Z', actor: hana, rules };
    const decision = complaint.decide(given(assigned('uk-fca-disp')).state(), explain, context);
    expect(decision).toMatchObject({
      refused: { because: { en: expect.stringContaining(UK_FROM) as string } },
    });
  });

  test('one of an older record that went out on the second day stops nothing', () => {
    const events: Events = [
      ...assigned('uk-fca-disp'),
      {
        type: 'DelayExplained',
        data: {
          ...{ ...explain.data, covers: [...explain.data.covers], article: 'DISP 1.6.2R(2)' },
          ...{ mark: 'V', by: 'hana', at: '2026-03-03T09:00:00.000Z' },
        },
      },
      { type: 'LetterOrdered', data: { letter: 'delay', about: 5, attempt: 1 } },
    ];
    const at = justBefore(UK_FROM);
    given(events).when(sent(events, at), { at }).then(['LetterSent']);
    expect(given(events).after(sent(events, at), { at })).toHaveLength(events.length + 1);
    // Once it is time a letter that counts may still be written.
    given(given(events).after(sent(events, at), { at }))
      .when(explainIn(events, UK_FROM), { at: UK_FROM, by: hana })
      .then(['DelayExplained', 'LetterOrdered']);
  });

  test('of two regimes the first letter stops only the clock that it is late enough for', () => {
    for (const both of [
      assigned('sg-mas-2021', 'uk-fca-disp'),
      assigned('uk-fca-disp', 'sg-mas-2021'),
    ]) {
      const once = explained(both, SG_FROM, '2026-06-08');
      const [uk] = given(once)
        .state()
        .clocks.filter(({ name, regime }) => regime === 'uk-fca-disp' && /^final/u.test(name));
      expect(uk).toMatchObject({ stopped: false });
      given(once)
        .when(explain, { at: justBefore(UK_FROM), by: hana })
        .then({ refused: 'delay-explained-too-early' });
      const twice = explained(once, UK_FROM);
      expect(runs(twice).filter((name) => name.startsWith('final-response'))).toEqual([]);
    }
  });
});

describe('after a letter of delay the answer is owed still', () => {
  const once = explained(assigned('uk-fca-disp'), UK_FROM);

  test('by a time of its own, of which people are warned', () => {
    expect(runs(once)).toEqual(['answer-after-delay']);
    expect(once.at(-1)).toMatchObject({
      type: 'ClockStarted',
      data: { startsAt: UK_FROM, dueAt: '2026-05-11T22:59:59.999Z', limit: 'target', mark: 'P' },
    });
    const due = deadlines(given(once).state()).map(({ name }) => name.replace(/@.*/u, ''));
    expect(due.filter((name) => name.startsWith('answer'))).toEqual([
      'answer-after-delay-warning-50',
      'answer-after-delay-warning-80',
      'answer-after-delay-raise-supervisor',
      'answer-after-delay-raise-head',
      'answer-after-delay-raise-executive',
      'answer-after-delay-breach',
    ]);
  });

  test('a further letter puts it off once it is time for one, and so again', () => {
    const FROM = '2026-05-04T22:07:29.999Z';
    given(once)
      .when(explain, { at: justBefore(FROM), by: hana })
      .then({ refused: 'delay-explained-too-early' });
    const twice = explained(once, FROM);
    expect(types(twice).slice(-2)).toEqual(['ClockStopped', 'ClockStarted']);
    expect(runs(twice)).toEqual(['answer-after-delay']);
    const first = given(twice).state().clocks.at(-1)?.dueAt;
    expect(first).toBe('2026-06-01T22:59:59.999Z');
  });
});

describe('the day that a letter of delay names', () => {
  const promise = (expectedOn: string, events = uk) => {
    const { type, data } = explainIn(events, UK_FROM);
    return { type, data: { ...data, expectedOn } };
  };
  const promised = (events: Events, expectedOn: string, at: string, sentAt = at): Events => {
    const ordered = given(events).after(promise(expectedOn, events), { at, by: hana });
    return given(ordered).after(sent(ordered, sentAt), { at: sentAt });
  };
  const uk = assigned('uk-fca-disp');

  test.each([
    ['2026-06-08', '2026-06-08T22:59:59.999Z'],
    ['2026-04-20', '2026-04-20T22:59:59.999Z'],
  ])('%s is the time for the answer, later or earlier than the house’s own', (day, dueAt) => {
    expect(promised(uk, day, UK_FROM).at(-1)).toMatchObject({
      type: 'ClockStarted',
      data: {
        ...{ clock: 'answer-after-delay', promisedOn: day, lastDay: day, dueAt, limit: 'target' },
        article: expect.stringContaining('DISP 1.6.2R(2)(a)') as string,
        ladder: [{ percent: 70 }, { percent: 90 }, { at: dueAt }],
        trace: [{ step: 'end', dueAt, lastDay: day }],
      },
    });
  });

  test('is explained as what it is, with its datum', () => {
    const said = promised(uk, '2026-06-08', UK_FROM).at(-1);
    if (said?.type !== 'ClockStarted') return expect.fail('No clock started.');
    const of = { ...said.data, whose: 'firm', cause: undefined } as const;
    expect(explainStop(said, 'en', of)).toEqual([
      'The letter of delay promised an answer by 2026-06-08: nothing else is counted.',
    ]);
    expect(explainStop(said, 'zh', of)[0]).toContain('承诺于 2026-06-08 前答复');
    const { clock, regime, version, article, mark } = said.data;
    expect(datumOfClock({ clock, regime, version, step: null, article, mark }, rules)).toBe(
      'clocks.answer-after-delay.promised',
    );
  });

  test('is that of the letter which went out, and asks for no calendar', () => {
    const first = promised(assigned('sg-mas-2021'), '2027-01-04', SG_FROM);
    expect(first.at(-1)).toMatchObject({ type: 'ClockStarted', data: { lastDay: '2027-01-04' } });
    const from = takesDelayFrom(given(first).state().clocks.at(-1) ?? expect.fail(), rules);
    const again = promised(first, '2027-02-01', from);
    expect(runs(again)).toEqual(['acknowledge', 'answer-after-delay']);
    expect(again.at(-1)).toMatchObject({ data: { promisedOn: '2027-02-01', startsAt: from } });
  });

  test('is not past when it is written, and binds nobody once it was over when the letter went out', () => {
    const on = (day: string) => given(uk).when(promise(day), { at: UK_FROM, by: hana });
    on('2026-04-12').then({ refused: 'expected-day-past' });
    on('2026-04-13').then(['DelayExplained', 'LetterOrdered']);
    const late = promised(uk, '2026-04-13', UK_FROM, '2026-04-14T09:00:00.000Z').at(-1);
    expect(late).toMatchObject({ type: 'ClockStarted', data: { lastDay: '2026-05-12' } });
    expect(late?.data).not.toHaveProperty('promisedOn');
  });

  test('stands though a new version has another length', () => {
    const shelf = readShelf(REGIMES);
    const entry = shelf.find(({ regime }) => regime.name === 'uk-fca-disp') ?? expect.fail();
    const newer = {
      ...entry.regime,
      ...{ version: '2026-05-01', effectiveFrom: '2026-05-01' },
      transition: { running: 'move', limit: 'legal', article: 'PS', mark: 'V' } as const,
      clocks: entry.regime.clocks.map((one) =>
        one.name === 'answer-after-delay'
          ? { ...one, length: { count: 12, unit: 'week' as const } }
          : one,
      ),
    };
    const ground = { ...entry.ground, version: newer.version };
    const book = ruleBook([...shelf, { regime: newer, ground }, ...readCalendars(CALENDARS)]);
    const adopt = { type: 'AdoptNewVersions', data: {} } as const;
    const when = { at: '2026-05-04T09:00:00.000Z', rules: book };
    const moves = (events: Events) =>
      given(events)
        .after(adopt, when)
        .flatMap(({ type, data }) => (type === 'ClockMoved' ? data.clock : []));
    // Its day was over when it went out, so its length holds.
    const late = promised(uk, '2026-04-13', UK_FROM, '2026-04-14T09:00:00.000Z');
    expect(moves(late)).toContain('answer-after-delay');
    expect(moves(promised(uk, '2026-06-08', UK_FROM))).not.toContain('answer-after-delay');
  });
});

test('a letter that goes out while the days cannot be counted meets the clock once they can', () => {
  const unpublished = ruleBook(readShelf(REGIMES));
  const receive = {
    type: 'ReceiveComplaint',
    data: { ...intake, receivedAt: RECEIVED, regime: 'sg-mas-2021' },
  } as const;
  const counted = (at: string, more: object = {}): Events => {
    const waiting = given().after(receive, { at: RECEIVED, by: clara, rules: unpublished });
    const own: Events = [
      ...waiting,
      { type: 'CaseAssigned', data: { handler: 'hana', unit: 'complaints', by: 'sun' } },
    ];
    const { type, data } = explainIn(own, at);
    const letter = { type, data: { ...data, ...more } };
    const ordered = given(own).after(letter, { at, by: hana, rules: unpublished });
    const out = given(ordered).after(sent(ordered, at), { at, rules: unpublished });
    return given(out).after({ type: 'CountWaitingClocks', data: {} }, { at: UK_FROM });
  };
  expect(runs(counted(justBefore(SG_FROM)))).toContain('final-response');
  // … and starts what it starts elsewhere, from when it went out.
  expect(runs(counted(SG_FROM))).toEqual(['acknowledge', 'answer-after-delay']);
  const owed = (events: Events) =>
    given(events)
      .state()
      .clocks.find(({ name }) => name === 'answer-after-delay');
  expect(owed(counted(SG_FROM))).toMatchObject({ startsAt: SG_FROM, lastDay: '2026-04-21' });
  const named = counted(SG_FROM, { expectedOn: '2026-05-15' });
  expect(owed(named)).toMatchObject({ startsAt: SG_FROM, promisedOn: '2026-05-15' });
});
