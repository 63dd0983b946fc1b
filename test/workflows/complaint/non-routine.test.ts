import { describe, expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import {
  DUE_AT,
  TUESDAY,
  asUnder,
  box,
  clara,
  given,
  hana,
  head,
  lookedInto,
  sun,
} from './a-case.ts';

const reasons = box('Seen on video.');
const now = (by = clara, at = TUESDAY) => ({ at, by });
const mark = (marker: string) => ({ type: 'MarkNonRoutine', data: { marker, reasons } }) as const;
const tick = (step: string, doneAt = TUESDAY) =>
  ({ type: 'TickStep', data: { marking: 5, step, doneAt } }) as const;
/** 5 marked, 6 raised */
const marked = (marker: string) => given(lookedInto).after(mark(marker), now());
const TWO_HOURS_LATER = '2026-03-03T04:00:00.000Z';
const LATER = '2026-03-03T05:00:00.000Z';
const overdue = { type: 'RecordMarkerOverdue', data: { marking: 5 } } as const;

describe('a non-routine complaint', () => {
  test('is marked with its steps and article, and its rank is told (Order 2020-3 art. 29)', () => {
    given(lookedInto)
      .when(mark('event-driven'), now())
      .then([
        {
          type: 'NonRoutineMarked',
          data: {
            marker: 'event-driven',
            because: 'person',
            steps: ['report-to-regulator', 'start-plan'],
            tell: 'executive',
            clock: { dueAt: TWO_HOURS_LATER, limit: 'target', mark: 'P' },
            article: 'Order 2020-3 art. 29',
            mark: 'V',
          },
        },
        { type: 'CaseEscalated', data: { to: 'executive', because: 'non-routine' } },
      ]);
  });

  test('is marked by the law, not by a target of the house, whichever regime leads', () => {
    const overlaid = [
      ['iso-10002', 'cn-nfra-2020'],
      ['cn-nfra-2020', 'iso-10002'],
      ['cn-pboc-2020', 'iso-10002', 'cn-nfra-2020'],
    ] as const;
    for (const [leading, ...overlays] of overlaid)
      given(asUnder(lookedInto, leading, ...overlays))
        .when(mark('mass'), now())
        .then([
          { type: 'NonRoutineMarked', data: { article: 'Order 2020-3 art. 29', mark: 'V' } },
          'CaseEscalated',
        ]);
  });

  test('is marked once in the same way, and raised no lower than it is', () => {
    given(marked('mass')).when(mark('mass'), now()).then([]);
    given(marked('mass')).when(mark('media'), now()).then(['NonRoutineMarked']);
  });

  test('keeps the clocks of the case as they are, whatever is suspected', () => {
    const before = given(lookedInto).state().clocks;
    for (const marker of ['suspected-illegal-agent', 'mass', 'litigation'] as const)
      expect(given(marked(marker)).state().clocks).toEqual(before);
    expect(before[0]?.dueAt).toBe(DUE_AT);
  });
});

describe('a suspicion', () => {
  const confirm = { type: 'ConfirmMarker', data: { marking: 5 } } as const;

  test('is confirmed by a second person', () => {
    const suspected = given(lookedInto).after(mark('suspected-illegal-agent'), now(sun));
    given(suspected).when(confirm, now(sun)).then({ refused: 'same-person' });
    given(marked('suspected-illegal-agent'))
      .when(confirm, now(sun))
      .then([{ type: 'NonRoutineConfirmed', data: { marking: 5, by: 'sun' } }]);
    const confirmed = given(marked('suspected-illegal-agent')).after(confirm, now(sun));
    given(confirmed).when(confirm, now(sun)).then([]);
  });

  test('and any marker can be taken back by those who lead, with reasons', () => {
    const lift = { type: 'LiftMarker', data: { marking: 5, reasons } } as const;
    const lifted = given(marked('suspected-illegal-agent')).after(lift, now(sun));
    given(lifted).when(lift, now(sun)).then({ refused: 'no-such-marker' });
    given(lifted).when(mark('suspected-illegal-agent'), now()).then(['NonRoutineMarked']);
  });

  test('is lifted neither by whoever set it nor by the handler', () => {
    const lift = { type: 'LiftMarker', data: { marking: 5, reasons } } as const;
    const bySun = given(lookedInto).after(mark('media'), now(sun));
    given(bySun).when(lift, now(sun)).then({ refused: 'same-person' });
    given(bySun).when(lift, now(head)).then(['NonRoutineLifted']);
    const handledBySun = lookedInto.map((event) =>
      event.type === 'CaseAssigned' ? { ...event, data: { ...event.data, handler: 'sun' } } : event,
    );
    given(given(handledBySun).after(mark('media'), now(clara)))
      .when(lift, now(sun))
      .then({ refused: 'same-person' });
  });
});

describe('the steps of a marker', () => {
  const due = (marker: string) =>
    complaint
      .deadlines(given(marked(marker)).state())
      .filter(({ command }) => command.type === 'RecordMarkerOverdue')
      .map(({ name, at }) => [name, at]);

  test('are ticked off one by one, each once', () => {
    const done = given(marked('media')).after(tick('assess'), now(hana));
    given(done).when(tick('assess'), now(hana)).then([]);
    given(done).when(tick('monitor'), now(hana)).then(['NonRoutineStepDone']);
    given(done).when(tick('report-to-regulator'), now(hana)).then({ refused: 'no-such-step' });
    given(done).when(tick('monitor', LATER), now(hana)).then({ refused: 'done-in-the-future' });
  });

  test('have a deadline where the marker gives hours, and none where it gives none', () => {
    expect(due('mass')).toEqual([['mass-report-to-regulator@5', TWO_HOURS_LATER]]);
    expect(due('self-harm-or-violence')).toEqual([
      ['self-harm-or-violence-make-safe@5', '2026-03-03T03:00:00.000Z'],
    ]);
    expect(due('litigation')).toEqual([]);
    const done = given(marked('mass')).after(tick('report-to-regulator'), now(hana));
    given(done).when(overdue, { at: LATER }).then([]);
  });

  test('not done in time are recorded as past a target, never as a breach of law', () => {
    given(marked('mass'))
      .when(overdue, { at: TWO_HOURS_LATER })
      .then([
        {
          type: 'NonRoutineOverdue',
          data: { step: 'report-to-regulator', dueAt: TWO_HOURS_LATER, limit: 'target' },
        },
      ]);
  });

  test('done at the very instant and recorded late revoke what was recorded', () => {
    const late = given(marked('mass')).after(overdue, { at: TWO_HOURS_LATER });
    given(late)
      .when(tick('report-to-regulator', TWO_HOURS_LATER), now(hana, LATER))
      .then({ refused: 'takes-a-lead' });
    given(late)
      .when(tick('report-to-regulator', TWO_HOURS_LATER), now(sun, LATER))
      .then(['NonRoutineOverdueRevoked', 'NonRoutineStepDone']);
    given(late)
      .when(tick('report-to-regulator', '2026-03-03T04:00:00.001Z'), now(hana, LATER))
      .then(['NonRoutineStepDone']);
  });
});
