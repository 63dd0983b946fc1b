import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor } from '../../../events/envelope.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { asRegime, atlantis } from '../../regimes/a-regime.ts';
import { box, clara, classification, given, hana, head, intake, letter, sun } from './a-case.ts';
import { proposal } from './a-case.ts';

/** A tenth regime is data alone: a case under it, with nothing else on the shelf. */
const tenth = asRegime(atlantis());
const rules = ruleBook([
  { regime: tenth, ground: { name: `regime:${tenth.name}`, version: '1', sha256: 'a' } },
]);
const at = (by: Actor, instant = '2026-03-03T02:00:00.000Z') => ({ at: instant, by, rules });

const receive = (complainants: number) =>
  ({
    type: 'ReceiveComplaint',
    data: { ...intake, regime: tenth.name, ...(complainants > 1 && { joint: { complainants } }) },
  }) as const;
const received = given().after(receive(1), at(clara));
/** 2 assigned, 3 classified, 4 finding */
const lookedInto: readonly ComplaintEvent[] = [
  ...received,
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'shells', by: 'sun' } },
  { type: 'ComplaintClassified', data: { ...classification, by: 'hana' } },
  { type: 'FindingRecorded', data: { finding: box('Leaks.'), corrects: null, by: 'hana' } },
];
const propose = (amount: string) =>
  ({
    type: 'ProposeDecision',
    data: { ...proposal, remedy: { kind: 'money', money: { amount, currency: 'EUR' } } },
  }) as const;
const signOff = {
  type: 'SignOff',
  data: { proposal: 5, letterCommitment: letter.commitment },
} as const;

test('its clock starts, in its own zone and months', () => {
  expect(received).toMatchObject([
    { type: 'ComplaintReceived' },
    {
      type: 'ClockStarted',
      data: {
        clock: 'surface',
        regime: 'atlantis-2030',
        zone: 'Atlantic/Azores',
        lastDay: '2026-05-02',
        mark: 'S',
      },
    },
  ]);
});

test('its number of people marks a case, with its steps, rank and minutes', () => {
  given().when(receive(2), at(clara)).then(['ComplaintReceived', 'ClockStarted']);
  given()
    .when(receive(3), at(clara))
    .then([
      'ComplaintReceived',
      'ClockStarted',
      {
        type: 'NonRoutineMarked',
        data: {
          marker: 'mass',
          steps: ['ring-bell'],
          tell: 'head',
          clock: { dueAt: '2026-03-03T03:30:00.000Z', limit: 'legal', mark: 'V' },
          article: 'tide 8',
        },
      },
      { type: 'CaseEscalated', data: { to: 'head' } },
    ]);
});

test('a marker of its own, which no other regime has, marks a case with its steps and minutes', () => {
  const { markers } = atlantis();
  const mermaid = {
    ...(markers as object[])[0],
    name: 'mermaid-sighted',
    title: { en: 'A mermaid', zh: '美人鱼' },
  };
  const thresholds = [{ ...(atlantis()['thresholds'] as object[])[0], marks: 'mermaid-sighted' }];
  const own = asRegime({ ...atlantis(), markers: [mermaid], thresholds });
  const book = ruleBook([
    { regime: own, ground: { name: `regime:${own.name}`, version: '1', sha256: 'b' } },
  ]);
  const when = { ...at(clara), rules: book };
  const marking = {
    type: 'NonRoutineMarked',
    data: {
      marker: 'mermaid-sighted',
      steps: ['ring-bell'],
      clock: { dueAt: '2026-03-03T03:30:00.000Z', metBy: 'ring-bell' },
    },
  };
  const mark = (marker: string) =>
    ({ type: 'MarkNonRoutine', data: { marker, reasons: box('Seen.') } }) as const;
  given(given().after(receive(1), when))
    .when(mark('mermaid-sighted'), when)
    .then([marking, { type: 'CaseEscalated', data: { to: 'head' } }]);
  const three = given().after(receive(3), when);
  expect(three[2]).toMatchObject(marking);
  const due = 'mermaid-sighted-ring-bell@2';
  expect(complaint.deadlines(given(three).state()).map(({ name }) => name)).toContain(due);
  const decision = complaint.decide(given(three).state(), mark('kraken'), {
    ...{ now: when.at, actor: clara, rules: book },
  });
  expect('refused' in decision && decision.refused.because.en).toContain('mermaid-sighted');
});

test('a marker that neither it nor the house has is refused, by its name', () => {
  given(received)
    .when({ type: 'MarkNonRoutine', data: { marker: 'media', reasons: box('Seen.') } }, at(clara))
    .then({ refused: 'no-such-marker-in-rules' });
});

test('its amounts say who signs', () => {
  const small = given(lookedInto).after(propose('100.00'), at(hana));
  given(small).when(signOff, at(sun)).then(['DecisionSignedOff']);
  const large = given(lookedInto).after(propose('100.01'), at(hana));
  given(large).when(signOff, at(sun)).then({ refused: 'rank-not-sufficient' });
  given(large)
    .when(signOff, at(head))
    .then([
      {
        type: 'DecisionSignedOff',
        data: { authority: { name: 'any', article: 'house proposal', mark: 'P' } },
      },
    ]);
});

test('its week is how long a closed case may be opened again', () => {
  const signed = given(given(lookedInto).after(propose('1.00'), at(hana))).after(signOff, at(sun));
  const toldAt = '2026-03-03T02:00:00.000Z';
  const told = given(signed).after(
    { type: 'RecordTelling', data: { channel: 'phone', toldAt } },
    at(hana),
  );
  const closed = given(told).after(
    { type: 'CloseCase', data: { reasons: box('Paid on Friday.') } },
    at(hana),
  );
  const reopen = (disputedAt: string) =>
    ({ type: 'ReopenCase', data: { disputedAt, reasons: box('Still wet.') } }) as const;
  // The seventh day ends at one in the morning in Greenwich.
  const last = '2026-03-11T00:59:59.999Z';
  given(closed)
    .when(reopen(last), at(sun, last))
    .then([{ type: 'CaseReopened', data: { article: 'tide 6', mark: 'V' } }, 'ClockStarted']);
  given(closed)
    .when(reopen('2026-03-11T01:00:00.000Z'), at(sun, '2026-03-11T01:00:00.000Z'))
    .then({ refused: 'disputed-too-late' });
});
