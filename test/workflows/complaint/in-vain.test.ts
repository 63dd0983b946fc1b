import { describe, expect, test } from 'vitest';
import type { ComplaintEvent, EventData } from '../../../events/complaint/complaint-events.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { box, given, hana, rules, signedOff } from './a-case.ts';

/** A complainant who cannot be reached (Order 2020-3 art. 21): what was tried in vain, since when and in which form. */

const GIVEN_UP = '2026-03-10T03:00:00.000Z';
const on = (day: number) => `2026-03-${String(day).padStart(2, '0')}T02:00:00.000Z`;
const contact = (
  day: number,
  changes: Partial<EventData<'ContactRecorded'>> = {},
): ComplaintEvent => ({
  type: 'ContactRecorded',
  data: {
    ...{ with: 'complainant', direction: 'out', channel: 'phone', at: on(day) },
    ...{ reached: false, note: box('A call.'), by: 'hana', ...changes },
  },
});
const tries = (...days: readonly number[]) => days.map((day) => contact(day));
const end = {
  type: 'EndWithoutDecision',
  data: { ground: 'unreachable', at: GIVEN_UP, reasons: box('Nobody answers.') },
} as const;
const giveUp = (events: readonly ComplaintEvent[]) =>
  given([...signedOff, ...events]).when(end, { at: GIVEN_UP, by: hana });
const because = (events: readonly ComplaintEvent[]) => {
  const state = given([...signedOff, ...events]).state();
  const decision = complaint.decide(state, end, { now: GIVEN_UP, actor: hana, rules });
  return 'refused' in decision ? decision.refused.because : expect.fail('not refused');
};

describe('what was tried before he was last in contact', () => {
  const back = [
    { reached: true },
    { reached: true, direction: 'in', channel: 'app' },
    { direction: 'in' },
    { reached: true, with: 'representative' },
    { reached: true, tells: 'progress' },
  ] as const;

  test.each(back)('shows nothing, whoever sought whom', (how) => {
    const [one, before] = [contact(9, how), contact(3, { reached: true })];
    // In whatever order they were recorded.
    for (const log of [
      [...tries(6, 7, 8), one],
      [one, ...tries(6, 7, 8)],
      [one, before, ...tries(6, 7, 8)],
    ])
      giveUp(log).then({ refused: 'attempts-missing' });
    const another = contact(9, { ...how, with: 'unit' });
    giveUp([...tries(6, 7, 8), another]).then(['TellingExcused', 'ClockStopped']);
  });

  test('shows nothing though the telling is to be excused as of before that contact', () => {
    const earlier = { ...end, data: { ...end.data, at: '2026-03-08T03:00:00.000Z' } };
    given([...signedOff, ...tries(6, 7, 8), contact(9, { reached: true })])
      .when(earlier, { at: GIVEN_UP, by: hana })
      .then({ refused: 'attempts-missing' });
  });

  test('is no part of what was tried since', () => {
    const since = [...tries(4, 5), contact(6, { reached: true }), ...tries(7, 8, 9)];
    giveUp(since).then([
      { type: 'TellingExcused', data: { attempts: [on(7), on(8), on(9)] } },
      'ClockStopped',
    ]);
    giveUp(since.slice(0, -1)).then({ refused: 'attempts-missing' });
  });

  test('is said with the contact', () => {
    const reached = because([...tries(6, 7), contact(8, { reached: true }), ...tries(9)]);
    expect(reached.en).toContain(`stand on 1 days since he was reached at ${on(8)} (phone); 3 are`);
    expect(reached.zh).toContain(`自 ${on(8)} 以电话联系到投诉人之后，联系未果的记录为 1 日`);
    const wrote = because([...tries(6, 7, 8), contact(9, { direction: 'in', channel: 'letter' })]);
    expect(wrote.en).toContain(`on 0 days since he got in touch at ${on(9)} (letter)`);
    expect(wrote.zh).toContain(`自 ${on(9)} 投诉人以信函来联系之后`);
    // One before there was a decision to tell is beside the point.
    expect(because([contact(2, { reached: true }), ...tries(6)]).en).toContain('on 1 days; 3');
  });
});

describe('where both sides agreed on a form of notice', () => {
  const agreed = (channel: 'email' | 'post', day = 4): ComplaintEvent => ({
    type: 'OtherwiseAgreed',
    data: {
      ...{ of: 'form-of-notice', channel, agreedAt: on(day), evidence: box('His word.') },
      ...{ article: 'Order 2020-3 art. 21', mark: 'V', by: 'sun' },
    },
  });
  const excused = ['TellingExcused', 'ClockStopped'];

  test('he was tried in that form as well', () => {
    giveUp([agreed('email'), ...tries(6, 7, 8)]).then({ refused: 'form-of-notice-agreed' });
    giveUp([agreed('email'), ...tries(6, 7), contact(8, { channel: 'email' })]).then(excused);
    giveUp([agreed('post'), ...tries(6, 7), contact(8, { channel: 'letter' })]).then(excused);
    const byApp = [6, 7, 8].map((day) => contact(day, { channel: 'app' }));
    giveUp([agreed('email'), ...byApp]).then({ refused: 'form-of-notice-agreed' });
    giveUp(byApp).then(excused);
  });

  test('by the letter itself, where it failed for good', () => {
    const letter = { letter: 'decision', about: 5, attempt: 1 } as const;
    const failing = (channel: 'email' | 'sms'): readonly ComplaintEvent[] => [
      { type: 'LetterOrdered', data: { ...letter, channel } },
      { type: 'LetterFailed', data: { letter: 'decision', order: 8, attempt: 1, retryAt: null } },
    ];
    const withLetter = (channel: 'email' | 'sms') =>
      giveUp([agreed('email'), ...failing(channel), ...tries(6, 7, 8)]);
    withLetter('email').then(excused);
    withLetter('sms').then({ refused: 'form-of-notice-agreed' });
  });

  test('only once they had agreed', () => {
    giveUp([agreed('email', 11), ...tries(6, 7, 8)]).then(excused);
  });
});
