import { MARKS } from './datum.ts';
import type { Mark } from './datum.ts';
import { isRecord, partsOf } from './datum-path.ts';
import type { Regime } from './regime.ts';

/** A datum where it stands, with where it comes from and how sure we are of it. */
export type Datum = {
  readonly path: string;
  readonly article: string;
  readonly mark: Mark;
  /** Only where the datum itself says so; a warning or a raise is always the house's own. */
  readonly limit?: 'legal' | 'target';
};

/** Every datum of a regime, in its order. */
export function dataOf(regime: Regime): readonly Datum[] {
  return [...below(regime, '')];
}

function* below(value: unknown, path: string): Generator<Datum> {
  if (isRecord(value)) {
    const { article, mark, limit } = value;
    const known = MARKS.find((one) => one === mark);
    if (typeof article === 'string' && known !== undefined)
      yield {
        path,
        article,
        mark: known,
        ...(limit === 'legal' || limit === 'target' ? { limit } : {}),
      };
  }
  for (const [name, inner] of partsOf(value))
    yield* below(inner, path === '' ? name : `${path}.${name}`);
}
