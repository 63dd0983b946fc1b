import { describe, expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  TUESDAY,
  box,
  breach,
  clara,
  decideClock,
  given,
  hana,
  hugo,
  lookedInto,
  sun,
} from './a-case.ts';
import { task } from './handling-samples.ts';

const now = (by = hana, at: Instant = TUESDAY) => ({ at, by });
const set = (dueAt: Instant = task.dueAt) =>
  ({ type: 'SetTask', data: { ...task, dueAt } }) as const;
const answer = { type: 'AnswerTask', data: { task: 5, answer: box('An error.') } } as const;
const expert = { ...clara, id: 'eva', unit: 'card-centre' };
/** 5 */
const asked = () => given(lookedInto).after(set(), now());
const ofTask = (events: readonly ComplaintEvent[]) =>
  Object.fromEntries(complaintDeadlines(events).filter(([name]) => name.startsWith('task-')));
const complaintDeadlines = (events: readonly ComplaintEvent[]) =>
  complaint.deadlines(given(events).state()).map(({ name, at }) => [name, at] as const);

describe('a task', () => {
  test('is set by the handler of the case, with its reminders', () => {
    given(lookedInto)
      .when(set(), now())
      .then([
        {
          type: 'TaskSet',
          data: {
            unit: 'card-centre',
            dueAt: task.dueAt,
            reminders: [
              { percent: 50, at: '2026-03-06T06:00:00.000Z' },
              { percent: 80, at: '2026-03-08T03:36:00.000Z' },
            ],
          },
        },
      ]);
    given(lookedInto).when(set(), now(hugo)).then({ refused: 'not-the-handler' });
  });

  test('is due by the first legal deadline that runs, to the millisecond', () => {
    given(lookedInto).when(set(DUE_AT), now()).then(['TaskSet']);
    given(lookedInto)
      .when(set('2026-03-17T16:00:00.000Z'), now())
      .then({ refused: 'task-due-after-deadline' });
    given(lookedInto).when(set(TUESDAY), now()).then({ refused: 'task-due-in-the-past' });
  });

  test('may be due after a target, and after a legal limit that is broken already', () => {
    const target = { type: 'ClockStarted', data: { ...decideClock, limit: 'target' } } as const;
    given([...lookedInto.slice(0, 1), target, ...lookedInto.slice(2)])
      .when(set('2026-03-20T00:00:00.000Z'), now())
      .then(['TaskSet']);
    given([...lookedInto, breach])
      .when(set('2026-03-20T00:00:00.000Z'), now(hana, '2026-03-18T00:00:00.000Z'))
      .then(['TaskSet']);
  });

  test('is answered by the unit that was asked, and in its name by nobody else', () => {
    given(asked())
      .when(answer, now(expert))
      .then([{ type: 'TaskAnswered', data: { task: 5, inTime: true, by: expert.id } }]);
    for (const by of [hana, sun, hugo])
      given(asked()).when(answer, now(by)).then({ refused: 'not-the-unit-asked' });
    const answered = given(asked()).after(answer, now(expert));
    given(answered).when(answer, now(expert)).then({ refused: 'no-such-task' });
    expect(ofTask(answered)).toEqual({});
  });

  test('is reminded of twice, then recorded as overdue, and can be answered late', () => {
    expect(ofTask(asked())).toEqual({
      'task-reminder-50@5': '2026-03-06T06:00:00.000Z',
      'task-reminder-80@5': '2026-03-08T03:36:00.000Z',
      'task-overdue@5': task.dueAt,
    });
    const engine = { at: task.dueAt };
    const reminded = given(asked()).after(
      { type: 'RemindOfTask', data: { task: 5, percent: 50 } },
      engine,
    );
    expect(Object.keys(ofTask(reminded))).toEqual(['task-reminder-80@5', 'task-overdue@5']);
    const overdue = given(reminded).after({ type: 'RecordTaskOverdue', data: { task: 5 } }, engine);
    expect(overdue.at(-1)).toEqual({ type: 'TaskOverdue', data: { task: 5, dueAt: task.dueAt } });
    given(overdue)
      .when(answer, now(expert, '2026-03-10T00:00:00.000Z'))
      .then([{ type: 'TaskAnswered', data: { inTime: false } }]);
  });

  test('answered at the very instant it is due is in time', () => {
    given(asked())
      .when(answer, now(expert, task.dueAt))
      .then([{ type: 'TaskAnswered', data: { inTime: true } }]);
  });

  test('is taken back with reasons, and then nothing is awaited of it', () => {
    const back = { type: 'WithdrawTask', data: { task: 5, reasons: box('r') } } as const;
    const withdrawn = given(asked()).after(back, now());
    expect(ofTask(withdrawn)).toEqual({});
    given(withdrawn).when(back, now()).then({ refused: 'no-such-task' });
  });

  test('that nobody answered falls away with the case', () => {
    const withdrawn = {
      type: 'WithdrawComplaint',
      data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
    } as const;
    expect(ofTask(given(asked()).after(withdrawn, now(clara)))).toEqual({});
  });
});
