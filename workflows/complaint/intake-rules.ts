import type { Regime } from '../../regimes/regime.ts';
import type { Context } from '../process.ts';
import { allSaid, bySource, strictestSaid } from './case-regime.ts';
import { sourceOf } from './source.ts';
import type { Source } from './source.ts';
import type { ComplaintState } from './state.ts';

/** What the regimes of a case say of its intake; where they are silent the house has rules of its own. */

type Counts = Pick<Context, 'rules' | 'now'>;
type Part = NonNullable<Regime['parts']>[number];

/** A datum of the case, with where it stands. */
type Sourced<Datum> = { readonly rule: Datum; readonly source: Source };

/**
 * The parts that a letter may hold, by all the regimes of a case, law and the surer datum first. One part may stand
 * here several times: it goes only a way that each of them allows. Beside the law a house's own target is not asked.
 */
export function partsOf(state: ComplaintState, context: Counts): readonly Sourced<Part>[] {
  const said = allSaid(state, context, (regime) =>
    (regime.parts ?? []).map((rule) => ({ rule, source: sourceOf(regime, rule) })),
  );
  return said
    .filter(
      ({ rule }) =>
        rule.limit === 'legal' ||
        !said.some((other) => other.rule.name === rule.name && other.rule.limit === 'legal'),
    )
    .toSorted((one, other) => bySource(one.rule, other.rule));
}

/** What may be asked of the complainant; undefined where nothing is said of it. */
export function materialsRule(
  state: ComplaintState,
  context: Counts,
): Sourced<NonNullable<Regime['materials']>> | undefined {
  const said = strictestSaid(state, context, ({ materials }) => materials, byHeld);
  return said && { rule: said.rule, source: sourceOf(said.regime, said.rule) };
}

type Materials = NonNullable<Regime['materials']>;

/** What may never be asked for is the stricter rule. */
function byHeld(one: Materials, other: Materials): number {
  const freedom = ({ held }: Materials) => (held === 'never-asked-for' ? 0 : 1);
  return freedom(one) - freedom(other);
}

/** What must be so before a mediation begins: all that any regime of the case asks for. */
export function mediationRules(
  state: ComplaintState,
  context: Counts,
): readonly Sourced<NonNullable<Regime['mediation']>>[] {
  return allSaid(state, context, (regime) => {
    const rule = regime.mediation;
    return rule === undefined ? [] : [{ rule, source: sourceOf(regime, rule) }];
  });
}
