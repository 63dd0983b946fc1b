import { describe, expect, test } from 'vitest';
import { ENGINE } from '../../../events/envelope.ts';
import { box, executive, given, hana, head, sun } from './a-case.ts';
import { DAY_25, at, granted, sent, waiting } from './an-extension.ts';

const DUE = '2026-04-01T15:59:59.999Z';
const LATE = '2026-04-01T16:00:00.000Z';
const tell = (changes: object = {}) =>
  ({
    type: 'RecordNoticeGiven',
    data: {
      ...{ clock: 'decide', step: 'very-complex', channel: 'phone', toldAt: DAY_25 },
      proof: { deed: 'dialled', evidence: box('Recording 0327-03.') },
      ...changes,
    },
  }) as never;
const failed = {
  type: 'RecordLetterFailed',
  data: { letter: 'extension-notice', order: 10 },
} as const;

describe('the notice of an extension (Order 2020-3 art. 18) that was given another way than by letter', () => {
  test('moves the clock as its letter does, and the letter is not tried again', () => {
    const waits = given(granted()).after(failed, at(DAY_25, ENGINE));
    for (const events of [granted(), waits])
      given(events)
        .when(tell(), at(DAY_25))
        .then([
          { type: 'NoticeGiven', data: { channel: 'phone', notice: 9, by: 'hana' } },
          { type: 'ClockExtended', data: { step: 'very-complex', lastDay: '2026-05-01' } },
        ]);
    const told = given(waits).after(tell(), at(DAY_25));
    expect(given(told).state().letters).toMatchObject([{ order: 10, retryAt: null }]);
    given(told).when(tell(), at(DAY_25)).then({ refused: 'no-notice-awaited' });
    const underWay = given(granted()).after(tell(), at(DAY_25));
    given(underWay).when(sent(DAY_25), at(DAY_25, ENGINE)).then(['LetterSent']);
    given(underWay)
      .when(failed, at(DAY_25, ENGINE))
      .then([{ type: 'LetterFailed', data: { retryAt: null } }]);
  });

  test('holds at the very due instant, and lapses a millisecond later', () => {
    given(granted())
      .when(tell({ toldAt: DUE }), at(DUE))
      .then(['NoticeGiven', 'ClockExtended']);
    const overdue = { type: 'RecordBreach', data: { clock: 'decide' } } as const;
    const breached = given(granted()).after(overdue, at(DUE, ENGINE));
    given(breached)
      .when(tell({ toldAt: LATE }), at(LATE))
      .then(['NoticeGiven', { type: 'ExtensionLapsed', data: { because: 'notice-too-late' } }]);
    // What undoes a breach is recorded by somebody who leads and never handled the case.
    given(breached)
      .when(tell({ toldAt: DUE }), at(LATE, hana))
      .then({ refused: 'takes-a-lead' });
    given(breached)
      .when(tell({ toldAt: DUE }), at(LATE, sun))
      .then(['NoticeGiven', { type: 'BreachRevoked', data: { dueAt: DUE } }, 'ClockExtended']);
  });

  test('is proved by what fits its channel, and was given between the grant and now', () => {
    for (const deed of ['sent', 'handed-or-posted', 'as-agreed'])
      given(granted())
        .when(tell({ proof: { deed, evidence: box('e') } }), at(DAY_25))
        .then({ refused: deed === 'as-agreed' ? 'form-not-agreed' : 'no-proof-for-channel' });
    for (const toldAt of ['2026-03-27T01:59:59.999Z', '2026-03-27T02:00:00.001Z'])
      given(granted()).when(tell({ toldAt }), at(DAY_25)).then({ refused: 'told-out-of-time' });
  });

  test('is of a step that was granted and waits for it', () => {
    given(waiting()).when(tell(), at(DAY_25, head)).then({ refused: 'no-notice-awaited' });
    given(granted())
      .when(tell({ step: 'complex' }), at(DAY_25, executive))
      .then({ refused: 'no-notice-awaited' });
  });
});
