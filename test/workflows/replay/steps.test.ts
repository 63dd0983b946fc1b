import { describe, expect, test } from 'vitest';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { play } from '../../../workflows/play.ts';
import { stepsOf } from '../../../workflows/replay/steps.ts';
import { standing } from '../../../workflows/standing.ts';
import { longCase } from '../../../bench/long-case.ts';
import { recordedPlay } from '../../recorded-play.ts';
import { clara, intake, rules } from '../complaint/a-case.ts';

const RECEIVED = '2026-03-02T01:30:00.000Z';

const data = { ...intake, receivedAt: RECEIVED };
const submission = {
  ...{ id: 'person:test:1', actor: clara },
  commands: [{ type: 'ReceiveComplaint', data }],
};
const untouched = recordedPlay(
  play(complaintKind, [{ at: RECEIVED, submission }], '2026-06-01T00:00:00.000Z', () => rules)
    .events,
);

describe('a case step by step', () => {
  const steps = stepsOf(complaintKind, untouched);

  test('each step leads on from the state of the one before, to the state of all events', () => {
    expect(steps.map(({ recorded: { revision } }) => revision)).toEqual([...untouched.keys()]);
    expect(steps[0]?.before).toEqual(complaintKind.process.initial);
    for (const [place, { before }] of steps.entries())
      if (place > 0) expect(before).toBe(steps[place - 1]?.after);
    const last = untouched.reduce(
      (state, event) => complaintKind.process.evolve(state, event, event.revision),
      complaintKind.process.initial,
    );
    expect(steps.at(-1)?.after).toEqual(last);
  });

  test('names the command of every event, also of those that do not carry it', () => {
    const started = steps.find(({ said }) => said.type === 'ClockStarted');
    expect(started?.recorded.meta.command).toBeUndefined();
    expect(started?.command?.type).toBe('ReceiveComplaint');
    const breached = steps.find(({ said }) => said.type === 'DeadlineBreached');
    expect(breached?.command?.type).toBe('RecordBreach');
  });

  test('says what changed, and what is awaited from then on and no longer', () => {
    const breached = steps.find(({ said }) => said.type === 'DeadlineBreached');
    expect(breached?.changes).toContainEqual({
      path: 'clocks[decide].breached',
      before: false,
      after: true,
    });
    expect(breached?.awaits.gone.map(({ name }) => name.replace(/@\d+$/, ''))).toContain(
      'decide-breach',
    );
  });

  test('what was added and not gone is what is awaited at the end', () => {
    const awaited = new Set<string>();
    for (const { awaits } of steps) {
      for (const { name } of awaits.gone) awaited.delete(name);
      for (const { name } of awaits.added) awaited.add(name);
    }
    const { process } = complaintKind;
    const last = steps.at(-1)?.after;
    const { errands } = standing(process, last, untouched.length - 1);
    const names = [...process.deadlines(last), ...errands].map(({ name }) => name);
    expect([...awaited].toSorted()).toEqual(names.toSorted());
  });
});

test('nothing is told of no event; a long case has a step for each', () => {
  expect(stepsOf(complaintKind, [])).toEqual([]);
  const { play: long } = longCase(60);
  expect(stepsOf(complaintKind, recordedPlay(long.events))).toHaveLength(60);
});
