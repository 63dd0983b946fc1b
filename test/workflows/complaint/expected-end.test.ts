import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Instant } from '../../../events/envelope.ts';
import { deadlines } from '../../../workflows/complaint/deadlines.ts';
import { RECEIVED_AT, box, given, hana, head, lookedInto, signedOff, sun } from './a-case.ts';

const on = (day: number): Instant => new Date(Date.UTC(2026, 2, day, 2)).toISOString();
const moved = (at: Instant, ms: number) => new Date(Date.parse(at) + ms).toISOString();
const led = (day: number, by = sun) => ({ at: on(day), by });
const pause = (expectedAt?: Instant) =>
  ({
    type: 'PauseClocks',
    data: {
      ...{ pause: 'expert-work', complainantToldAt: RECEIVED_AT, reasons: box('Handwriting.') },
      ...(expectedAt === undefined ? {} : { expectedAt }),
    },
  }) as const;
const resume = { type: 'ResumeClocks', data: { pause: 'expert-work' } } as const;
const remind = { type: 'RecordPauseOverdue', data: { pause: 'expert-work' } } as const;
const raise = (to: 'supervisor' | 'head') =>
  ({ type: 'RaisePaused', data: { pause: 'expert-work', to } }) as const;
/** 5 paused, 6 its end expected */
const still = given(lookedInto).after(pause(on(30)), led(5));
const awaited = {
  'expert-work-overdue@6': on(30),
  'expert-work-raise-supervisor@6': on(31),
  'expert-work-raise-head@6': on(35),
};
const engine = (at: Instant) => ({ at, by: ENGINE });

/** What falls due before an instant, in its order. */
function dueBefore(events: readonly ComplaintEvent[], until: Instant): readonly string[] {
  let after = events;
  for (;;) {
    const [next] = deadlines(given(after).state())
      .filter(({ at }) => at < until)
      .toSorted((one, other) => (one.at < other.at ? -1 : 1));
    if (next === undefined) return after.slice(events.length).map(({ type }) => type);
    after = given(after).after(next.command, engine(next.at));
  }
}

describe('a clock that stands still is not forgotten', () => {
  test('whoever stops it says by when that ends, later than now and not out of sight', () => {
    const latest = '2026-06-03T15:59:59.999Z';
    for (const [expectedAt, refused] of [
      [undefined, 'expected-end-missing'],
      [on(5), 'expected-end-passed'],
      [moved(latest, 1), 'expected-end-too-far'],
    ] as const)
      given(lookedInto).when(pause(expectedAt), led(5)).then({ refused });
    for (const expectedAt of [moved(on(5), 1), latest])
      given(lookedInto)
        .when(pause(expectedAt), led(5))
        .then(['ClockPaused', { type: 'PauseEndExpected', data: { expectedAt, mark: 'P' } }]);
  });

  test('when that is over the handler is reminded, once, and the case is raised by and by', () => {
    given(still).awaits(awaited);
    given(still)
      .when(remind, engine(on(30)))
      .then([{ type: 'PauseOverdue', data: { pause: 'expert-work', expectedAt: on(30) } }]);
    const reminded = given(still).after(remind, engine(on(30)));
    given(reminded)
      .when(remind, engine(on(30)))
      .then([]);
    const { 'expert-work-overdue@6': _, ...raises } = awaited;
    given(reminded).awaits(raises);
    given(reminded)
      .when(raise('supervisor'), engine(on(31)))
      .then([{ type: 'CaseEscalated', data: { to: 'supervisor', because: 'pause-overdue' } }]);
    const raised = given(reminded).after(raise('supervisor'), engine(on(31)));
    given(raised).awaits({ 'expert-work-raise-head@6': on(35) });
    given(given(raised).after(raise('head'), engine(on(35)))).awaits({});
  });

  test('to the millisecond', () => {
    const fallen = (until: Instant) => dueBefore(still, until);
    expect(fallen(on(30))).toEqual([]);
    expect(fallen(moved(on(30), 1))).toEqual(['PauseOverdue']);
    expect(fallen(on(31))).toEqual(['PauseOverdue']);
    expect(fallen(moved(on(31), 1))).toEqual(['PauseOverdue', 'CaseEscalated']);
  });

  test('another day is named by somebody who leads, and awaited instead', () => {
    given(still)
      .when(pause(on(40)), led(20, hana))
      .then({ refused: 'not-authorised' });
    given(still)
      .when(pause(on(30)), led(20))
      .then([]);
    given(still).when(pause(), led(20)).then([]);
    given(still)
      .when(pause(on(20)), led(20))
      .then({ refused: 'expected-end-passed' });
    const later = given(still).after(pause(on(40)), led(20, head));
    expect(later.slice(still.length).map(({ type }) => type)).toEqual(['PauseEndExpected']);
    given(later).awaits({
      'expert-work-overdue@7': on(40),
      'expert-work-raise-supervisor@7': on(41),
      'expert-work-raise-head@7': on(45),
    });
    // The day that was named first passed unheard.
    const anew = given(given(still).after(remind, engine(on(30)))).after(pause(on(40)), led(30));
    given(anew)
      .when(remind, engine(on(40)))
      .then(['PauseOverdue']);
  });

  test('an older pause, of which nobody said so, gets its day in the same way', () => {
    const older = still.slice(0, -1);
    given(older).awaits({});
    given(older)
      .when(pause(on(30)), led(20))
      .then(['PauseEndExpected']);
  });
});

test('nobody is reminded once the clock runs on, has stopped, or the case has ended', () => {
  const awaits = (events: readonly ComplaintEvent[]) => dueBefore(events, on(60));
  const telling = { type: 'RecordTelling', data: { channel: 'phone', toldAt: on(25) } } as const;
  const told = given(given(signedOff).after(pause(on(30)), led(5))).after(telling, led(25, hana));
  const withdrawal = { withdrawnAt: on(10), evidence: box('A signed letter.') };
  const withdrawn = given(still).after({ type: 'WithdrawComplaint', data: withdrawal }, led(10));
  expect(awaits(still)).toContain('PauseOverdue');
  expect(awaits(withdrawn)).not.toContain('PauseOverdue');
  for (const events of [given(still).after(resume, led(8, hana)), told]) {
    expect(awaits(events)).not.toContain('PauseOverdue');
    given(events)
      .when(remind, engine(on(30)))
      .then([]);
    given(events)
      .when(raise('head'), engine(on(35)))
      .then([]);
  }
});
