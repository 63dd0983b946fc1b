import { describe, expect, test } from 'vitest';
import { caseRegimes } from '../../../workflows/complaint/case-regime.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { clara, given, hana, otto, received, rules, sun } from './a-case.ts';
import { TODAY, imported, importedClosed, importedCase, takeOver, takenOver } from './an-import.ts';

const now = { at: TODAY, by: hana };
const takeOverCase = (changes: object = {}) =>
  ({ type: 'TakeOverCase', data: { ...takeOver, ...changes } }) as const;

describe('taking an imported case over', () => {
  test('starts the regime’s clocks from the days that the source states', () => {
    const { extended: _extended, ...said } = takeOver;
    given(imported)
      .when(takeOverCase(), now)
      .then([
        { type: 'CaseTakenOver', data: { ...said, by: 'hana' } },
        {
          type: 'ClockStarted',
          data: {
            clock: 'respond',
            regime: 'us-cfpb',
            // Noon in New York on the day it was sent to the firm; fifteen days of the calendar from there.
            startsAt: '2026-02-20T17:00:00.000Z',
            lastDay: '2026-03-07',
            dueAt: '2026-03-08T04:59:59.999Z',
          },
        },
      ]);
  });

  test('counts from the receipt where the source names no day of sending', () => {
    given([{ type: 'CaseImported', data: { ...importedCase, sentOn: null } }])
      .when(takeOverCase(), now)
      .then(['CaseTakenOver', { type: 'ClockStarted', data: { lastDay: '2026-03-05' } }]);
  });

  test('extends what was extended before, so that no breach is recorded that never was one', () => {
    const late = { at: '2026-03-20T17:00:00.000Z', by: hana };
    const extended = [{ clock: 'respond', step: 'in-progress' }];
    const after = given(imported).after(takeOverCase({ extended }), late);
    expect(after.at(-1)).toMatchObject({
      type: 'ClockExtended',
      data: { step: 'in-progress', before: '2026-03-08T04:59:59.999Z', lastDay: '2026-04-21' },
    });
    expect(given(after).state().clocks[0]?.breached).toBe(false);
    given(after).awaits({
      'respond-warning-50@3': expect.any(String) as string,
      'respond-warning-80@3': expect.any(String) as string,
      'respond-raise-supervisor@3': expect.any(String) as string,
      'respond-raise-head@3': expect.any(String) as string,
      'respond-raise-executive@3': '2026-04-22T03:59:59.999Z',
      'respond-breach@3': '2026-04-22T03:59:59.999Z',
    });
    given(imported)
      .when(takeOverCase({ extended: [{ clock: 'respond', step: 'later' }] }), late)
      .then({ refused: 'no-such-step' });
  });

  test('after its last day is breached when it was due, as a complaint that is taken in late', () => {
    const after = given(imported).after(takeOverCase(), {
      at: '2026-03-20T17:00:00.000Z',
      by: hana,
    });
    given(after).awaits({
      'respond-raise-supervisor@2': '2026-03-20T17:00:00.000Z',
      'respond-raise-head@2': '2026-03-20T17:00:00.000Z',
      'respond-raise-executive@2': '2026-03-20T17:00:00.000Z',
      'respond-breach@2': '2026-03-08T04:59:59.999Z',
    });
  });

  test('under several regimes starts the clocks of each, of the kinds that are named', () => {
    const under = { regime: 'uk-fca-disp', overlays: ['iso-10002'], kinds: ['payment'] };
    const after = given(imported).after(takeOverCase(under), now);
    expect(after[1]).toMatchObject({ type: 'CaseTakenOver', data: under });
    expect(
      given(after)
        .state()
        .clocks.map(({ name }) => name),
    ).toEqual([
      'payment-final-response',
      'acknowledge.iso-10002',
      'decide.iso-10002',
      'summary-resolution',
    ]);
  });

  test('extends a clock of an overlay by what it is called in the case', () => {
    const under = { overlays: ['cn-nfra-2020'] };
    const extended = [{ clock: 'decide.cn-nfra-2020', step: 'complex' }];
    const after = given(imported).after(takeOverCase({ ...under, extended }), now);
    expect(after.at(-1)).toMatchObject({
      type: 'ClockExtended',
      data: { clock: 'decide.cn-nfra-2020', step: 'complex' },
    });
  });

  test('keeps what a kind and an overlay are kept for, though no clock of the overlay ever started', () => {
    const under = { regime: 'cn-nfra-2020', overlays: ['cn-circ-life-2010'] };
    const after = given(imported).after(takeOverCase(under), now);
    expect(caseRegimes(given(after).state(), rules).map(({ name }) => name)).toEqual([
      'cn-nfra-2020',
      'cn-circ-life-2010',
    ]);
  });

  test('under a kind no regime has, a regime named twice or an overlay alone is refused', () => {
    for (const [under, refused] of [
      [{ kinds: ['payment'] }, 'unknown-kind'],
      [{ overlays: ['us-cfpb'] }, 'regime-named-twice'],
      [{ regime: 'cn-circ-life-2010' }, 'overlay-alone'],
      [{ overlays: ['atlantis'] }, 'unknown-regime'],
    ] as const)
      given(imported).when(takeOverCase(under), now).then({ refused });
  });

  test('under a regime that was not in effect is refused', () => {
    given(imported)
      .when(takeOverCase({ regime: 'atlantis' }), now)
      .then({ refused: 'unknown-regime' });
  });

  test('is for people who are not complained of', () => {
    given(imported)
      .when(takeOverCase(), { at: TODAY, by: otto })
      .then({ refused: 'complained-of' });
    given(takenOver)
      .when({ type: 'AcknowledgeComplaint', data: {} }, { at: TODAY, by: otto })
      .then({ refused: 'complained-of' });
    given(takenOver)
      .when(
        { type: 'AssignCase', data: { handler: 'otto', unit: 'cards' } },
        { at: TODAY, by: sun },
      )
      .then({ refused: 'handler-complained-of' });
  });

  test('happens once', () => {
    given(takenOver).when(takeOverCase(), now).then([]);
    given(takenOver)
      .when(takeOverCase({ regime: 'demo' }), now)
      .then({ refused: 'taken-over-already' });
    given(takenOver)
      .when(takeOverCase({ overlays: ['iso-10002'] }), now)
      .then({ refused: 'taken-over-already' });
    given(takenOver)
      .when(takeOverCase({ overlays: [] }), now)
      .then([]);
  });

  test('is not for a case that was submitted here, nor for one that is closed', () => {
    given(received).when(takeOverCase(), now).then({ refused: 'not-imported' });
    given(importedClosed).when(takeOverCase(), now).then({ refused: 'case-ended' });
    given().when(takeOverCase(), now).then({ refused: 'no-such-case' });
  });
});

describe('before it is taken over, an imported case', () => {
  test('is handled by nobody', () => {
    for (const type of ['AcknowledgeComplaint', 'TellComplainant', 'CloseCase'] as const)
      given(imported)
        .when({ type, data: {} }, { at: TODAY, by: clara })
        .then({ refused: 'not-taken-over' });
  });

  test('may be linked to from another case', () => {
    given(imported)
      .when({ type: 'AcceptLink', data: { from: 'complaint-bank.000000000002' } }, { at: TODAY })
      .then(['LinkAccepted']);
  });
});

describe('after it is taken over, it is a case as any other', () => {
  test('and its letters know their reader from the take-over', () => {
    const after = given(takenOver).after({ type: 'AcknowledgeComplaint', data: {} }, now);
    given(after).asks(['letter-acknowledgement@2']);
    expect(complaint.errands(given(after).state())).toMatchObject([
      { input: { about: 1, intake: 1 } },
    ]);
  });
});
