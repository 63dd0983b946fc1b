import type { Clock, Regime } from '../regimes/regime.ts';
import type { RuleBookEntry } from '../regimes/rule-book.ts';
import type { Random } from './random.ts';

/** A version of a regime that comes into force while a case lasts: the regulator gives more time, or less. */
export type NewVersion = {
  readonly regime: string;
  /** The first day on which it is in force. */
  readonly effectiveFrom: string;
  /** What becomes of the clocks that run. */
  readonly running: 'stay' | 'move';
  /** How many units of each clock's own more, or fewer. */
  readonly longerBy: number;
};

const DAY = 24 * 3_600_000;
/** Days after the beginning of a case within which the version comes. */
const WITHIN = 60;

export function drawNewVersion(random: Random, regime: string, begin: number): NewVersion {
  const at = begin + (1 + random.below(WITHIN)) * DAY;
  return {
    regime,
    effectiveFrom: new Date(at).toISOString().slice(0, 10),
    running: random.chance(0.7) ? 'move' : 'stay',
    longerBy: random.below(7) - 3,
  };
}

export function versionOf({ effectiveFrom }: Pick<NewVersion, 'effectiveFrom'>): string {
  return `from ${effectiveFrom}`;
}

/** The shelf with the new version beside the one it follows, which stays for the cases bound to it. */
export function withNewVersion(
  shelf: readonly RuleBookEntry[],
  coming: NewVersion | undefined,
): readonly RuleBookEntry[] {
  if (coming === undefined) return shelf;
  const last = shelf.findLast(({ regime }) => regime.name === coming.regime);
  if (last === undefined) return shelf;
  const regime = nextVersion(last.regime, coming);
  return [...shelf, { regime, ground: { ...last.ground, version: regime.version } }];
}

function nextVersion(
  regime: Regime,
  { effectiveFrom, running, longerBy }: Omit<NewVersion, 'regime'>,
): Regime {
  const { article, mark } = { article: 'transition', mark: 'V' } as const;
  return {
    ...regime,
    ...{ version: versionOf({ effectiveFrom }), effectiveFrom },
    transition: { running, limit: 'legal', article, mark },
    clocks: regime.clocks.map((clock) => longer(clock, longerBy)),
  };
}

/** A ladder's totals grow with the clock: each step stays longer than what it extends. */
function longer(clock: Clock, by: number): Clock {
  const more = Math.max(by, 1 - clock.length.count);
  return {
    ...clock,
    length: { ...clock.length, count: clock.length.count + more },
    extensions: clock.extensions.map((step) => {
      const { to } = step;
      if (!('total' in to)) return step;
      return { ...step, to: { total: { ...to.total, count: to.total.count + more } } };
    }),
  };
}
