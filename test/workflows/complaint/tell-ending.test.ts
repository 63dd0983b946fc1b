import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { heldAfter } from '../../../projections/registers/held.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  TUESDAY,
  box,
  breach,
  clara,
  given,
  lookedInto,
  receivedUnder,
  sun,
} from './a-case.ts';

const NEXT_DAY = '2026-03-04T02:00:00.000Z';
const engine = { at: NEXT_DAY };
const later = { at: NEXT_DAY, by: clara };

const ending = {
  type: 'EndWithoutDecision',
  data: {
    ground: 'no-standing',
    at: TUESDAY,
    reasons: box('A neighbour wrote.'),
    letter: box('Only she herself may complain of this.'),
    covers: [],
  },
} as const;
/** 5 ended, 6 its letter ordered, 7 closed, 8 its retention begun */
const ended = given(lookedInto).after(ending, { at: TUESDAY, by: sun });
const failed = (order: number) =>
  ({ type: 'RecordLetterFailed', data: { letter: 'ending', order } }) as const;
const retry = (order: number) => ({ type: 'RetryLetter', data: { order } }) as const;
/** Failed four times: at 9, 11, 13, 15; ordered the fifth time at 16. */
const lastTry = [6, 10, 12, 14].reduce<readonly ComplaintEvent[]>((events, order) => {
  const waits = given(events).after(failed(order), engine);
  return given(waits).after(retry(order), engine);
}, ended);
/** 17 failed for good, 18 raised */
const notTold = given(lastTry).after(failed(16), engine);

const order = { type: 'TellComplainant', data: {} } as const;
const tell = (changes: object = {}) =>
  ({
    type: 'RecordEndingTelling',
    data: {
      channel: 'email',
      toldAt: NEXT_DAY,
      proof: { deed: 'sent', evidence: box('Message 0304-11.') },
      ...changes,
    },
  }) as never;
const standsAs = (events: readonly ComplaintEvent[]) =>
  events
    .reduce(
      (held, event, revision) => heldAfter(held, event, { revision, at: NEXT_DAY }),
      {} as ReturnType<typeof heldAfter>,
    )
    ['letters-not-sent']?.map(({ state }) => state) ?? [];

describe('the letter of an end without a decision (Order 2020-3 art. 18) that no try got through', () => {
  test('raises the closed case to a supervisor, and waits in the register', () => {
    given(lastTry)
      .when(failed(16), engine)
      .then([
        { type: 'LetterFailed', data: { attempt: 5, retryAt: null } },
        {
          type: 'CaseEscalated',
          data: { to: 'supervisor', because: 'letter-not-sent', letter: 16 },
        },
      ]);
    given(ended).when(failed(6), engine).then(['LetterFailed']);
    expect([standsAs(lastTry), standsAs(notTold)]).toEqual([[], ['waiting']]);
  });

  test('is seen too where the case was raised higher before', () => {
    const higher: readonly ComplaintEvent[] = [
      ...lastTry,
      { type: 'CaseEscalated', data: { to: 'head', because: 'person', by: 'hana' } },
    ];
    given(higher)
      .when(failed(16), engine)
      .then(['LetterFailed', { type: 'CaseEscalated', data: { to: 'head', letter: 16 } }]);
  });

  test('is ordered again by a person, and tried as often as the first', () => {
    given(notTold)
      .when(order, later)
      .then([{ type: 'LetterOrdered', data: { letter: 'ending', about: 5, attempt: 1 } }]);
    const again = given(notTold).after(order, later);
    given(again).asks(['letter-ending@19']);
    expect(standsAs(again)).toEqual(['ordered']);
    const sent = { letter: 'ending', order: 19, sentAt: NEXT_DAY, commitment: 'ab' } as const;
    const gone = given(again).after({ type: 'RecordLetterSent', data: sent }, engine);
    for (const events of [again, gone, ended])
      given(events).when(order, later).then({ refused: 'case-ended' });
  });

  test('may be told another way, with a fitting proof, between the end and now', () => {
    given(notTold)
      .when(tell(), later)
      .then([
        { type: 'EndingTold', data: { ending: 5, channel: 'email', by: 'clara' } },
        { type: 'ClockStopped', data: { clock: 'decide', at: NEXT_DAY, inTime: true } },
      ]);
    given(notTold)
      .when(tell({ channel: 'post' }), later)
      .then({ refused: 'no-proof-for-channel' });
    for (const toldAt of ['2026-03-03T01:59:59.999Z', '2026-03-04T02:00:00.001Z'])
      given(notTold).when(tell({ toldAt }), later).then({ refused: 'told-out-of-time' });
    given(notTold)
      .when(tell({ toldAt: TUESDAY }), later)
      .then(['EndingTold', { type: 'ClockStopped', data: { at: TUESDAY } }]);
    const told = given(notTold).after(tell(), later);
    expect(standsAs(told)).toEqual(['told']);
    for (const events of [told, ended])
      given(events).when(tell(), later).then({ refused: 'no-end-to-tell' });
    given(told).when(order, later).then({ refused: 'case-ended' });
  });
});

