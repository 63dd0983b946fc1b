import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { openRegimes } from './case-regime.ts';
import { isChance } from './chances.ts';
import { running } from './clocks.ts';
import { endsWithTheCase } from './other-clocks.ts';
import type { CaseClock, ComplaintState, WaitingClock } from './state.ts';

/** The rule of a regime by which its clocks end without a decision, and the chance inside which they do. */
export type Ended = {
  readonly at: Instant;
  readonly rule: { readonly name: string; readonly article: string; readonly mark: string };
  readonly chance?: CaseClock | undefined;
};

/** What an end without a decision comes to under each regime over a case. */
export type EndByRegime = {
  readonly ends: ReadonlyMap<string, Ended>;
  /** Regimes that do not let it end so, and to which the firm still owes something. */
  readonly goesOn: readonly string[];
  /** When the rest ends, which has no rule of its own. */
  readonly at: Instant;
};

/**
 * The clocks of a regime end only by that regime's own rule; where it has none they go on, and the case stays open for
 * it. What only adds to others has no end of its own: it goes on for as long as any of them does.
 */
export function endByRegime(
  state: ComplaintState,
  { rules, at }: { readonly rules: RuleBook; readonly at: Instant },
  ruleOf: (regime: Regime) => Ended | undefined,
): EndByRegime {
  const open = openRegimes(state, rules);
  const ends = new Map<string, Ended>();
  for (const regime of open) {
    const ended = ruleOf(regime);
    if (ended !== undefined) ends.set(regime.name, ended);
  }
  const left = open.filter(({ name }) => !ends.has(name) && isOwed(state, name));
  const alone = left.filter(({ over }) => over === undefined).map(({ name }) => name);
  const adding = left.filter(
    ({ over }) => over !== undefined && alone.some((name) => addsTo(over, name)),
  );
  const goesOn = [...alone, ...adding.map(({ name }) => name)];
  // Added to a regime that ends, it ends by that regime's rule and at its instant.
  const [first] = ends.values();
  return { ends, goesOn, at: first?.at ?? at };
}

/** An overlay that names no regime adds to any. */
function addsTo(over: readonly string[], name: string): boolean {
  return over.length === 0 || over.includes(name);
}

/** Whether a duty of the firm under a regime is still to be done; a chance is no duty. */
function isOwed(state: ComplaintState, name: string): boolean {
  return owedClocks(state).some(({ regime }) => regime === name);
}

/** The clocks of a duty that is still to be done and ends with the case. */
export function owedClocks(state: ComplaintState): readonly (CaseClock | WaitingClock)[] {
  const open = [...running(state), ...state.waiting.filter(({ metAt }) => metAt === null)];
  return open.filter((clock) => endsWithTheCase(clock) && !isChance(clock));
}

/** The same as it stands in an event: by which rules it ends, and for whom it goes on. */
export function saidByRegime({ ends, goesOn }: EndByRegime): {
  readonly endsFor?: { regime: string; ending: string; article: string; mark: string }[];
  readonly goesOnFor?: string[];
} {
  const endsFor = [...ends].map(
    ([
      regime,
      {
        rule: { name: ending, article, mark },
      },
    ]) => ({
      ...{ regime, ending, article, mark },
    }),
  );
  return {
    ...(endsFor.length === 0 ? {} : { endsFor }),
    ...(goesOn.length === 0 ? {} : { goesOnFor: [...goesOn] }),
  };
}
