import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import { involvedAfter, nobodyInvolved } from '../workflows/complaint/involved.ts';
import type { Involved } from '../workflows/complaint/involved.ts';
import { madeAnew } from './made-anew.ts';

/** Whom a case keeps out of a sign-off, besides who proposed it and who handles it. */
export type KeptOut = {
  /** Of its review: who took part at first instance, and from which units. */
  readonly involved: Involved;
  /** Of its review: whose interest in the case was recorded. */
  readonly interested: readonly string[];
  /** Of everything. */
  readonly complainedOf: readonly string[];
};

export const nobodyKeptOut: KeptOut = {
  involved: nobodyInvolved,
  interested: [],
  complainedOf: [],
};

export function keptOutAfter(before: KeptOut, event: ComplaintEvent): KeptOut {
  const involved = involvedAfter(before.involved, event);
  const kept = involved === before.involved ? before : { ...before, involved };
  switch (event.type) {
    case 'ComplaintReceived':
    case 'CaseTakenOver':
      return { ...kept, complainedOf: event.data.staffComplainedOf ?? [] };
    case 'InterestRecorded':
      return { ...kept, interested: [...new Set([...kept.interested, event.data.person])] };
    default:
      return kept;
  }
}

/** Whom the rows of an earlier release keep out, a rebuild of the board finds. */
export const keptOutColumn = `
  alter table read.cases add column kept_out jsonb not null
    default '${JSON.stringify(nobodyKeptOut)}';
  alter table read.cases alter column kept_out drop default;
  ${madeAnew('cases')}
`;
