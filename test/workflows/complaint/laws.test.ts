import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Message } from '../../../events/envelope.ts';
import type { Box } from '../../../events/personal.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import type { Timed } from '../../../workflows/play.ts';
import type { Errand } from '../../../workflows/process.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { laws } from '../../laws.ts';
import { afterwards } from './after-commands.ts';
import { handlingCommand } from './handling-generator.ts';
import { importedCase, importer, laterFacts, takeOver } from './an-import.ts';

import { intakeCommand } from './intake-samples.ts';
import { nonRoutineCommand } from './non-routine-samples.ts';

const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];
const START = Date.parse('2026-03-02T01:00:00.000Z');
const DAY = 24 * 3_600_000;

function box(value: string): Box {
  const commitment = createHash('sha256').update(value).digest('hex');
  return { key: 'complaint-bank.000000000001#1', sealed: 'AAAA', commitment };
}

const people = ['hana', 'li', 'maria', 'otto'].flatMap((id) =>
  ['clerk', 'handler', 'supervisor', 'executive'].map((role) => ({
    id,
    role,
    unit: 'desk',
    rank: role,
  })),
);
/** Of another unit: neither took part before. */
const renata = { id: 'renata', role: 'supervisor', unit: 'review', rank: 'head' };
const rosa = { ...renata, id: 'rosa' };
const staff = fc.constantFrom('hana', 'li', 'maria', 'otto');
const revision = fc.integer({ min: 0, max: 24 });
const words = fc.constantFrom('a', 'b').map(box);
const instant = fc
  .oneof(
    fc.integer({ min: 0, max: 70 * DAY }),
    // At the due instants of fifteen and thirty days, and a millisecond to either side.
    fc
      .tuple(fc.constantFrom(15, 30, 60), fc.integer({ min: -1, max: 1 }))
      .map(([days, by]) => days * DAY + 15 * 3_600_000 - 1 + by),
  )
  .map((offset) => new Date(START + offset).toISOString());

const command: fc.Arbitrary<Message> = fc.oneof(
  fc.constantFrom<Message>(
    { type: 'AcknowledgeComplaint', data: {} },
    {
      type: 'AcknowledgeComplaint',
      data: { channel: 'email', acknowledgedAt: '2026-03-03T02:00:00.000Z' },
    },
    { type: 'TellComplainant', data: {} },
    { type: 'CloseCase', data: {} },
    { type: 'RequestExtension', data: { clock: 'decide', step: 'complex', reasons: box('r') } },
    {
      type: 'RequestExtension',
      data: { clock: 'decide', step: 'very-complex', reasons: box('r') },
    },
    {
      type: 'RequestExtension',
      data: {
        clock: 'reply',
        step: 'exceptional',
        reasons: box('r'),
        notice: { letter: box('l'), covers: ['reason', 'date'], expectedOn: '2026-04-20' },
      },
    },
    {
      type: 'ExplainDelay',
      data: {
        ...({ reason: 'delay', letter: box('l'), expectedOn: '2026-06-08' } as const),
        covers: ['reason', 'date', 'ombudsman-right'],
      },
    },
    { type: 'GrantExtension', data: { clock: 'decide', step: 'very-complex' } },
    { type: 'RefuseExtension', data: { clock: 'decide', step: 'very-complex', reasons: box('r') } },
    {
      type: 'ClassifyComplaint',
      data: { product: 'credit-card', cause: 'pricing', right: 'fair-dealing', class: 'simple' },
    },
    { type: 'LinkCase', data: { to: '000000000002', reasons: box('r') } },
  ),
  staff.map((handler) => ({ type: 'AssignCase', data: { handler, unit: 'desk' } })),
  words.map((finding) => ({ type: 'RecordFinding', data: { finding } })),
  fc.array(revision, { maxLength: 2 }).map((restsOn) => ({
    type: 'ProposeDecision',
    data: {
      outcome: 'upheld',
      remedy: { kind: 'money', money: { amount: '12.30', currency: 'CNY' } },
      covers: ['verified', 'grounds', 'routes', 'steps', 'communications', 'follow-up'],
      reasons: box('r'),
      letter: box('a'),
      restsOn,
    },
  })),
  revision.map((proposal) => ({
    type: 'SignOff',
    data: { proposal, letterCommitment: box('a').commitment },
  })),
  revision.map((proposal) => ({ type: 'ReturnDecision', data: { proposal, reasons: box('r') } })),
  fc
    .constantFrom('supervisor', 'head', 'executive')
    .map((to) => ({ type: 'EscalateCase', data: { to, reasons: box('r') } })),
  fc
    .record({
      ground: fc.constantFrom('no-standing', 'unreachable', 'early-resolution'),
      at: instant,
    })
    .map((said) => ({
      type: 'EndWithoutDecision',
      data: {
        ...said,
        reasons: box('r'),
        letter: box('l'),
        covers: ['resolved', 'ombudsman-right', 'time-limits', 'leaflet', 'reason'],
      },
    })),
  instant.map((toldAt) => ({ type: 'RecordTelling', data: { channel: 'phone', toldAt } })),
  instant.map((withdrawnAt) => ({
    type: 'WithdrawComplaint',
    data: { withdrawnAt, evidence: box('A signed letter.') },
  })),
  { weight: 6, arbitrary: handlingCommand(staff, revision, instant) },
  { weight: 4, arbitrary: nonRoutineCommand(revision, instant) },
  { weight: 4, arbitrary: intakeCommand(instant) },
);

