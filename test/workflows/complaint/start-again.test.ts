import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { TUESDAY, box, given, hana, receivedUnder, renata, sun } from './a-case.ts';
import { DECIDED, signedOff as underReview } from './a-review.ts';
import { place, refer, signedOff, tell } from './a-final-response.ts';

const FRIDAY = '2026-03-20T02:00:00.000Z';
const APRIL = '2026-04-01T02:00:00.000Z';
const now = (by = hana, at = TUESDAY) => ({ at, by });
const six = (lastDay: string) => ({
  type: 'ClockStarted' as const,
  data: { clock: 'ombudsman', whose: 'complainant', whenMissed: 'lapse', lastDay },
});

describe('the ombudsman’s six months (DISP 2.8.2R)', () => {
  test('begin with the final response that was sent, not with a call', () => {
    given(signedOff())
      .when(tell('post'), now())
      .then([
        'ComplainantTold',
        { type: 'ClockStopped', data: { clock: 'final-response' } },
        { type: 'ClockLapsed', data: { clock: 'summary-resolution' } },
        six('2026-09-03'),
      ]);
    given(signedOff()).when(tell('phone'), now()).then({ refused: 'not-in-lasting-form' });
  });

  test('are met by the referral, and breach nothing when they are over', () => {
    const told = given(signedOff()).after(tell('post'), now());
    given(told)
      .when(refer(TUESDAY), now())
      .then(['CaseReferred', { type: 'ClockStopped', data: { clock: 'ombudsman', inTime: true } }]);
    const { deadlines } = complaint;
    const due = deadlines(given(told).state()).map(({ name, at }) => [name, at]);
    expect(due).toEqual([[expect.stringMatching(/^ombudsman-lapse@/), '2026-09-03T22:59:59.999Z']]);
    given(told)
      .when(
        { type: 'RecordLapse', data: { clock: 'ombudsman' } },
        { at: '2026-09-03T22:59:59.999Z' },
      )
      .then([{ type: 'ClockLapsed', data: { clock: 'ombudsman', because: 'time-over' } }]);
  });
});

/** Told and closed, then disputed, looked into once more and signed off. */
const secondAnswer = (
  between: (events: readonly ComplaintEvent[]) => readonly ComplaintEvent[],
) => {
  const told = given(signedOff()).after(tell(), now());
  const proof = { deed: 'handed-or-posted', evidence: box('A slip.') } as const;
  const events = between(told);
  const proved = given(events).after(
    { type: 'ProveTelling', data: { proposal: place(told, 'DecisionProposed'), proof } },
    now(hana, FRIDAY),
  );
  const closed = given(proved).after(
    { type: 'CloseCase', data: { reasons: box('The money is on its way.') } },
    now(hana, FRIDAY),
  );
  const reopened = given(closed).after(
    { type: 'ReopenCase', data: { disputedAt: FRIDAY, reasons: box('Nothing was paid.') } },
    now(sun, FRIDAY),
  );
  return signedOff(reopened, APRIL);
};

describe('a second final response', () => {
  test('lets the time that still runs restart from it, with the rule that says so', () => {
    const events = secondAnswer((told) => told);
    const after = given(events).after(tell('post', APRIL), now(hana, APRIL));
    expect(after.find(({ type }) => type === 'ClockRestarted')).toMatchObject({
      data: {
        clock: 'ombudsman',
        startsAt: APRIL,
        before: '2026-09-03T22:59:59.999Z',
        lastDay: '2026-10-01',
        because: 'started-again',
        mark: 'P',
      },
    });
    const [due] = complaint.deadlines(given(after).state());
    expect(due).toMatchObject({ at: '2026-10-01T22:59:59.999Z' });
  });

  test('begins the time anew that was used on the first', () => {
    const events = secondAnswer((told) => given(told).after(refer(TUESDAY), now()));
    const after = given(events).after(tell('post', APRIL), now(hana, APRIL));
    expect(after.at(-1)).toMatchObject(six('2026-10-01'));
  });
});

test('the result of a review is a later final response, where it is sent', () => {
  const told = given(signedOff()).after(tell(), now());
  const reviewed = [...told, ...underReview.filter(({ type }) => type.startsWith('Review'))];
  const tellReview = (channel: 'post' | 'phone') =>
    ({ type: 'RecordReviewTelling', data: { channel, toldAt: DECIDED } }) as const;
  given(reviewed)
    .when(tellReview('post'), now(renata, DECIDED))
    .then([
      'ReviewTold',
      { type: 'ClockRestarted', data: { clock: 'ombudsman', lastDay: '2026-10-20' } },
    ]);
  given(reviewed).when(tellReview('phone'), now(renata, DECIDED)).then(['ReviewTold']);
});

describe('a summary in the decision’s stead (DISP 1.5.4R)', () => {
  const AT = '2026-03-04T02:00:00.000Z';
  const end = {
    type: 'EndWithoutDecision',
    data: {
      ...{
        ground: 'early-resolution' as const,
        at: TUESDAY,
        reasons: box('She accepted by phone.'),
      },
      accepted: {
        ...{ who: 'complainant' as const, channel: 'phone' as const },
        proof: { deed: 'dialled' as const, evidence: box('Recording 0303-01.') },
      },
      letter: box('We take it as resolved.'),
      covers: ['resolved', 'ombudsman-right', 'time-limits', 'leaflet'],
    },
  } as const;
  const sent = (order: number) =>
    ({
      type: 'RecordLetterSent',
      data: { letter: 'ending', order, sentAt: AT, commitment: 'c' },
    }) as const;

  test('begins the six months when it has gone out, though the case is closed', () => {
    const assigned = given(receivedUnder('uk-fca-disp')).after(
      { type: 'AssignCase', data: { handler: 'hana', unit: 'consumer-protection' } },
      now(sun),
    );
    const ended = given(assigned).after(end, now(sun));
    expect(given(ended).state().status).toBe('closed');
    given(ended)
      .when(sent(place(ended, 'LetterOrdered')), { at: AT })
      .then(['LetterSent', six('2026-09-04')]);
  });

  test('and for the regime to which it ended, where the case goes on for another', () => {
    const under = receivedUnder('cn-nfra-2020', 'uk-fca-disp');
    const assigned = given(under).after(
      { type: 'AssignCase', data: { handler: 'hana', unit: 'consumer-protection' } },
      now(sun),
    );
    const ended = given(assigned).after(end, now(sun));
    expect(given(ended).state().after.goesOnFor).toEqual(['cn-nfra-2020']);
    given(ended)
      .when(sent(place(ended, 'LetterOrdered')), { at: AT })
      .then([
        'LetterSent',
        { type: 'ClockStarted', data: { clock: 'ombudsman.uk-fca-disp', startsAt: AT } },
      ]);
  });
});