describe('the clocks of a case that ended so', () => {
  const sent = (sentAt: string) =>
    ({
      type: 'RecordLetterSent',
      data: { letter: 'ending', order: 6, sentAt, commitment: 'ab' },
    }) as const;
  const later = (at: string) => new Date(Date.parse(at) + 1).toISOString();

  test('run until its letter has gone out: at the very due instant in time, a millisecond later not', () => {
    const told = { clock: 'decide', satisfiedBy: ['ending-told'] };
    given(ended)
      .when(sent(DUE_AT), { at: DUE_AT })
      .then(['LetterSent', { type: 'ClockStopped', data: { ...told, at: DUE_AT, inTime: true } }]);
    given(ended)
      .when({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: later(DUE_AT) })
      .then(['DeadlineBreached']);
    given(ended, [breach])
      .when(sent(later(DUE_AT)), { at: later(DUE_AT) })
      .then(['LetterSent', { type: 'ClockStopped', data: { ...told, inTime: false } }]);
  });

  test('no date of the finding undoes a breach: the letter goes out when it goes out', () => {
    const late = { at: '2026-03-20T02:00:00.000Z', by: sun };
    const overdue = given(lookedInto, [breach]).after(ending, late);
    given(overdue)
      .when({ ...sent(TUESDAY), data: { ...sent(TUESDAY).data, order: 7 } }, { at: late.at })
      .then(['LetterSent', { type: 'ClockStopped', data: { at: late.at, inTime: false } }]);
  });

  test('stopped at the finding, as an earlier release recorded it, stop no second time', () => {
    const [first, ...others] = ended.slice(5);
    const before = first?.type === 'EndedWithoutDecision' ? first : expect.fail('No end.');
    const { untilTold: _told, ...data } = before.data;
    const stopped: ComplaintEvent = {
      type: 'ClockStopped',
      data: { clock: 'decide', at: TUESDAY, dueAt: DUE_AT, inTime: true },
    };
    given(lookedInto, [{ ...before, data }, ...others.slice(0, 1), stopped, ...others.slice(1)])
      .when(sent(NEXT_DAY), engine)
      .then(['LetterSent']);
  });
});

test('a summary that was told another way opens the ways outside (DISP 1.5.4R)', () => {
  const inUk = receivedUnder('uk-fca-disp');
  const resolved = given(inUk).after(
    {
      type: 'EndWithoutDecision',
      data: {
        ...{ ground: 'early-resolution', at: TUESDAY, reasons: box('Paid back.') },
        ...{ letter: box('We take it as resolved.') },
        covers: ['resolved', 'ombudsman-right', 'time-limits', 'leaflet'],
        accepted: {
          who: 'complainant',
          channel: 'phone',
          proof: { deed: 'dialled', evidence: box('Recording 0305-07.') },
        },
      },
    } as never,
    { at: TUESDAY, by: sun },
  );
  const tries = [0, 1, 2, 3].reduce<readonly ComplaintEvent[]>((events) => {
    const last = events.findLastIndex(({ type }) => type === 'LetterOrdered');
    return given(given(events).after(failed(last), engine)).after(retry(last), engine);
  }, resolved);
  const last = tries.findLastIndex(({ type }) => type === 'LetterOrdered');
  const notSent = given(tries).after(failed(last), engine);
  given(notSent)
    .when(tell({ channel: 'phone' }), later)
    .then({ refused: 'not-in-lasting-form' });
  given(notSent).when(tell(), later).then(['EndingTold', 'ClockStarted']);
  expect(complaint.closed(given(notSent).state())).toBe(true);
});
