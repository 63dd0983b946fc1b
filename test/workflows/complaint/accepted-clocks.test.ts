import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { DUE_AT, TUESDAY, box, clara, classification, given, hana, intake, sun } from './a-case.ts';

const life = { ...intake, overlays: ['cn-circ-life-2010'] };
const received = given().after(
  { type: 'ReceiveComplaint', data: life },
  { at: '2026-03-02T02:30:00.000Z', by: clara },
);
const now = (by = clara, at = TUESDAY) => ({ at, by });
const triage = {
  type: 'TriageComplaint',
  data: { parts: [{ kind: 'complaint', way: 'accepted', matter: box('The premium.') }] },
} as const;
const assign = {
  type: 'AssignCase',
  data: { handler: 'hana', unit: 'consumer-protection' },
} as const;
const classify = { type: 'ClassifyComplaint', data: classification } as const;
const answer = {
  type: 'ClockStarted',
  data: {
    clock: 'answer.cn-circ-life-2010',
    regime: 'cn-circ-life-2010',
    startsAt: TUESDAY,
    lastDay: '2026-03-17',
    limit: 'target',
    article: 'Order 2010-4 art. 29; a target, since Order 2020-3 art. 45 makes earlier rules yield',
  },
} as const;

describe('the answer to a policyholder (Order 2010-4 art. 29)', () => {
  test('is due ten working days after acceptance, not after receipt', () => {
    expect(received.map(({ type }) => type)).toEqual(['ComplaintReceived', 'ClockStarted']);
    given(received).when(triage, now()).then(['ComplaintTriaged', answer]);
  });

  test('and where nobody triaged, after the case was first assigned or classified', () => {
    given(received).when(assign, now(sun)).then(['CaseAssigned', answer]);
    given(received).when(classify, now(hana)).then(['ComplaintClassified', answer]);
  });

  test('begins once, whoever comes after', () => {
    const accepted = given(received).after(triage, now());
    const later = '2026-03-04T02:00:00.000Z';
    given(accepted).when(assign, now(sun, later)).then(['CaseAssigned']);
    given(accepted).when(triage, now(clara, later)).then(['ComplaintTriaged']);
    expect(given(given(accepted).after(assign, now(sun, later))).state().clocks).toHaveLength(2);
  });

  test('does not touch the clock that law counts from receipt', () => {
    const { clocks } = given(given(received).after(triage, now())).state();
    expect(clocks.map(({ name, dueAt }) => [name, dueAt])).toEqual([
      ['decide', DUE_AT],
      ['answer.cn-circ-life-2010', '2026-03-17T15:59:59.999Z'],
    ]);
  });

  test('that is late is past a target and no breach of law', () => {
    const accepted = given(received).after(triage, now());
    const breaches = complaint
      .deadlines(given(accepted).state())
      .filter(({ command }) => command.type === 'RecordBreach');
    expect(breaches).toHaveLength(2);
    given(accepted)
      .when(
        { type: 'RecordBreach', data: { clock: 'answer.cn-circ-life-2010' } },
        { at: '2026-03-17T15:59:59.999Z' },
      )
      .then([{ type: 'DeadlineBreached', data: { limit: 'target' } }]);
  });

  test('waits where its calendar does not cover the days', () => {
    const unpublished = '2026-12-30T02:00:00.000Z';
    given(received)
      .when(triage, now(clara, unpublished))
      .then(['ComplaintTriaged', { type: 'ClockWaits', data: { calendar: 'cn-mainland' } }]);
  });
});
