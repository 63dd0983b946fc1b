import { RETENTION_GROUNDS } from '../../events/complaint/retention-events.ts';
import type { RetentionGround } from '../../events/complaint/retention-events.ts';
import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { ComplaintState } from './state.ts';

type Begun = EventData<'RetentionBegun'>;

/** How long a case is kept and why, as people ask it. */
export type KeptFor = {
  /** Null while the case is open: its term begins with its end. */
  readonly endedOn: string | null;
  readonly keepUntil: string | null;
  /** The term that holds: the longest of all that can be counted; null where none can, or the case is open. */
  readonly longest: Begun['terms'][number] | null;
  readonly terms: Begun['terms'];
  /** What must be recorded before the terms that wait for it can be counted. */
  readonly waits: readonly { readonly for: RetentionGround; readonly terms: readonly string[] }[];
  /** What a rule keeps it for beyond any term, for as long as one of its matters is open. */
  readonly matters: readonly (Omit<NonNullable<Begun['holds']>[number], 'while'> & {
    readonly open: readonly string[];
  })[];
  readonly holds: ComplaintState['retention']['holds'];
};

export function keptFor(state: ComplaintState): KeptFor {
  const { begun, holds } = state.retention;
  const { endedOn = null, keepUntil = null, terms = [], holds: rules = [] } = begun ?? {};
  const open = openMatters(state);
  return {
    ...{ endedOn, keepUntil, terms, holds },
    longest: terms.find(({ until }) => until !== null && until === keepUntil) ?? null,
    waits: RETENTION_GROUNDS.flatMap((ground) => {
      const waiting = terms.filter((term) => waitsFor(term) === ground);
      return waiting.length === 0 ? [] : [{ for: ground, terms: waiting.map(({ name }) => name) }];
    }),
    matters: rules.flatMap(({ while: matters, ...rule }) => {
      const still = matters.filter((matter) => open.includes(matter));
      return still.length === 0 ? [] : [{ ...rule, open: still }];
    }),
  };
}

/** Before a term said itself what it waits for, only a contract's end showed in it. */
function waitsFor({ from, until, waitsFor: ground }: Begun['terms'][number]) {
  return ground ?? (until === null && from === 'contract-ended' ? from : undefined);
}

/** Matters of a case that are not over, by the words of the rules (legalHolds). */
function openMatters({ status, review, after }: ComplaintState): readonly string[] {
  const referred = after.referrals.filter(({ decided }) => !decided);
  const isOpen: { readonly [matter: string]: boolean } = {
    dispute: status === 'open' || referred.length > 0,
    review: review !== null && review.decided === null,
    mediation: after.mediations.some(({ ended }) => !ended),
    court: referred.some(({ forum }) => forum === 'court'),
    'regulator-request': after.regulatorRequests.some(({ repliedAt }) => repliedAt === null),
  };
  return Object.keys(isOpen).filter((matter) => isOpen[matter] === true);
}
