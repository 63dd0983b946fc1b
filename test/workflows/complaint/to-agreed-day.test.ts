import { describe, expect, test } from 'vitest';
import { DUE_AT, box, breach, clara, given, hana, lookedInto, signedOff, sun } from './a-case.ts';
import { agree } from './an-agreement.ts';

describe('an agreement recorded late counts from when they agreed (Order 2020-3 art. 21)', () => {
  const late = { at: '2026-03-19T02:00:00.000Z', by: sun };
  const overdue = { at: '2026-03-24T02:00:00.000Z', by: sun };
  const atDue = agree({ agreedAt: DUE_AT });
  const moved = { type: 'ClockMoved', data: { lastDay: '2026-03-31', agreedOn: '2026-03-31' } };
  const revoked = { type: 'BreachRevoked', data: { because: 'agreed-otherwise' } };
  const tell = {
    type: 'RecordTelling',
    data: {
      channel: 'phone',
      toldAt: '2026-03-18T02:00:00.000Z',
      proof: { deed: 'dialled', evidence: box('Recording.') },
    },
  } as const;

  test('though the breach is on record: at the very due instant they agreed in time', () => {
    given(lookedInto, [breach]).when(atDue, late).then(['OtherwiseAgreed', moved, revoked]);
    given(lookedInto, [breach])
      .when(atDue, { ...late, by: hana })
      .then({ refused: 'not-authorised' });
  });

  test('and is breached anew where the day agreed is over too', () => {
    const over = given(lookedInto, [breach]).after(agree({ until: '2026-03-20' }), overdue);
    expect(given(over).state().clocks).toMatchObject([
      { breached: true, dueAt: '2026-03-20T15:59:59.999Z' },
    ]);
    const earlier = given(lookedInto).after(agree({ until: '2026-03-10' }), {
      at: '2026-03-11T02:00:00.000Z',
      by: sun,
    });
    given(earlier)
      .when({ type: 'RecordBreach', data: { clock: 'decide' } }, { at: DUE_AT })
      .then([{ type: 'DeadlineBreached', data: { dueAt: '2026-03-10T15:59:59.999Z' } }]);
  });

  test('after the telling: what was late was in time, and what was in time was late', () => {
    const told = given(signedOff, [breach]).after(tell, late);
    const stopped = (inTime: boolean) => ({
      type: 'ClockStopped',
      data: { at: tell.data.toldAt, inTime, basis: told.length },
    });
    given(told)
      .when(agree(), late)
      .then([
        { type: 'OtherwiseAgreed', data: { stoppedAt: tell.data.toldAt } },
        moved,
        revoked,
        stopped(true),
      ]);
    const inTime = given(signedOff).after(
      { ...tell, data: { ...tell.data, toldAt: '2026-03-12T02:00:00.000Z' } },
      late,
    );
    given(inTime)
      .when(agree({ until: '2026-03-10' }), late)
      .then([
        'OtherwiseAgreed',
        { type: 'ClockMoved', data: { lastDay: '2026-03-10' } },
        'DeadlineBreached',
        { type: 'ClockStopped', data: { inTime: false } },
      ]);
    given(told)
      .when(agree({ agreedAt: tell.data.toldAt }), late)
      .then({ refused: 'no-such-clock' });
  });

  test('of a clock that began again with facts since: the day stands where it is no earlier', () => {
    const facts = {
      type: 'RecordNewFacts',
      data: { receivedAt: '2026-03-10T02:00:00.000Z', facts: box('A second fee.') },
    } as const;
    const again = given(lookedInto).after(facts, { at: '2026-03-11T02:00:00.000Z', by: clara });
    const behind = {
      type: 'OtherwiseAgreed',
      data: { begunAgainAt: facts.data.receivedAt },
    };
    given(again)
      .when(agree({ until: '2026-03-20' }), { at: '2026-03-12T02:00:00.000Z', by: sun })
      .then([behind]);
    given(again)
      .when(agree(), { at: '2026-03-12T02:00:00.000Z', by: sun })
      .then([
        behind,
        {
          type: 'ClockMoved',
          data: { startsAt: facts.data.receivedAt, lastDay: '2026-03-31' },
        },
      ]);
  });

  test('and stands though it comes to light that the time was over by then', () => {
    const day = (date: string) => ({ at: `2026-${date}T02:00:00.000Z`, by: sun });
    const facts = { receivedAt: day('03-15').at, facts: box('A receipt.') };
    const begun = given(lookedInto).after({ type: 'RecordNewFacts', data: facts }, day('03-15'));
    const agreedAt = day('03-20').at;
    const agreed = given(begun).after(agree({ agreedAt, until: '2026-03-25' }), day('03-20'));
    // By the true day of receipt the facts came too late, and so did the agreement.
    const fact = { fact: 'received-at', at: day('02-10').at, reasons: box('Misread.') } as const;
    const corrected = given(agreed).after({ type: 'CorrectFact', data: fact }, day('03-21'));
    const sides = { body: 'mediators', complainantAgrees: true, agreement: box('Applied.') };
    const data = { ...sides, appliedAt: day('03-22').at };
    const counted = { startsAt: fact.at, lastDay: '2026-03-25', agreedOn: '2026-03-25' };
    given(corrected)
      .when({ type: 'BeginMediation', data }, day('03-22'))
      .then(['MediationBegun', { type: 'ClockMoved', data: counted }]);
  });
});
