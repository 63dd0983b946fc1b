import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { sourceOf } from './source.ts';
import type { Source } from './source.ts';

type Duty = NonNullable<Regime['duties']>[number];
type Report = NonNullable<Regime['reports']>[number];

/** What a regime asks besides its clocks: nothing of it falls due by itself in a case. */
export type Owed = {
  readonly regime: string;
  readonly version: string;
  readonly duties: readonly (Pick<Duty, 'name' | 'title' | 'limit'> & {
    readonly source: Source;
  })[];
  /** In which the case counts. */
  readonly reports: readonly (Omit<Report, 'article' | 'mark'> & { readonly source: Source })[];
};

/** What the regimes of some clocks ask besides, in the version under which each clock started. */
export function owedBesides(
  rules: RuleBook,
  clocks: readonly { readonly regime: string; readonly version: string }[],
): readonly Owed[] {
  const under = new Map(clocks.map((clock) => [`${clock.regime} ${clock.version}`, clock]));
  return [...under.values()]
    .flatMap(({ regime, version }) => rules.regime(regime, { version }) ?? [])
    .map(owedBy)
    .filter(({ duties, reports }) => duties.length + reports.length > 0);
}

function owedBy(regime: Regime): Owed {
  const { name, version, duties = [], reports = [] } = regime;
  return {
    regime: name,
    version,
    duties: duties.map((duty) => {
      const { title, limit } = duty;
      return { name: duty.name, title, limit, source: sourceOf(regime, duty) };
    }),
    reports: reports.map((report) => {
      const { article, mark, ...said } = report;
      return { ...said, source: sourceOf(regime, { article, mark }) };
    }),
  };
}
