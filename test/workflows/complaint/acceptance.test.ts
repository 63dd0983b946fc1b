import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { deadlines } from '../../../workflows/complaint/deadlines.ts';
import { TUESDAY, asUnder, box, clara, closed, given, hana, signedOff, told } from './a-case.ts';
import { decidedAgain } from './decided-again.ts';

const FRIDAY = '2026-03-06T02:00:00.000Z';
const now = { at: FRIDAY, by: clara };
const accept = (acceptedAt = FRIDAY, of = 5) =>
  ({ type: 'AcceptDecision', data: { proposal: of, acceptedAt } }) as const;
const reject = (rejectedAt = FRIDAY, of = 5) =>
  ({
    type: 'RejectDecision',
    data: { proposal: of, rejectedAt, reasons: box('Without interest.') },
  }) as const;

describe('the complainant’s answer', () => {
  test('is to the decision that was told, not before it and not later than now', () => {
    for (const command of [accept, reject]) {
      given(signedOff).when(command(), now).then({ refused: 'no-such-decision' });
      given(told).when(command(FRIDAY, 4), now).then({ refused: 'no-such-decision' });
      given(told).when(command(TUESDAY), now).then({ refused: 'answered-before-told' });
      given(told)
        .when(command('2026-03-06T02:00:00.001Z'), now)
        .then({ refused: 'answered-in-the-future' });
    }
  });

  test('is noted once, also after the end', () => {
    const accepted = given(told).after(accept(), now);
    expect(accepted.at(-1)).toEqual({
      type: 'DecisionAccepted',
      data: { proposal: 5, acceptedAt: FRIDAY, by: 'clara' },
    });
    given(accepted).when(accept(), now).then([]);
    given(closed).when(accept(), now).then(['DecisionAccepted']);
    given(accepted).when(reject(), now).then({ refused: 'decision-accepted' });
  });

  test('that rejects gives reasons and sends the case back to findings and another decision', () => {
    const rejected = given(told).after(reject(), now);
    expect(rejected.at(told.length)).toEqual({
      type: 'DecisionRejected',
      data: { proposal: 5, rejectedAt: FRIDAY, reasons: box('Without interest.'), by: 'clara' },
    });
    const by = { at: FRIDAY, by: hana };
    given(rejected)
      .when({ type: 'CloseCase', data: {} }, by)
      .then({ refused: 'complainant-not-told' });
    const found = given(rejected).after(
      { type: 'RecordFinding', data: { finding: box('Interest is due.') } },
      by,
    );
    const { signed, decision } = decidedAgain(found, FRIDAY, { restsOn: [3, 4, 11] });
    expect(decision).toBe(12);
    given(signed)
      .when({ type: 'TellComplainant', data: {} }, by)
      .then([{ type: 'LetterOrdered', data: { letter: 'decision', about: 12 } }]);
    given(signed).when(accept(), now).then({ refused: 'decision-disputed' });
  });

  test('that rejects takes back what the decision promised, but not what was delivered', () => {
    expect(given(told).state().decided.remedies).toHaveLength(1);
    expect(given(given(told).after(reject(), now)).state().decided.remedies).toEqual([]);
    const paid = given(told).after(
      {
        type: 'RecordRemedyDelivered',
        data: { decision: 5, remedy: 0, deliveredAt: FRIDAY, evidence: box('Slip 1.') },
      },
      now,
    );
    expect(given(given(paid).after(reject(), now)).state().decided.remedies).toHaveLength(1);
  });

  test('of a closed case is no rejection: the case is opened again instead', () => {
    given(closed).when(reject(), now).then({ refused: 'case-ended' });
  });
});

describe('after a rejection another decision is owed, by a time of its own', () => {
  const started = (events: readonly ComplaintEvent[]) =>
    events.flatMap(({ type, data }) => (type === 'ClockStarted' ? [data] : []));
  const toldUnder = (regime: string) =>
    given(asUnder(told, regime)).after(reject(), now).slice(told.length);

  test.each(readShelf(REGIMES).map(({ regime }) => regime.name))(
    'under %s nothing of the case is left without a time or somebody who handles it',
    (regime) => {
      const rejected = [...asUnder(told, regime), ...toldUnder(regime)];
      const state = given(rejected).state();
      expect(state.handler !== null || deadlines(state).length > 0).toBe(true);
      for (const { startsAt, limit, metBy } of started(toldUnder(regime))) {
        expect({ startsAt, limit }).toEqual({ startsAt: FRIDAY, limit: 'target' });
        expect(metBy).toContain('told');
      }
    },
  );

  test('of the same length as the legal one, which was kept and stays so (house rule)', () => {
    expect(started(toldUnder('cn-nfra-2020'))).toMatchObject([
      {
        clock: 'decide',
        lastDay: '2026-03-21',
        limit: 'target',
        mark: 'P',
        article: 'house proposal',
      },
    ]);
    const state = given(given(told).after(reject(), now)).state();
    expect(deadlines(state).map(({ name }) => name.replace(/@.*/u, ''))).toContain('decide-breach');
    expect(state.clocks.filter(({ name }) => name === 'decide')).toMatchObject([
      { stopped: false, breached: false, limit: 'target' },
    ]);
  });

  test('told again it is met, and may be rejected again', () => {
    const { signed, decision } = decidedAgain(given(told).after(reject(), now), FRIDAY);
    const proof = { deed: 'dialled', evidence: box('Recording 0306-01.') } as const;
    const twice = given(signed).after(
      { type: 'RecordTelling', data: { channel: 'phone', toldAt: FRIDAY, proof } },
      { at: FRIDAY, by: hana },
    );
    given(twice)
      .when(reject(FRIDAY, decision), now)
      .then(['DecisionRejected', { type: 'ClockStarted', data: { clock: 'decide' } }]);
  });
});
