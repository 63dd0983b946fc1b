import { createHash } from 'node:crypto';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../../events/envelope.ts';
import type { Box } from '../../../events/personal.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { complaint, complaintKind } from '../../../workflows/complaint/complaint.ts';
import type { CommandData } from '../../../workflows/complaint/commands.ts';
import { specOf } from '../../spec.ts';

/**
 * One case, told in events, for the tests of each rule to begin from: a complaint of Monday 2 March 2026 under Order
 * 2020-3. Each constant continues the one before; the number beside an event is its revision.
 */
export const rules = ruleBook([...readShelf(REGIMES), ...readCalendars(CALENDARS)]);
export const { given } = specOf(complaint, complaintKind.words, rules);

/** Sealed text as the edge makes it: equal text, equal box. */
export function box(value: string): Box {
  const commitment = createHash('sha256').update(value).digest('hex');
  return {
    key: 'complaint-bank.000000000001#1',
    sealed: Buffer.from(value).toString('base64url'),
    commitment,
  };
}

function person(id: string, role: string, rank = role): Actor {
  return { id, role, unit: 'consumer-protection', rank };
}

export const clara = person('clara', 'clerk', 'none');
export const hana = person('hana', 'handler');
export const hugo = person('hugo', 'handler');
export const sun = person('sun', 'supervisor');
export const head = person('heide', 'head');
export const executive = person('erik', 'executive');
/** A person complained of, who happens to lead. */
export const otto = person('otto', 'supervisor');

export const RECEIVED_AT: Instant = '2026-03-02T01:30:00.000Z';
export const DUE_AT: Instant = '2026-03-17T15:59:59.999Z';
/** A Tuesday in the middle of the fifteen days, before any warning. */
export const TUESDAY: Instant = '2026-03-03T02:00:00.000Z';

export const intake: CommandData<'ReceiveComplaint'> = {
  source: 'hotline',
  reference: box('2026-000123'),
  receivedAt: RECEIVED_AT,
  channel: 'phone',
  unit: 'branch-0755',
  regime: 'cn-nfra-2020',
  language: 'zh-CN',
  complainant: { name: box('Wang') },
  staffComplainedOf: ['otto'],
};

export const decideClock = {
  clock: 'decide',
  regime: 'cn-nfra-2020',
  version: '2020-03-01',
  zone: 'Asia/Shanghai',
  startsAt: RECEIVED_AT,
  dueAt: DUE_AT,
  lastDay: '2026-03-17',
  countedTo: '2026-03-17',
  limit: 'legal',
  metBy: ['decided', 'told'],
  warnings: [
    { percent: 50, at: '2026-03-09T20:44:59.999Z' },
    { percent: 80, at: '2026-03-14T13:05:59.999Z' },
  ],
  ladder: [
    { rank: 'supervisor', percent: 70, at: '2026-03-12T23:38:59.999Z' },
    { rank: 'head', percent: 90, at: '2026-03-16T02:32:59.999Z' },
    { rank: 'executive', percent: 100, at: DUE_AT },
  ],
  article: 'Order 2020-3 art. 18, art. 43',
  mark: 'V',
  trace: [
    {
      step: 'length',
      count: 15,
      unit: 'day',
      from: '2026-03-02',
      startDayCounts: false,
      zone: 'Asia/Shanghai',
    },
    {
      step: 'days',
      from: '2026-03-02',
      to: '2026-03-02',
      days: 1,
      counted: false,
      because: 'start-day',
    },
    {
      step: 'days',
      from: '2026-03-03',
      to: '2026-03-17',
      days: 15,
      counted: true,
      because: 'calendar-day',
    },
    { step: 'end', dueAt: DUE_AT, lastDay: '2026-03-17' },
  ],
} as const;

type Events = readonly ComplaintEvent[];

/** 0, 1 */
export const received: Events = [
  { type: 'ComplaintReceived', data: intake },
  { type: 'ClockStarted', data: decideClock },
];

