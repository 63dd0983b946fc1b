import type { Confirmation } from '../regimes/confirmation.ts';
import { awaitedAuthority } from '../workflows/complaint/awaited-authority.ts';
import { caseRegimes, houseRules } from '../workflows/complaint/case-regime.ts';
import { datumOfClock } from '../workflows/complaint/datum-of-clock.ts';
import type { ListedClock } from '../workflows/complaint/datum-of-clock.ts';
import { restsOn } from '../workflows/complaint/rests-on.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import type { Told } from '../workflows/complaint/timeline.ts';
import { confirmedOf } from './confirmed.ts';
import type { House } from './house.ts';
import type { CaseView } from './responses.ts';

/** The rules as an institution has them: those on the shelf, with what it confirmed of them. */
export type OwnRules = Pick<House, 'rules'> & { readonly confirmed: readonly Confirmation[] };

export function ownRules(
  { rules, confirmationsOf }: Pick<House, 'rules' | 'confirmationsOf'>,
  institution: string,
): OwnRules {
  return { rules, confirmed: confirmationsOf?.(institution) ?? [] };
}

/** Every rule not read in its own text on which a case rests. */
export function shownRests(
  events: readonly Told[],
  state: ComplaintState,
  { rules, confirmed }: OwnRules,
): CaseView['restsOn'] {
  const now = events.at(-1)?.recorded.meta.occurredAt;
  const house = now === undefined ? undefined : houseRules({ rules, now });
  const regimes = [...caseRegimes(state, rules), ...(house === undefined ? [] : [house])];
  return restsOn(events, regimes).map(({ decided, ...rule }) => ({
    ...rule,
    confirmed: confirmedOf(rule, confirmed),
    decided: [...decided],
  }));
}

/** The datum that a listed clock rests on, and who of the house stands for it. */
export function shownDatum(clock: ListedClock, { rules, confirmed }: OwnRules) {
  const datum = datumOfClock(clock, rules);
  return { datum, confirmed: confirmedOf({ ...clock, datum }, confirmed) };
}

/** The rule by which what waits for a second person is to be signed. */
export function shownAuthority(
  state: ComplaintState,
  { rules, confirmed }: OwnRules,
): CaseView['authority'] {
  const rule = awaitedAuthority(state, rules);
  return rule === undefined ? null : { ...rule, confirmed: confirmedOf(rule, confirmed) };
}
