import { CLASSES, OUTCOMES } from '../events/complaint/codes.ts';
import { money } from '../events/words.ts';
import { RANKS } from './datum.ts';
import type { Regime } from './regime.ts';
import { isAtMost } from './sign-off.ts';

/** `path` leads to the datum, as zod has it. */
type Hidden = { readonly path: readonly (string | number)[]; readonly message: string };

/** A rule of a list, with all that it fits: of several that fit the first holds. */
type Fitting = { readonly name: string; readonly fits: readonly string[] };

/** Rules that decide nothing, since wherever they fit another one of their list goes before them. */
export function neverApplied(regime: Regime): readonly Hidden[] {
  const lists = {
    endings: (regime.endings ?? []).map(({ name, ground }) => ({ name, fits: [ground] })),
    notices: (regime.notices ?? []).map(({ name, occasion }) => ({
      name,
      // Those of any other occasion are meant by their names.
      fits: ['decided', 'delayed', 'review-decided'].filter((one) => one === occasion),
    })),
    recusals: (regime.recusals ?? []).map(({ name, at, of }) => ({ name, fits: pairs(at, of) })),
    repeats: (regime.repeats ?? []).map(({ name, effect }) => ({
      name,
      fits: ['may-merge'].filter((one) => one === effect),
    })),
    reminders: (regime.reminders ?? []).map(({ name, of }) => ({ name, fits: [of] })),
  };
  return [
    ...Object.entries(lists).flatMap(([list, rules]) => behind(list, rules)),
    ...signingNothing(regime.signOff ?? []),
  ];
}

function behind(list: string, rules: readonly Fitting[]): readonly Hidden[] {
  return rules.flatMap(({ fits }, at) => {
    const before = rules.slice(0, at).filter((one) => one.fits.some((key) => fits.includes(key)));
    const taken = new Set(before.flatMap((one) => one.fits));
    return fits.length > 0 && fits.every((key) => taken.has(key))
      ? [{ path: [list, at], message: goesBefore(before) }]
      : [];
  });
}

function goesBefore(others: readonly { readonly name: string }[]): string {
  const names = others.map(({ name }) => name).join(', ');
  return `can never apply: wherever it fits, ${names} goes before it`;
}

type Authorities = NonNullable<Regime['signOff']>;
type Authority = Authorities[number];

/** As `authorityOver` finds who signs; what is no amount is a fault of its own. */
function signingNothing(rules: Authorities): readonly Hidden[] {
  if (rules.some(({ upTo }) => upTo !== undefined && !money.safeParse(upTo).success)) return [];
  return rules.flatMap((rule, at) => {
    const path = ['signOff', at];
    if ((rule.outcomes ?? rule.classes ?? rule.upTo) === undefined)
      return at === rules.length - 1
        ? []
        : [{ path, message: 'can never apply: of rules that fit everything only the last counts' }];
    const before = rules.filter((other, place) => goesFirst([other, place], [rule, at]));
    const fitting = scope(rule).map((key) => before.filter((one) => scope(one).includes(key)));
    return fitting.every((found) => found.length > 0)
      ? [{ path, message: goesBefore([...new Set(fitting.flat())]) }]
      : [];
  });
}

/** Of amounts the first that is enough; of rules for some cases the highest rank, and the first that names it. */
function goesFirst(
  [one, place]: readonly [Authority, number],
  [other, at]: readonly [Authority, number],
): boolean {
  if (one.upTo !== undefined || other.upTo !== undefined)
    return (
      place < at &&
      one.upTo !== undefined &&
      other.upTo !== undefined &&
      isAtMost(other.upTo, one.upTo)
    );
  if ((one.outcomes ?? one.classes) === undefined) return false;
  const above = RANKS.indexOf(one.rank) - RANKS.indexOf(other.rank);
  return above > 0 || (above === 0 && place < at);
}

function scope({ outcomes = [...OUTCOMES], classes = [...CLASSES] }: Authority): readonly string[] {
  return pairs(outcomes, classes);
}

function pairs(ones: readonly string[], others: readonly string[]): readonly string[] {
  return ones.flatMap((one) => others.map((other) => `${one} ${other}`));
}
