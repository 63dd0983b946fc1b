import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../../events/envelope.ts';
import type { CommandData } from '../../../workflows/complaint/commands.ts';
import { box } from './a-case.ts';

/** A complaint as the CFPB's file had it, told in events, for the tests of each rule to begin from. */

export const importer: Actor = { id: 'import', role: 'import', unit: 'import', rank: 'none' };

/** The day the file is imported: long after its snapshot. */
export const TODAY: Instant = '2026-03-03T17:00:00.000Z';

const narrative = { text: box('They took the fee twice.'), characters: 24, lines: 0 };

/** An open one: the company has answered that it is looking into it. */
export const importedCase: CommandData<'ImportCase'> = {
  source: 'cfpb',
  reference: box('3555725'),
  snapshotOn: '2026-02-27',
  receivedOn: '2026-02-18',
  sentOn: '2026-02-20',
  standing: 'open',
  facts: {
    product: 'Mortgage',
    issue: 'Struggling to pay mortgage',
    'company-response': 'In progress',
    timely: 'Yes',
    disputed: 'N/A',
  },
  narrative,
};

export const imported: readonly ComplaintEvent[] = [{ type: 'CaseImported', data: importedCase }];

export const importedClosed: readonly ComplaintEvent[] = [
  {
    type: 'CaseImported',
    data: {
      ...importedCase,
      standing: 'closed',
      facts: { ...importedCase.facts, 'company-response': 'Closed with explanation' },
    },
  },
];

/** The same case a week later. */
export const laterFacts: CommandData<'ImportFacts'> = {
  source: 'cfpb',
  reference: box('3555725'),
  snapshotOn: '2026-03-03',
  receivedOn: '2026-02-18',
  standing: 'closed',
  facts: {
    product: 'Mortgage',
    'company-response': 'Closed with explanation',
    'public-response': 'Company believes it acted appropriately',
  },
};

export const takeOver: CommandData<'TakeOverCase'> = {
  regime: 'us-cfpb',
  unit: 'us-retail',
  language: 'en',
  staffComplainedOf: ['otto'],
  extended: [],
};

/** 0 imported, 1 taken over; the clock that follows is in the tests. */
export const takenOver: readonly ComplaintEvent[] = [
  ...imported,
  {
    type: 'CaseTakenOver',
    data: {
      regime: 'us-cfpb',
      unit: 'us-retail',
      language: 'en',
      staffComplainedOf: ['otto'],
      by: 'hana',
    },
  },
];
