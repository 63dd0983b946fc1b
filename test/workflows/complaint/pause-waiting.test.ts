import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Instant } from '../../../events/envelope.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, readCalendars } from '../../../regimes/shelf.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import { asRegime, atlantis } from '../../regimes/a-regime.ts';
import { box, clara, given, hana, intake, sun } from './a-case.ts';
import { told as recorded } from './told.ts';

/** Ten business days to reply from acceptance, and from new facts on; the calendar may not be published yet. */
const [surface] = atlantis()['clocks'] as object[];
const inBusinessDays = (name: string, startsWith: string) => ({
  ...{ ...surface, name, startsWith, extensions: [] },
  ...{ length: { count: 10, unit: 'business-day' }, calendar: 'sg' },
});
const pause = (name: string, startsWith: string, endsWith: string, precondition: string) => ({
  ...{ name, title: { en: 'Still', zh: '静' }, clocks: ['reply', 'again'], startsWith, endsWith },
  ...{ preconditions: [precondition], limit: 'legal', article: 'tide 5', mark: 'V' },
});
const sea = asRegime({
  ...{ ...atlantis(), notices: [] },
  clocks: [
    { ...surface, extensions: [] },
    ...[inBusinessDays('reply', 'accepted'), inBusinessDays('again', 'new-facts')],
  ],
  pauses: [
    pause('expert-work', 'expert-work-started', 'expert-work-ended', 'complainant-told'),
    pause('mediation', 'mediation-requested', 'mediation-ended', 'complainant-agreed'),
  ],
});
const onShelf = { regime: sea, ground: { name: `regime:${sea.name}`, version: '1', sha256: 'a' } };
const unpublished = ruleBook([onShelf]);
const published = ruleBook([onShelf, ...readCalendars(CALENDARS)]);

const day = (date: number, hour = 2): Instant =>
  new Date(Date.UTC(2026, 2, date, hour)).toISOString();
const later = (at: Instant) => new Date(Date.parse(at) + 1).toISOString();
const now = (at: Instant, rules = unpublished) => ({ at, by: hana, rules });
const led = (at: Instant, rules = unpublished) => ({ at, by: sun, rules });
const countAgain = { type: 'CountWaitingClocks', data: {} } as const;
const publish = (date: number) => ({ at: day(date), by: ENGINE, rules: published });
const stop = (complainantToldAt: Instant | undefined) =>
  ({
    type: 'PauseClocks',
    data: {
      ...{ pause: 'expert-work', reasons: box('A laboratory tests it.') },
      ...(complainantToldAt === undefined ? {} : { complainantToldAt }),
    },
  }) as const;
const goOn = { type: 'ResumeClocks', data: { pause: 'expert-work' } } as const;

type Step = (events: readonly ComplaintEvent[], rules: typeof published) => typeof events;
const work =
  (at: Instant): Step =>
  (events, rules) =>
    given(events).after(stop(at), led(at, rules));
const workEnds =
  (at: Instant): Step =>
  (events, rules) =>
    given(events).after(goOn, now(at, rules));
const mediate =
  (at: Instant): Step =>
  (events, rules) => {
    const asked = { body: 'm', complainantAgrees: true, agreement: box('Signed.') };
    return given(events).after(
      { type: 'BeginMediation', data: { ...asked, appliedAt: at } },
      { at, by: sun, rules },
    );
  };
const mediationEnds =
  (at: Instant): Step =>
  (events, rules) => {
    const mediation = given(events).state().after.mediations.at(-1)?.revision ?? 0;
    const data = { mediation, endedAt: at, result: 'failed' } as const;
    return given(events).after({ type: 'EndMediation', data }, { at, by: sun, rules });
  };

/** A case received on the 2nd and accepted on the 3rd, and what happened to it then. */
function lived(rules: typeof published, ...steps: readonly Step[]) {
  const received = given().after(
    { type: 'ReceiveComplaint', data: { ...intake, regime: sea.name, staffComplainedOf: [] } },
    { at: day(2), by: clara, rules },
  );
  const assigned = given(received).after(
    { type: 'AssignCase', data: { handler: 'hana', unit: 'shells' } },
    { at: day(3), by: sun, rules },
  );
  return steps.reduce((events, step) => step(events, rules), assigned);
}

function reply(events: readonly ComplaintEvent[]) {
  const clock = given(events)
    .state()
    .clocks.find(({ name }) => name === 'reply');
  const { startsAt, dueAt, lastDay, paused, alsoPaused } = clock ?? expect.fail('no reply');
  return { startsAt, dueAt, lastDay, paused, alsoPaused };
}

