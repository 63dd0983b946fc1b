import type { Regime } from '../regimes/regime.ts';
import { sourceOf } from '../workflows/complaint/source.ts';

/** What a regime asks besides: it has no clock, so nothing of it falls due by itself. */
export function owedText({ duties = [], reports = [], ...regime }: Regime): readonly string[] {
  return [
    ...duties.map((duty) => `${said(duty)} (${sourceOf(regime, duty).text.en})`),
    ...reports.map((report) => {
      const { every, to } = report;
      return `counts in: ${said(report)}, ${every}, to the ${to} (${sourceOf(regime, report).text.en})`;
    }),
  ];
}

function said({ title }: Pick<NonNullable<Regime['duties']>[number], 'title'>): string {
  return `${title.en} · ${title.zh}`;
}
