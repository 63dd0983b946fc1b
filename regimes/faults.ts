import type { z } from 'zod';
import { plainWords } from '../events/plain-words.ts';
import { namedPath } from './datum-path.ts';
import { regime } from './regime.ts';
import type { Regime } from './regime.ts';

/** What is wrong with one datum, called by its path; an empty path is the whole. */
export type Fault = { readonly path: string; readonly message: string };

/** A value read as a regime, or every fault of it. What data say of each other is looked at once each is right. */
export function readRegime(
  value: unknown,
): { readonly regime: Regime } | { readonly faults: readonly Fault[] } {
  const parsed = regime.safeParse(value, { error: plainWords });
  if (parsed.success) return { regime: parsed.data };
  return {
    faults: parsed.error.issues
      .flatMap(meant)
      .map(({ path, message }) => ({ path: namedPath(value, path), message })),
  };
}

type Issue = z.core.$ZodIssue;

/** Of a value that is none of several kinds, what is wrong with the kind it comes nearest to. */
function meant(issue: Issue): readonly { path: readonly PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: 'is not known: mend its name, or remove it',
    }));
  if (issue.code !== 'invalid_union') return [issue];
  const [nearest] = issue.errors.toSorted((one, other) => strangeness(one) - strangeness(other));
  return (nearest ?? [issue]).flatMap((inner) =>
    meant(inner).map(({ path, message }) => ({
      path: nearest === undefined ? path : [...issue.path, ...path],
      message,
    })),
  );
}

/** Unknown or missing fields mean that another kind was meant; a wrong value inside one does not. */
function strangeness(issues: readonly Issue[]): number {
  return issues.filter(({ code, path }) => code === 'unrecognized_keys' || path.length <= 1).length;
}

/** Faults of several regimes that stand together: one version twice, two in force at once, overlays over nothing. */
export function faultsTogether(regimes: readonly Regime[]): readonly Fault[] {
  const names = new Set(regimes.map(({ name }) => name));
  return regimes.flatMap((one, place) => [
    ...(one.over ?? [])
      .filter((under) => !names.has(under))
      .map((under) => ({ path: `${one.name}.over`, message: `no regime here is called ${under}` })),
    ...regimes.slice(place + 1).flatMap((other) => twice(one, other)),
  ]);
}

function twice(one: Regime, other: Regime): readonly Fault[] {
  if (one.name !== other.name) return [];
  if (one.version === other.version)
    return [{ path: `${one.name}.version`, message: `${one.version} stands twice` }];
  const [earlier, later] = one.effectiveFrom <= other.effectiveFrom ? [one, other] : [other, one];
  return earlier.effectiveTo === undefined || earlier.effectiveTo >= later.effectiveFrom
    ? [
        {
          path: `${one.name}.effectiveTo`,
          message: `${earlier.version} is still in force when ${later.version} begins on ${later.effectiveFrom}`,
        },
      ]
    : [];
}
