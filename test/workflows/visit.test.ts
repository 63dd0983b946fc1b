import { describe, expect, test } from 'vitest';
import { ENGINE } from '../../events/envelope.ts';
import type { Message } from '../../events/envelope.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { play } from '../../workflows/play.ts';
import type { Submission } from '../../workflows/process.ts';
import { visit } from '../../workflows/visit.ts';
import type { Folded } from '../../workflows/visit.ts';
import { parcelKind } from '../processes/parcel.ts';

const rules = (note: Parameters<typeof ruleBook>[1]) => ruleBook([], note);
const clerk = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
const NOON = '2026-03-02T12:00:00.000Z';

const none: Folded = {
  state: parcelKind.process.initial,
  revision: -1,
  decidedAt: '',
  linesOf: () => [],
};

function submission(id: string, ...commands: Message[]): Submission {
  return { id: `person:test:${id}`, actor: clerk, commands };
}

function send(...remindAt: string[]): Message {
  return { type: 'SendParcel', data: { remindAt } };
}

function at(time: string): string {
  return `2026-03-02T${time}.000Z`;
}

describe('a visit', () => {
  test('drafts the events of each submission with who, when, on what ground and by which command', () => {
    const outcome = visit(parcelKind, none, [submission('a', send(at('13:00:00')))], NOON, rules);
    expect(outcome.answers).toEqual([{ status: 'drafted', first: 0, count: 1 }]);
    expect(outcome.drafts[0]?.meta).toEqual({
      submission: { id: 'person:test:a', command: 0, of: 1 },
      actor: clerk,
      occurredAt: NOON,
      decidedAt: NOON,
      grounds: [],
      command: send(at('13:00:00')),
    });
  });

  test('lets fall due what lies before it, in order of instant and name, before it decides', () => {
    const sent = play(
      parcelKind,
      [{ at: NOON, submission: submission('a', send(at('13:00:00'), at('12:30:00'))) }],
      NOON,
      rules,
    );
    const folded = foldOf(sent);
    const fetch = submission('b', { type: 'FetchParcel', data: {} });
    const outcome = visit(parcelKind, folded, [fetch], at('14:00:00'), rules);
    expect(outcome.drafts.map((draft) => [draft.event.type, draft.meta.occurredAt])).toEqual([
      ['Reminded', at('12:30:00')],
      ['Reminded', at('13:00:00')],
      ['ParcelFetched', at('14:00:00')],
    ]);
    expect(outcome.drafts[0]?.meta.actor).toEqual(ENGINE);
  });

  test('at the very instant of a deadline the command wins', () => {
    const sent = play(
      parcelKind,
      [{ at: NOON, submission: submission('a', send(at('13:00:00'))) }],
      NOON,
      rules,
    );
    const fetch = submission('b', { type: 'FetchParcel', data: {} });
    const outcome = visit(parcelKind, foldOf(sent), [fetch], at('13:00:00'), rules);
    expect(outcome.drafts.map((draft) => draft.event.type)).toEqual(['ParcelFetched']);
  });

  test('records what fell due although the submission is refused', () => {
    const twice = play(
      parcelKind,
      [
        { at: NOON, submission: submission('a', send(at('13:00:00'))) },
        { at: at('14:00:00'), submission: submission('b', { type: 'SendParcel', data: {} }) },
        { at: at('14:00:01'), submission: submission('c', { type: 'FetchParcel', data: {} }) },
        { at: at('14:00:02'), submission: submission('d', { type: 'FetchParcel', data: {} }) },
      ],
      at('15:00:00'),
      rules,
    );
    expect(twice.events.map((event) => event.event.type)).toEqual([
      'ParcelSent',
      'Reminded',
      'ParcelFetched',
    ]);
    expect(twice.answers.map((answer) => answer.status)).toEqual([
      'drafted',
      'accepted',
      'drafted',
      'refused',
    ]);
  });

  test('takes the commands of one submission together or not at all', () => {
    const mixed = submission('a', send(), { type: 'FetchParcel', data: {} }, { ...fetchAgain });
    const outcome = visit(parcelKind, none, [mixed], NOON, rules);
    expect(outcome.drafts).toEqual([]);
    expect(outcome.answers[0]).toMatchObject({ status: 'refused', code: 'already-fetched' });
  });

  test('answers a repeated submission with what was recorded, and another command under its id not at all', () => {
    const first = submission('a', send(at('13:00:00')));
    const repeat = play(
      parcelKind,
      [
        { at: NOON, submission: first },
        { at: at('12:00:01'), submission: first },
        { at: at('12:00:02'), submission: submission('a', send(at('13:00:01'))) },
      ],
      at('12:00:03'),
      rules,
    );
    expect(repeat.events).toHaveLength(1);
    expect(repeat.answers.map((answer) => answer.status)).toEqual([
      'drafted',
      'repeated',
      'reused',
    ]);
  });

  test('catches a rule that throws, answers a fault with a reference, and goes on', () => {
    const explode = submission('b', { type: 'Explode', data: {} });
    const outcome = visit(
      parcelKind,
      none,
      [explode, submission('a', send()), submission('m', malformed)],
      NOON,
      rules,
    );
    expect(outcome.answers.map((answer) => answer.status)).toEqual([
      'fault',
      'drafted',
      'accepted',
    ]);
    expect(outcome.broken).toHaveLength(1);
    const refused = visit(parcelKind, none, [submission('m', malformed)], NOON, rules);
    expect(refused.answers.map((answer) => answer.status)).toEqual(['fault']);
    expect(refused.drafts).toEqual([]);
  });

  test('compares If-Match with what the caller could have seen', () => {
    const sent = play(
      parcelKind,
      [{ at: NOON, submission: submission('a', send(at('12:30:00'))) }],
      NOON,
      rules,
    );
    const fetch = { ...submission('b', { type: 'FetchParcel', data: {} }), ifMatch: 0 };
    const late = { ...submission('c', { type: 'Look', data: {} }), ifMatch: 0 };
    const outcome = visit(parcelKind, foldOf(sent), [fetch, late], at('13:00:00'), rules);
    expect(outcome.answers.map((answer) => answer.status)).toEqual(['drafted', 'stale']);
  });

  test('an errand that gave up is answered by its otherwise, and an answer nobody waits for does nothing', () => {
    const gaveUp: Submission = {
      id: 'errand:bell@1',
      actor: ENGINE,
      commands: [],
      errand: 'bell@1',
    };
    const rung = play(
      parcelKind,
      [
        { at: NOON, submission: submission('a', send()) },
        {
          at: at('12:00:01'),
          submission: submission('b', { type: 'RingBell', data: { activity: 'ring' } }),
        },
        { at: at('12:00:02'), submission: gaveUp },
        { at: at('12:00:03'), submission: { ...gaveUp, id: 'errand:bell@9', errand: 'bell@9' } },
      ],
      at('12:00:04'),
      rules,
    );
    expect(rung.events.at(-1)?.event).toEqual({
      type: 'BellRung',
      data: { name: 'bell@1', heard: false },
    });
    expect(rung.answers.at(-1)).toEqual({ status: 'accepted', revision: 2 });
  });

  test('many deadlines after a long outage are recorded in appends the log can take', () => {
    const reminders = Array.from({ length: 450 }, (_, index) =>
      new Date(Date.parse(NOON) + index * 1_000).toISOString(),
    );
    const sent = submission('a', send(...reminders));
    const first = visit(parcelKind, none, [sent], at('18:00:00'), rules);
    expect(first.unfinished).toBe(true);
    const whole = play(
      parcelKind,
      [{ at: at('18:00:00'), submission: sent }],
      at('18:00:01'),
      rules,
    );
    expect(whole.events.filter((event) => event.event.type === 'Reminded')).toHaveLength(450);
  });
});

const fetchAgain: Message = { type: 'FetchParcel', data: {} };
const malformed: Message = { type: 'SendParcel', data: { remindAt: 'malformed' } };

function foldOf(played: ReturnType<typeof play>): Folded {
  return {
    state: played.state,
    revision: played.events.length - 1,
    decidedAt: played.events.at(-1)?.meta.decidedAt ?? '',
    linesOf: () => [],
  };
}
