import type { Message } from '../../events/envelope.ts';
import { box } from '../../bench/generated-events.ts';
import * as story from '../workflows/complaint/a-case.ts';
import { said } from './projected.ts';

/** Lives of cases in events, for tests of what is shown of them. */
export function streamNamed(institution: string, place: number): string {
  return `complaint-${institution}.${String(place).padStart(12, '0')}`;
}

/** A life told in a stream of its own. */
export function told(institution: string, place: number, messages: readonly Message[]) {
  return said(streamNamed(institution, place), messages);
}

export const imported: Message = {
  type: 'CaseImported',
  data: {
    source: 'cfpb',
    reference: box('3555725'),
    snapshotOn: '2020-01-01',
    receivedOn: '2019-03-30',
    sentOn: '2019-04-02',
    standing: 'open',
    facts: {
      product: 'Mortgage',
      'submitted-via': 'Web',
      'company-response': 'In progress',
      timely: 'Yes',
      disputed: 'N/A',
    },
    narrative: { text: box('A story.'), characters: 8, lines: 0 },
  },
};

export const importedClosed: Message = {
  type: 'CaseImported',
  data: {
    ...imported.data,
    standing: 'closed',
    facts: { product: 'Student loan', 'company-response': 'Closed', timely: 'No' },
    narrative: null,
  },
};

export const takenOver: Message = {
  type: 'CaseTakenOver',
  data: {
    regime: 'cn-nfra-2020',
    unit: 'cards',
    language: 'en',
    staffComplainedOf: [],
    by: 'li',
  },
};

export const started: Message = { type: 'ClockStarted', data: story.decideClock };
export const { received, lookedInto, proposed, signedOff, breach } = story;
/** Under a rule that nobody read in its own text. */
export const unsure: readonly Message[] = [
  ...story.received.slice(0, 1),
  {
    type: 'ClockStarted',
    data: {
      ...story.decideClock,
      ...{ clock: 'respond', regime: 'us-cfpb', version: '2015', mark: 'S' },
      article: 'Company Portal Manual, 15 calendar days from sending to the portal',
    },
  },
];
export const toldInTime: readonly Message[] = [
  ...story.told,
  { type: 'CaseClosed', data: { by: 'chen' } },
];
export const returned: readonly Message[] = [
  ...story.proposed,
  { type: 'DecisionReturned', data: { proposal: 5, reasons: box('Say when.'), by: 'sun' } },
];
export const withdrawn: readonly Message[] = [
  ...story.proposed,
  { type: 'ComplaintWithdrawn', data: { withdrawnAt: '2026-03-05T02:00:00.000Z', by: 'chen' } },
  {
    type: 'ClockStopped',
    data: {
      clock: 'decide',
      at: '2026-03-05T02:00:00.000Z',
      dueAt: story.DUE_AT,
      inTime: true,
    },
  },
];
export const breached: readonly Message[] = [...story.received, story.breach];
/** Satisfied in time, recorded after the breach: the breach is revoked and the clock stops. */
export const revoked: readonly Message[] = [
  ...story.signedOff,
  story.breach,
  {
    type: 'BreachRevoked',
    data: {
      clock: 'decide',
      dueAt: story.DUE_AT,
      because: 'satisfied-in-time-recorded-late',
    },
  },
  {
    type: 'ClockStopped',
    data: { clock: 'decide', at: '2026-03-05T02:00:00.000Z', dueAt: story.DUE_AT, inTime: true },
  },
];
/** Breached by a wrong date of receipt: the promise moves, and the breach is revoked by its new due instant. */
export const movedAndRevoked = (dueAt: string): readonly Message[] => {
  const { lastDay, countedTo, warnings, ladder, article, mark, trace } = story.decideClock;
  const promise = { dueAt, lastDay, countedTo, warnings, ladder, article, mark, trace };
  const places = { startsAt: story.RECEIVED_AT, before: story.DUE_AT, basis: 3 };
  const because = 'fact-corrected';
  return [
    ...breached,
    { type: 'ClockMoved', data: { clock: 'decide', ...promise, ...places, because } },
    { type: 'BreachRevoked', data: { clock: 'decide', dueAt, because } },
  ];
};
