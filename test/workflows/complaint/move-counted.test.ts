import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { TUESDAY, box, given, hana, head, receivedUnder } from './a-case.ts';
import { place, refer, signedOff, tell } from './a-final-response.ts';

const THURSDAY = '2026-03-05T02:00:00.000Z';
const LAST = '2026-09-03T22:59:59.999Z';
const correct = (at: string) =>
  ({
    type: 'CorrectFact',
    data: { fact: 'told-at', at, reasons: box('The post mark says so.') },
  }) as const;
const by = (at: string, who = head) => ({ at, by: who });
const told = given(signedOff()).after(tell('post'), by('2026-03-06T02:00:00.000Z', hana));
const lapse = { type: 'RecordLapse', data: { clock: 'ombudsman' } } as const;

describe('a telling that is put right', () => {
  test('moves what counts from it, by an event that names the correction', () => {
    given(told)
      .when(correct(THURSDAY), by('2026-03-09T02:00:00.000Z'))
      .then([
        'FactCorrected',
        { type: 'ClockStopped', data: { clock: 'final-response', at: THURSDAY } },
        {
          type: 'ClockMoved',
          data: {
            ...{ clock: 'ombudsman', startsAt: THURSDAY, before: LAST, lastDay: '2026-09-05' },
            ...{ because: 'fact-corrected', basis: told.length },
          },
        },
      ]);
    const after = given(told).after(correct(THURSDAY), by('2026-03-09T02:00:00.000Z'));
    expect(complaint.deadlines(given(after).state()).map(({ at }) => at)).toEqual([
      '2026-09-05T22:59:59.999Z',
    ]);
    given(after).when(correct(THURSDAY), by('2026-03-09T03:00:00.000Z')).then([]);
  });

  test('lets a time run on that was over only by the wrong count', () => {
    const over = given(told).after(lapse, { at: LAST });
    const after = given(over).after(correct(THURSDAY), by('2026-09-04T02:00:00.000Z'));
    expect(after.at(-1)).toMatchObject({ type: 'ClockMoved', data: { runsOn: true } });
    const [due] = complaint.deadlines(given(after).state());
    expect(due?.command).toEqual(lapse);
    given(after)
      .when(refer('2026-09-04T03:00:00.000Z'), by('2026-09-04T04:00:00.000Z', hana))
      .then(['CaseReferred', { type: 'ClockStopped', data: { inTime: true } }]);
  });

  test('shows that the ombudsman was asked in time after all, or too late, and breaches nothing', () => {
    const late = '2026-09-04T03:00:00.000Z';
    const over = given(told).after(lapse, { at: LAST });
    const asked = given(over).after(refer(late), by(late, hana));
    given(asked)
      .when(correct(THURSDAY), by('2026-09-09T02:00:00.000Z'))
      .then([
        'FactCorrected',
        { type: 'ClockStopped', data: { clock: 'final-response' } },
        { type: 'ClockMoved', data: { clock: 'ombudsman' } },
        { type: 'ClockStopped', data: { clock: 'ombudsman', at: late, inTime: true } },
      ]);
    const inTime = given(told).after(correct(THURSDAY), by('2026-03-09T02:00:00.000Z'));
    const referred = given(inTime).after(refer(late), by(late, hana));
    given(referred)
      .when(correct(TUESDAY), by('2026-09-09T02:00:00.000Z'))
      .then([
        'FactCorrected',
        { type: 'ClockStopped', data: { clock: 'final-response' } },
        { type: 'ClockMoved', data: { clock: 'ombudsman', lastDay: '2026-09-03' } },
        { type: 'ClockStopped', data: { clock: 'ombudsman', at: late, inTime: false } },
      ]);
  });

  test('moves the acknowledgement that it stood for', () => {
    const events = given(signedOff(receivedUnder('sg-mas-2021'))).after(
      tell('post'),
      by('2026-03-06T02:00:00.000Z', hana),
    );
    given(events)
      .when(correct('2026-03-05T02:00:00.000Z'), by('2026-03-09T02:00:00.000Z'))
      .then([
        'FactCorrected',
        { type: 'DeadlineBreached', data: { clock: 'acknowledge' } },
        { type: 'ClockStopped', data: { clock: 'acknowledge', inTime: false } },
        { type: 'ClockStopped', data: { clock: 'final-response', inTime: true } },
      ]);
  });

  test('moves it no further than to an acknowledgement that was recorded since', () => {
    const events = given(signedOff(receivedUnder('sg-mas-2021'))).after(
      tell('post'),
      by('2026-03-06T02:00:00.000Z', hana),
    );
    const reject = {
      type: 'RejectDecision',
      data: {
        proposal: place(events, 'DecisionProposed'),
        ...{ rejectedAt: '2026-03-06T02:00:00.000Z', reasons: box('Without interest.') },
      },
    } as const;
    const rejected = given(events).after(reject, by('2026-03-06T03:00:00.000Z'));
    const acknowledgedAt = '2026-03-04T02:00:00.000Z';
    const acknowledged = given(rejected).after(
      { type: 'AcknowledgeComplaint', data: { channel: 'email', acknowledgedAt } },
      by('2026-03-06T04:00:00.000Z'),
    );
    given(acknowledged)
      .when(correct(THURSDAY), by('2026-03-09T02:00:00.000Z'))
      .then([
        'FactCorrected',
        {
          type: 'ClockStopped',
          data: { clock: 'acknowledge', at: acknowledgedAt, inTime: true },
        },
        { type: 'ClockStopped', data: { clock: 'final-response', at: THURSDAY } },
      ]);
  });
});