/** What a source may say of the case, on days before, on and after each other. */
const snapshot: fc.Arbitrary<Message> = fc
  .record({
    snapshotOn: fc.constantFrom('2026-02-26', '2026-02-27', '2026-03-01'),
    standing: fc.constantFrom('open', 'closed'),
    response: fc.constantFrom('In progress', 'Closed'),
    sentOn: fc.constantFrom('2026-02-17', '2026-02-20', '2026-02-21'),
  })
  .map(({ response, ...stated }) => ({
    type: 'ImportFacts',
    data: { ...laterFacts, ...stated, facts: { 'company-response': response } },
  }));

const takeOverCase: fc.Arbitrary<Message> = fc
  .record({
    regime: fc.constantFrom('cn-nfra-2020', 'us-cfpb', 'demo', 'no-such-regime'),
    extended: fc.constantFrom(
      [],
      [{ clock: 'respond', step: 'in-progress' }],
      [{ clock: 'decide', step: 'very-complex' }],
    ),
  })
  .map((said) => ({ type: 'TakeOverCase', data: { ...takeOver, ...said } }));

function receive(
  regime: string,
  complainedOf: readonly string[],
  kinds: readonly string[] = [],
): Message {
  return {
    type: 'ReceiveComplaint',
    data: {
      source: 'test',
      reference: box('reference'),
      receivedAt: new Date(START).toISOString(),
      channel: 'phone',
      unit: 'branch-1',
      regime,
      language: 'zh-CN',
      complainant: { name: box('name') },
      staffComplainedOf: complainedOf,
      kinds: [...kinds],
    },
  };
}

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ at: instant, actor: fc.constantFrom(...people), command }) },
  fc.record({ at: instant, actor: fc.constant(importer), command: snapshot }),
  fc.record({ at: instant, actor: fc.constantFrom(...people), command: takeOverCase }),
);

/** An intake, or the import of a case that is open or closed, taken over at once or later or never. */
const beginning = fc.oneof(
  fc
    .record({
      regime: fc.constantFrom('cn-nfra-2020', 'us-cfpb', 'demo', 'eu-psd2', 'uk-fca-disp', 'none'),
      complainedOf: fc.constantFrom([], ['otto']),
    })
    .map(({ regime, complainedOf }) => [receive(regime, complainedOf)]),
  fc
    .record({ standing: fc.constantFrom('open', 'closed'), first: takeOverCase })
    .map(({ standing, first }): readonly Message[] => [
      { type: 'ImportCase', data: { ...importedCase, standing } },
      first,
    ]),
  fc.constant<readonly Message[]>([{ type: 'ImportCase', data: importedCase }]),
  // No clock starts, and nobody has it yet.
  fc.constant<readonly Message[]>([receive('cn-pboc-2020', [], ['direct'])]),
);