export const classification = {
  product: 'credit-card',
  cause: 'pricing',
  right: 'fair-dealing',
  class: 'complex',
} as const;

/** 2 assigned, 3 classified, 4 finding */
export const lookedInto: Events = [
  ...received,
  { type: 'CaseAssigned', data: { handler: 'hana', unit: 'consumer-protection', by: 'sun' } },
  { type: 'ComplaintClassified', data: { ...classification, by: 'hana' } },
  {
    type: 'FindingRecorded',
    data: { finding: box('The fee was taken twice.'), corrects: null, by: 'hana' },
  },
];

export const letter = box('Dear Mr Wang, the fee will be paid back.');

export const proposal: CommandData<'ProposeDecision'> = {
  outcome: 'upheld',
  remedy: { kind: 'money', money: { amount: '300.00', currency: 'CNY' } },
  covers: ['verified', 'grounds', 'routes'],
  reasons: box('The fee was taken twice.'),
  letter,
  restsOn: [3, 4],
};

/** 5 */
export const proposed: Events = [
  ...lookedInto,
  { type: 'DecisionProposed', data: { ...proposal, by: 'hana' } },
];

export const SIGNED_OFF_AT: Instant = '2026-03-04T02:00:00.000Z';

/** 6 */
export const signedOff: Events = [
  ...proposed,
  {
    type: 'DecisionSignedOff',
    data: {
      proposal: 5,
      letterCommitment: letter.commitment,
      by: 'sun',
      rank: 'supervisor',
      at: SIGNED_OFF_AT,
    },
  },
];

/** 7 */
export const onItsWay: Events = [
  ...signedOff,
  { type: 'LetterOrdered', data: { letter: 'decision', about: 5, attempt: 1 } },
];

/** Reached instead of `onItsWay`: 7 told, 8 clock stopped */
export const told: Events = [
  ...signedOff,
  {
    type: 'ComplainantTold',
    data: {
      proposal: 5,
      channel: 'phone',
      toldAt: '2026-03-05T02:00:00.000Z',
      proof: { deed: 'dialled', evidence: box('Recording 0305-07.') },
      by: 'hana',
    },
  },
  {
    type: 'ClockStopped',
    data: { clock: 'decide', at: '2026-03-05T02:00:00.000Z', dueAt: DUE_AT, inTime: true },
  },
];

/** What happens when nobody does anything until the clock is past: the events of its deadlines. */
export const breach: ComplaintEvent = {
  type: 'DeadlineBreached',
  data: {
    clock: 'decide',
    dueAt: DUE_AT,
    limit: 'legal',
    article: 'Order 2020-3 art. 18, art. 43',
    mark: 'V',
  },
};

/** Reached from `told`: 9 closed although the money is still to be paid, 10 its retention begun. */
export const CLOSED_AT: Instant = '2026-03-06T02:00:00.000Z';
export const closed: Events = given(told).after(
  { type: 'CloseCase', data: { reasons: box('It is paid on Friday.') } },
  { at: CLOSED_AT, by: hana },
);

/** Somebody of another unit who took no part. */
export const renata: Actor = { ...person('renata', 'supervisor', 'head'), unit: 'review' };

/** The same complaint under other regimes, the leading one first. */
export function receivedUnder(regime: string, ...overlays: readonly string[]): Events {
  const data = { ...intake, regime, ...(overlays.length > 0 && { overlays }) };
  return given().after({ type: 'ReceiveComplaint', data }, { at: TUESDAY, by: clara });
}

/** The events of a case, had it come under other regimes; its clocks stay those it has. */
export function asUnder(events: Events, regime: string, ...overlays: readonly string[]): Events {
  return events.map((event) =>
    event.type === 'ComplaintReceived'
      ? { ...event, data: { ...event.data, regime, overlays: [...overlays] } }
      : event,
  );
}

/** Two regimes, either of them leading. */
export const EITHER_LEADING = [
  ['cn-nfra-2020', 'cn-pboc-2020'],
  ['cn-pboc-2020', 'cn-nfra-2020'],
] as const;
