import type { Message } from '../../../events/envelope.ts';
import { box } from '../../../bench/generated-events.ts';
import * as story from '../../workflows/complaint/a-case.ts';
import * as review from '../../workflows/complaint/a-review.ts';
import * as lives from '../lives.ts';

/** Lives that leave entries in registers; the number beside an event is its revision. */

const { received, breached, signedOff, lookedInto } = lives;
const RECEIVED: Message = story.received[0] as Message;

export const metLate: readonly Message[] = [
  ...breached,
  stoppedLate('2026-03-20T02:00:00.000Z', story.DUE_AT),
];

export function stoppedLate(at: string, dueAt: string): Message {
  return { type: 'ClockStopped', data: { clock: 'decide', at, dueAt, inTime: false } };
}

/** A breach of a case of this product, handled by this unit. */
export function breachedOf(product: string, unit: string): readonly Message[] {
  return [
    ...received,
    { type: 'ComplaintClassified', data: { ...story.classification, product, by: 'hana' } },
    { type: 'CaseAssigned', data: { handler: 'hugo', unit, by: 'sun' } },
    story.breach,
  ];
}

export const escalated: readonly Message[] = [
  ...received,
  {
    type: 'CaseEscalated',
    data: { to: 'supervisor', because: 'time', clock: 'decide', percent: 70, by: 'redress' },
  },
];

const complex = { clock: 'decide', step: 'complex' };
const head = { by: 'heide', rank: 'head' };

export const extensionRequested: readonly Message[] = [
  ...received,
  { type: 'ExtensionRequested', data: { ...complex, reasons: box('A third party.'), by: 'hana' } },
];
export const extensionGranted: readonly Message[] = [
  ...extensionRequested,
  { type: 'ExtensionGranted', data: { ...complex, ...head } },
  {
    type: 'ClockExtended',
    data: {
      ...{ ...complex, before: story.DUE_AT, dueAt: '2026-05-01T15:59:59.999Z' },
      ...{ lastDay: '2026-05-01', countedTo: '2026-05-01', warnings: [], ladder: [], trace: [] },
      ...{ article: 'Order 2020-3 art. 18', mark: 'V' },
    },
  },
];
export const extensionRefused: readonly Message[] = [
  ...extensionRequested,
  { type: 'ExtensionRefused', data: { ...complex, ...head, reasons: box('No need.') } },
];
export const extensionLapsed: readonly Message[] = [
  ...extensionRequested,
  story.breach,
  { type: 'ExtensionLapsed', data: { ...complex, because: 'clock-breached' } },
];

/** 7 delivered */
const promised = { decision: 5, remedy: 0 };
export const delivered: readonly Message[] = [
  ...signedOff,
  {
    type: 'RemedyDelivered',
    data: {
      ...{ ...promised, deliveredAt: '2026-03-09T02:00:00.000Z' },
      ...{ evidence: box('Transfer 77.'), by: 'hana' },
    },
  },
];
export function checked(found: 'delivered' | 'not-delivered'): readonly Message[] {
  return [...delivered, { type: 'RemedyChecked', data: { ...promised, found, by: 'sun' } }];
}
export function reopened(life: readonly Message[]): readonly Message[] {
  return [
    ...life,
    {
      type: 'CaseReopened',
      data: {
        ...{ disputedAt: '2026-03-12T02:00:00.000Z', reasons: box('Not enough.') },
        ...{ article: 'Order 2020-3 art. 26', mark: 'V', by: 'chen' },
      },
    },
  ];
}
const refund = { kind: 'refund', money: { amount: '12.30', currency: 'CNY' } };
export const threeRemedies: readonly Message[] = [
  ...lookedInto,
  {
    type: 'DecisionProposed',
    data: {
      ...story.proposal,
      ...{ remedy: refund, remedies: [{ kind: 'none' }, refund, { kind: 'apology' }], by: 'hana' },
    },
  },
  ...story.signedOff.slice(6),
  {
    type: 'RemedyDelivered',
    data: {
      ...{ decision: 5, remedy: 1, deliveredAt: '2026-03-09T02:00:00.000Z' },
      ...{ evidence: box('Transfer 78.'), by: 'hana' },
    },
  },
];

/** A review that promises more: 14 proposed. */
export const reviewProposed: readonly Message[] = story
  .given(review.assigned)
  .after(review.decide({ outcome: 'changed', remedies: [refund] }), review.now(story.renata));
export const reviewSignedOff: readonly Message[] = [
  ...reviewProposed,
  {
    type: 'ReviewSignedOff',
    data: {
      ...{ proposal: 14, letterCommitment: review.letter.commitment, rank: 'supervisor' },
      ...{ by: 'rosa', at: review.DECIDED },
    },
  },
];
export const reviewReturned: readonly Message[] = [
  ...reviewProposed,
  { type: 'ReviewReturned', data: { proposal: 14, reasons: box('Too little.'), by: 'rosa' } },
];
export const reviewVoided: readonly Message[] = [
  ...reviewProposed,
  { type: 'ReviewVoided', data: { proposal: 14, because: 'reassigned' } },
];
/** As reviews were when the reviewer decided alone. */
export const reviewDecidedAlone: readonly Message[] = [
  ...review.assigned,
  {
    type: 'ReviewDecided',
    data: {
      ...{ outcome: 'changed', process: 'faulty', timeliness: 'late', remedies: [refund] },
      ...{ reasons: box('r'), letter: review.letter, by: 'renata', at: review.DECIDED },
    },
  },
];