const usual: readonly Message[] = [
  { type: 'AssignCase', data: { handler: 'hana', unit: 'desk' } },
  {
    type: 'ClassifyComplaint',
    data: { product: 'credit-card', cause: 'pricing', right: 'fair-dealing', class: 'simple' },
  },
  { type: 'RecordFinding', data: { finding: box('a') } },
  {
    type: 'ProposeDecision',
    data: {
      outcome: 'partly-upheld',
      remedy: { kind: 'correction' },
      covers: ['verified', 'grounds', 'routes', 'steps', 'communications', 'follow-up'],
      reasons: box('r'),
      letter: box('a'),
      restsOn: [3, 4],
    },
  },
];

/** The same, signed off, told and closed: what comes after may begin. */
const finished: readonly Message[] = [
  ...usual,
  { type: 'SignOff', data: { proposal: 5, letterCommitment: box('a').commitment } },
  {
    type: 'RecordTelling',
    data: {
      channel: 'phone',
      toldAt: new Date(START).toISOString(),
      proof: { deed: 'dialled', evidence: box('e') },
    },
  },
  { type: 'CloseCase', data: { reasons: box('r') } },
];

/** What comes after, said by those who may: mostly of this very instant. */
const laterStep = instant.chain((at) =>
  fc.record({
    at: fc.constant(at),
    actor: fc.constantFrom(...people.slice(1, 8), renata, renata, renata, rosa, rosa),
    command: afterwards(
      box,
      fc.integer({ min: 5, max: 24 }),
      fc.oneof({ weight: 4, arbitrary: fc.constant(at) }, instant),
    ),
  }),
);

/** A life from its beginning on; two thirds go on in a sensible order. */
const lives = fc
  .oneof(
    fc.record({
      beginning,
      sensible: fc.constantFrom<readonly Message[]>([], usual),
      steps: fc.array(step, { maxLength: 25 }),
    }),
    fc.record({
      beginning: fc.constantFrom([receive('cn-nfra-2020', [])], [receive('demo', ['otto'])]),
      sensible: fc.constantFrom(finished, finished.slice(0, -1)),
      steps: fc.array(fc.oneof({ weight: 6, arbitrary: laterStep }, step), {
        maxLength: 60,
        size: 'max',
      }),
    }),
  )
  .map(({ beginning: first, sensible, steps }): readonly Timed[] => {
    const start = new Date(START).toISOString();
    const clerk = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
    const opening = [...first, ...sensible];
    return [
      ...opening.map((one) => ({ at: start, actor: actorFor(one) ?? clerk, command: one })),
      ...steps.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    ].map(({ at, actor, command: one }, index) => ({
      at,
      submission: { id: `person:test:${index}`, actor, commands: [one] },
    }));
  });

function actorFor({ type }: Message) {
  if (type === 'AssignCase' || type === 'SignOff')
    return { id: 'li', role: 'supervisor', unit: 'desk', rank: 'supervisor' };
  if (type === 'ReceiveComplaint') return undefined;
  if (type === 'ImportCase') return importer;
  return { id: 'hana', role: 'handler', unit: 'desk', rank: 'handler' };
}

function answerTo({ activity, otherwise, input }: Errand<Message>, at: string): Message {
  if (activity === 'submit-to-case')
    return { ...otherwise, data: { ...otherwise.data, outcome: { status: 'recorded' } } };
  const { letter, order } = input as { letter: string; order: number };
  return { type: 'RecordLetterSent', data: { letter, order, sentAt: at, commitment: 'ab' } };
}

laws({
  kind: complaintKind,
  rules: (note) => ruleBook(shelf, note),
  lives,
  answerTo,
});
