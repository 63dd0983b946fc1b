import type { Instant } from '../events/envelope.ts';
import type { Clock } from './clock.ts';
import type { Satisfaction } from './clock.ts';
import { isChanceOfFirm, isDutyOfFirm, isOfOthers, startsOf } from './clock.ts';
import type { Regime } from './regime.ts';

/** One complaint may come under several regimes at once: each keeps its own clocks, and this is what they come to. */

/** A clock of one of the regimes. */
export type RegimeClock = { readonly regime: Regime; readonly clock: Clock };

/** The firm's duties that something starts, over several regimes; `kinds` says of which kind the complaint is. */
export function dutiesOf(
  regimes: readonly Regime[],
  startedBy: readonly Clock['startsWith'][],
  kinds: readonly string[] = [],
): readonly RegimeClock[] {
  return clocksOf(regimes, startedBy, kinds).filter(({ clock }) => isDutyOfFirm(clock));
}

/** The chances of the firm that something opens, in the same way. */
export function chancesOf(
  regimes: readonly Regime[],
  startedBy: readonly Clock['startsWith'][],
  kinds: readonly string[] = [],
): readonly RegimeClock[] {
  return clocksOf(regimes, startedBy, kinds).filter(({ clock }) => isChanceOfFirm(clock));
}

/** What something starts for others than the firm: the time to ask for a review or an ombudsman, a regulator's own. */
export function othersOf(
  regimes: readonly Regime[],
  startedBy: readonly Clock['startsWith'][],
  kinds: readonly string[] = [],
): readonly RegimeClock[] {
  return clocksOf(regimes, startedBy, kinds).filter(({ clock }) => isOfOthers(clock));
}

function clocksOf(
  regimes: readonly Regime[],
  startedBy: readonly Clock['startsWith'][],
  kinds: readonly string[],
): readonly RegimeClock[] {
  return regimes.flatMap((regime) =>
    regime.clocks
      .filter((clock) => runsFor(regime, clock, kinds))
      .filter((clock) => startsOf(clock).some((start) => startedBy.includes(start)))
      .map((clock) => ({ regime, clock })),
  );
}

/** Whether a rule is for a complaint of some kinds; of a regime whose kinds nobody named, for its first one. */
export function runsFor(
  { kinds = [] }: Regime,
  rule: Pick<Clock, 'kinds'>,
  wanted: readonly string[],
): boolean {
  const known = kinds.map(({ name }) => name);
  const named = known.filter((name) => wanted.includes(name));
  const mine = named.length > 0 ? named : known.slice(0, 1);
  return rule.kinds === undefined || rule.kinds.some((kind) => mine.includes(kind));
}

/** Those kinds that none of the regimes has, and all that they have between them. */
export function kindsUnknown(
  regimes: readonly Regime[],
  wanted: readonly string[],
): { readonly unknown: readonly string[]; readonly known: readonly string[] } {
  const known = new Set(regimes.flatMap(({ kinds = [] }) => kinds.map(({ name }) => name)));
  return { unknown: wanted.filter((kind) => !known.has(kind)), known: [...known] };
}

/** What a clock promises; a limit that cannot be counted yet has no instant, and is there all the same. */
export type Deadline = {
  readonly regime: string;
  readonly version: string;
  readonly clock: string;
  readonly limit: 'legal' | 'target';
  readonly metBy: readonly Satisfaction[];
  readonly dueAt: Instant | null;
};

/** All deadlines for one thing to be done, soonest first. */
export type Duty = {
  readonly metBy: readonly Satisfaction[];
  /** Every one that law sets: each can be breached by itself. */
  readonly legal: readonly Deadline[];
  /** What the case works to: the soonest of all, the house's own included; null when none can be counted. */
  readonly worksTo: Deadline | null;
  /** Deadlines that wait for their calendar: any of them may be sooner than `worksTo`. */
  readonly waiting: readonly Deadline[];
};

/** The deadlines of one complaint by what meets them, in the order in which they fall due. */
export function overlay(deadlines: readonly Deadline[]): readonly Duty[] {
  const inOrder = deadlines.toSorted((one, other) => compare(one.dueAt, other.dueAt));
  const groups = Map.groupBy(inOrder, ({ metBy }) => metBy.toSorted().join());
  return [...groups.values()].map((group) => ({
    metBy: group[0]?.metBy ?? [],
    legal: group.filter(({ limit }) => limit === 'legal'),
    worksTo: group.find(({ dueAt }) => dueAt !== null) ?? null,
    waiting: group.filter(({ dueAt }) => dueAt === null),
  }));
}

/** The deadlines that are breached by something done at an instant, or not yet done by then: only those of law. */
export function breaches(deadlines: readonly Deadline[], at: Instant): readonly Deadline[] {
  return deadlines.filter(({ limit, dueAt }) => limit === 'legal' && dueAt !== null && at > dueAt);
}

/** What cannot be counted comes last. */
function compare(one: Instant | null, other: Instant | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  return other === null || one < other ? -1 : 1;
}
