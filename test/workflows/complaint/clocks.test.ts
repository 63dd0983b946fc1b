import { expect, test } from 'vitest';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import {
  RECEIVED_AT,
  clara,
  given,
  hana,
  intake,
  letter,
  lookedInto,
  proposal,
  sun,
} from './a-case.ts';

/** Order 2020-3 with a second, invented clock: acknowledge within a day of hours. */
const rules = ruleBook(
  readShelf(REGIMES).map((entry) => {
    const [decide] = entry.regime.clocks;
    if (decide === undefined) throw new Error('A regime has at least one clock.');
    const acknowledge = {
      ...decide,
      name: 'acknowledge',
      length: { count: 24, unit: 'hour' as const },
      metBy: ['acknowledged' as const],
      limit: 'target' as const,
      extensions: [],
    };
    return { ...entry, regime: { ...entry.regime, clocks: [decide, acknowledge] } };
  }),
);
const HOUR_1 = '2026-03-02T02:30:00.000Z';
const at = (by = clara) => ({ at: HOUR_1, by, rules });

/** 0 received, 1 and 2 clocks started */
const started = () => given().after({ type: 'ReceiveComplaint', data: intake }, at());

test('each clock of a regime starts, of its own length and limit, and explains itself', () => {
  const clock = started().at(2);
  expect(clock).toMatchObject({
    type: 'ClockStarted',
    data: {
      clock: 'acknowledge',
      startsAt: RECEIVED_AT,
      dueAt: '2026-03-03T01:30:00.000Z',
      lastDay: null,
      limit: 'target',
      trace: [
        { step: 'length', from: RECEIVED_AT, count: 24, unit: 'hour' },
        { step: 'end', dueAt: '2026-03-03T01:30:00.000Z', lastDay: null },
      ],
    },
  });
});

test('a clock stops by what satisfies it, and the others run on', () => {
  const way = { channel: 'in-person', acknowledgedAt: HOUR_1 } as const;
  given(started())
    .when({ type: 'AcknowledgeComplaint', data: way }, at())
    .then([
      'ComplaintAcknowledged',
      { type: 'ClockStopped', data: { clock: 'acknowledge', at: HOUR_1, inTime: true } },
    ]);
});

test('whoever is told the decision needs no acknowledgement: every clock stops', () => {
  const facts = lookedInto.slice(2);
  const restsOn = [4, 5];
  const proposedHere = given(started(), facts).after(
    { type: 'ProposeDecision', data: { ...proposal, restsOn } },
    at(hana),
  );
  const signedHere = given(proposedHere).after(
    { type: 'SignOff', data: { proposal: 6, letterCommitment: letter.commitment } },
    at(sun),
  );
  given(signedHere)
    .when({ type: 'RecordTelling', data: { channel: 'phone', toldAt: HOUR_1 } }, at(hana))
    .then([
      'ComplainantTold',
      { type: 'ClockStopped', data: { clock: 'decide' } },
      { type: 'ClockStopped', data: { clock: 'acknowledge' } },
    ]);
});

test('a breach of one clock leaves the other as it is', () => {
  const breached = given(started()).after(
    { type: 'RecordBreach', data: { clock: 'acknowledge' } },
    { at: '2026-03-03T01:30:00.000Z' },
  );
  expect(breached.at(-1)).toMatchObject({ data: { clock: 'acknowledge', limit: 'target' } });
  expect(
    given(breached)
      .state()
      .clocks.map(({ name, breached: late }) => [name, late]),
  ).toEqual([
    ['decide', false],
    ['acknowledge', true],
  ]);
});