describe('expert work inside the wait for a calendar (Order 2020-3 art. 18)', () => {
  test.each([
    ['wholly inside', [work(day(5)), workEnds(day(10))]],
    ['from the very start of the clock on', [work(day(3)), workEnds(day(10))]],
    ['ended as it began', [work(day(5)), workEnds(day(5))]],
    ['twice', [work(day(4)), workEnds(day(6)), work(day(9)), workEnds(day(11))]],
    ['again as it ends', [work(day(4)), workEnds(day(6)), work(day(6)), workEnds(day(11))]],
    ['over a weekend', [work(day(7)), workEnds(day(8))]],
    ['to the very hour of the publication', [work(day(5)), workEnds(day(12))]],
    ['beyond the publication', [work(day(5))]],
    [
      'before and in a mediation',
      [work(day(4)), mediate(day(5)), workEnds(day(6)), mediationEnds(day(11))],
    ],
    [
      'in and after a mediation',
      [mediate(day(4)), work(day(5)), mediationEnds(day(9)), workEnds(day(11))],
    ],
    [
      'around a mediation',
      [work(day(4)), mediate(day(5)), mediationEnds(day(9)), workEnds(day(11))],
    ],
    [
      'within a mediation',
      [mediate(day(4)), work(day(5)), workEnds(day(9)), mediationEnds(day(11))],
    ],
    ['within a mediation that goes on', [mediate(day(4)), work(day(5)), workEnds(day(9))]],
    ['and goes on around a mediation', [work(day(4)), mediate(day(5)), mediationEnds(day(9))]],
    ['and goes on after a mediation', [mediate(day(4)), work(day(5)), mediationEnds(day(9))]],
  ] as const)('%s, leaves out what it would have, had the calendar been there', (_, steps) => {
    const waited = given(lived(unpublished, ...steps)).after(countAgain, publish(12));
    const counted = lived(published, ...steps);
    const still = (clock: ReturnType<typeof reply>) =>
      [clock.paused, ...clock.alsoPaused].flatMap((one) => one?.pause ?? []).toSorted();
    expect(still(reply(waited))).toEqual(still(reply(counted)));
    // What goes on counts once it is over: then both have all their time again.
    const over = [workEnds(day(12)), mediationEnds(day(12))].reduce(
      (both, end, index) => {
        const name = index === 0 ? 'expert-work' : 'mediation';
        return both.map((events) =>
          still(reply(events)).includes(name) ? end(events, published) : events,
        );
      },
      [waited, counted],
    );
    const [one, other] = over.map((events) => reply(events));
    expect(one).toEqual(other);
  });

  test('is on record by the clock that waits, and told by a pause and its end once it is counted', () => {
    const data = { clock: 'reply', pause: 'expert-work', pausedAt: day(5) };
    given(lived(unpublished))
      .when(stop(day(4)), led(day(5)))
      .then([
        {
          type: 'WaitingClockPaused',
          data: { ...data, complainantToldAt: day(4), article: 'tide 5', by: 'sun' },
        },
      ]);
    const paused = given(lived(unpublished)).after(stop(day(4)), led(day(5)));
    given(paused)
      .when(stop(day(4)), led(day(6)))
      .then([]);
    given(paused)
      .when(goOn, now(day(10)))
      .then([{ type: 'WaitingClockResumed', data: { ...data, resumedAt: day(10) } }]);
    const endedOn = (endedAt: Instant) => ({ ...goOn, data: { ...goOn.data, endedAt } });
    given(paused)
      .when(endedOn(day(8)), now(day(10)))
      .then([{ type: 'WaitingClockResumed', data: { ...data, resumedAt: day(8) } }]);
    given(paused)
      .when(endedOn(day(4)), now(day(10)))
      .then({ refused: 'ended-before-paused' });
    const over = given(paused).after(goOn, now(day(10)));
    given(over)
      .when(goOn, now(day(11)))
      .then([]);
    given(over)
      .when(countAgain, publish(12))
      .then([
        { type: 'ClockStarted', data: { clock: 'reply', lastDay: '2026-03-17' } },
        { type: 'ClockPaused', data: { ...data, complainantToldAt: day(4), mark: 'V' } },
        { type: 'ClockResumed', data: { ...data, resumedAt: day(10), lastDay: '2026-03-20' } },
      ]);
    const clock = timelineOf(recorded(over, day(10))).find((one) => one.clock === 'reply');
    const words = clock?.moments.map(({ explained: { en, zh } }) => [...en, ...zh].join(' ')) ?? [];
    expect(words.at(-2)).toMatch(
      /stands still from 2026-03-05.*told of it at 2026-03-04.*中止计算/,
    );
    expect(words.at(-1)).toMatch(/left out once it is counted.*予以扣除/);
  });

  test('waits for the complainant to be told of it, at the latest as it begins', () => {
    for (const toldAt of [undefined, later(day(5))])
      given(lived(unpublished))
        .when(stop(toldAt), led(day(5)))
        .then({ refused: 'complainant-not-told-of-pause' });
    given(lived(unpublished))
      .when(stop(day(5)), led(day(5)))
      .then(['WaitingClockPaused']);
  });

  test('touches nothing that was done before, and finds in time what was done in it', () => {
    const met = (at: Instant): ComplaintEvent => ({
      type: 'WaitingClockMet',
      data: { clock: 'reply', at },
    });
    given(lived(unpublished), [met(day(4))])
      .when(stop(day(5)), led(day(5)))
      .then({ refused: 'nothing-to-pause' });
    const over = lived(unpublished, work(day(5)), workEnds(day(10)));
    const { dueAt } = reply(given(over).after(countAgain, publish(12)));
    const both = ['ClockPaused', 'ClockResumed'];
    for (const [at, wanted] of [
      [day(4), []],
      [day(7), ['ClockPaused']],
      [dueAt, both],
    ] as const)
      given(over, [met(at)])
        .when(countAgain, publish(31))
        .then(['ClockStarted', ...wanted, { type: 'ClockStopped', data: { at, inTime: true } }]);
    given(over, [met(later(dueAt))])
      .when(countAgain, publish(31))
      .then([
        ...['ClockStarted', ...both, 'DeadlineBreached'],
        { type: 'ClockStopped', data: { at: later(dueAt), dueAt, inTime: false } },
      ]);
  });

  test('holds also what begins to wait in it, from its start', () => {
    const facts = { facts: box('A recording.'), receivedAt: day(6) };
    const worked = lived(unpublished, work(day(5)));
    given(worked)
      .when({ type: 'RecordNewFacts', data: facts }, { at: day(6), by: clara, rules: unpublished })
      .then([
        'NewFactsReceived',
        { type: 'ClockWaits', data: { clock: 'again' } },
        { type: 'WaitingClockPaused', data: { clock: 'again', pausedAt: day(6) } },
      ]);
  });
});
