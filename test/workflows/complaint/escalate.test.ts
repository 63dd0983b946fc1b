import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { DUE_AT, TUESDAY, box, breach, given, hana, received } from './a-case.ts';

const escalate = (to: 'handler' | 'supervisor' | 'head' | 'executive') =>
  ({ type: 'EscalateCase', data: { to, reasons: box('Large.') } }) as const;
const now = { at: TUESDAY, by: hana };

describe('a person raises a case', () => {
  test('to a higher rank; to where it stands changes nothing; lower is refused', () => {
    const raised = given(received).after(escalate('head'), now);
    expect(raised.at(-1)).toMatchObject({
      type: 'CaseEscalated',
      data: { to: 'head', because: 'person', by: 'hana' },
    });
    given(raised).when(escalate('head'), now).then([]);
    given(raised).when(escalate('supervisor'), now).then({ refused: 'raised-higher-already' });
    given(raised).when(escalate('executive'), now).then(['CaseEscalated']);
  });

  test('and time does not raise it to where it has come', () => {
    const raised = given(received).after(escalate('head'), now);
    given(raised).awaits({
      'decide-warning-50@1': '2026-03-09T20:44:59.999Z',
      'decide-warning-80@1': '2026-03-14T13:05:59.999Z',
      'decide-raise-executive@1': DUE_AT,
      'decide-breach@1': DUE_AT,
    });
  });
});

describe('what falls due', () => {
  test('warns at shares of the time, raises up the ladder, and records the breach when it happens', () => {
    let events = received;
    for (;;) {
      const next = complaint
        .deadlines(given(events).state())
        .toSorted((a, b) => (`${a.at}${a.name}` < `${b.at}${b.name}` ? -1 : 1))[0];
      if (next === undefined) break;
      events = given(events).after(next.command, { at: next.at });
      expect(complaint.deadlines(given(events).state()).map(({ name }) => name)).not.toContain(
        next.name,
      );
    }
    expect(events.slice(received.length)).toEqual([
      { type: 'DeadlineWarned', data: { clock: 'decide', percent: 50, dueAt: DUE_AT } },
      raised('supervisor', 70),
      { type: 'DeadlineWarned', data: { clock: 'decide', percent: 80, dueAt: DUE_AT } },
      raised('head', 90),
      breach,
      raised('executive', 100),
    ]);
  });

  test('comes once: a deadline that was answered changes nothing', () => {
    const warned = given(received).after(
      { type: 'WarnOfDeadline', data: { clock: 'decide', percent: 50 } },
      { at: '2026-03-09T20:44:59.999Z' },
    );
    for (const [events, command] of [
      [warned, { type: 'WarnOfDeadline', data: { clock: 'decide', percent: 50 } }],
      [[...received, breach], { type: 'RecordBreach', data: { clock: 'decide' } }],
      [received, { type: 'RecordBreach', data: { clock: 'lunch' } }],
    ] as const)
      given(events).when(command, { at: DUE_AT }).then([]);
  });
});

function raised(to: string, percent: number) {
  return {
    type: 'CaseEscalated',
    data: { to, because: 'time', clock: 'decide', percent, by: 'redress' },
  };
}