/** 10 sent */
export const surveyed: readonly Message[] = [
  ...lives.toldInTime,
  { type: 'SurveySent', data: { by: 'chen', at: '2026-03-10T02:00:00.000Z' } },
];
export function answered(degree: number): readonly Message[] {
  const answeredAt = '2026-03-11T02:00:00.000Z';
  const comment = box('It took long.');
  return [
    ...surveyed,
    {
      type: 'SurveyAnswered',
      data: { survey: 10, satisfaction: degree, answeredAt, comment, by: 'hana' },
    },
  ];
}

/** 2 marked */
const origin = { article: 'House rule 7', mark: 'P' };
const step = { marking: 2, dueAt: '2026-03-03T15:59:59.999Z' };
export const marked: readonly Message[] = [
  ...received,
  {
    type: 'NonRoutineMarked',
    data: {
      ...{ marker: 'suspected-illegal-agent', because: 'person', reasons: box('A template.') },
      ...{ steps: ['brief-the-head'], tell: 'head', suspicion: true, by: 'hana' },
      clock: { dueAt: step.dueAt, metBy: 'brief-the-head', limit: 'target', ...origin },
      ...origin,
    },
  },
];
export const confirmed: Message = {
  type: 'NonRoutineConfirmed',
  data: { marking: 2, by: 'sun' },
};
export const overdue: Message = {
  type: 'NonRoutineOverdue',
  data: { ...step, step: 'brief-the-head', limit: 'target', ...origin },
};
export const notOverdue: Message = {
  type: 'NonRoutineOverdueRevoked',
  data: { ...step, because: 'done-in-time-recorded-late' },
};
export const stepDone: Message = {
  type: 'NonRoutineStepDone',
  data: { marking: 2, step: 'brief-the-head', doneAt: '2026-03-03T02:00:00.000Z', by: 'hana' },
};
export const lifted: Message = {
  type: 'NonRoutineLifted',
  data: { marking: 2, reasons: box('It was he himself.'), by: 'sun' },
};

/** 2 recorded */
export const facts: readonly Message[] = [
  ...received,
  {
    type: 'NewFactsReceived',
    data: {
      ...{ receivedAt: '2026-03-03T02:00:00.000Z', facts: box('A recording.'), by: 'hana' },
      confirmation: { dueAt: '2026-03-04T02:00:00.000Z', then: 'head', ...origin },
    },
  },
];
export const leftUnconfirmed: Message = {
  type: 'NewFactsLeftUnconfirmed',
  data: { receipt: 2, dueAt: '2026-03-04T02:00:00.000Z', ...origin },
};
export const factsConfirmed: Message = {
  type: 'NewFactsConfirmed',
  data: { receipt: 2, reasons: box('It was not there before.'), by: 'sun' },
};
export const factsDismissed: Message = {
  type: 'NewFactsDismissed',
  data: { receipt: 2, reasons: box('It is the same recording.'), by: 'sun' },
};

/** 2 linked */
export const linked: readonly Message[] = [
  ...received,
  {
    type: 'CaseLinked',
    data: { to: '000000000009', as: 'repeat', reasons: box('The same fee.'), by: 'hana' },
  },
];
export const linkConfirmed: Message = { type: 'LinkConfirmed', data: { link: 2 } };
export const merging: readonly Message[] = [
  ...received,
  { type: 'MergeAsked', data: { into: '000000000009', reasons: box('The same.'), by: 'hana' } },
];
export const mergeRefused: Message = {
  type: 'MergeRefused',
  data: { merge: 2, code: 'merging-itself' },
};
export const mergeAccepted: Message = {
  type: 'MergeAccepted',
  data: { from: 'complaint-bank.000000000007' },
};
export const possible: readonly Message[] = [
  {
    type: 'ComplaintReceived',
    data: { ...RECEIVED.data, possibleDuplicates: ['000000000003', '000000000004'] },
  },
];
export const dismissed: Message = {
  type: 'DuplicateDismissed',
  data: { of: '000000000004', reasons: box('Another card.'), by: 'hana' },
};

/** 2 asked */
export const asked: readonly Message[] = [
  ...received,
  {
    type: 'RegulatorAsked',
    data: {
      ...{ regulator: 'nfra-shenzhen', reference: box('88'), by: 'chen' },
      ...{ receivedAt: '2026-03-05T02:00:00.000Z', replyBy: '2026-03-12T15:59:59.999Z' },
    },
  },
];
export const replied: Message = {
  type: 'RegulatorAnswered',
  data: { request: 2, repliedAt: '2026-03-10T02:00:00.000Z', by: 'chen' },
};
export const askedEarlier: Message = {
  type: 'FactCorrected',
  data: {
    ...{ fact: 'request-received-at', about: 2, reasons: box('The stamp says so.'), by: 'chen' },
    ...{ before: '2026-03-05T02:00:00.000Z', after: '2026-03-04T02:00:00.000Z' },
  },
};

/** An end without a decision whose letter failed for good. */
export const notTold: readonly Message[] = [
  ...lives.received,
  {
    type: 'CaseEscalated',
    data: { to: 'supervisor', because: 'letter-not-sent', letter: 4, by: 'redress' },
  },
];
export const orderedAgain: Message = {
  type: 'LetterOrdered',
  data: { letter: 'ending', about: 3, attempt: 1 },
};
export const endTold: Message = {
  type: 'EndingTold',
  data: { ending: 3, channel: 'email', toldAt: '2026-03-09T02:00:00.000Z', by: 'hana' },
};
