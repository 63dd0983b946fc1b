import type { ClockTimelines } from '../api/clock-shapes.ts';

type Owed = ClockTimelines['besides'][number];

/** What a regime asks besides: it has no clock, so nothing of it falls due by itself. */
export function owedText({ duties, reports }: Owed): readonly string[] {
  return [
    ...duties.map((duty) => `${said(duty)} (${duty.source.text.en})`),
    ...reports.map((report) => {
      const when = [report.every, ...timesOf(report)].join(', ');
      return `counts in: ${said(report)}, ${when}, to the ${report.to} (${report.source.text.en})`;
    }),
  ];
}

function said({ title }: Pick<Owed['duties'][number], 'title'>): string {
  return `${title.en} · ${title.zh}`;
}

function timesOf(report: Owed['reports'][number]): readonly string[] {
  const { periodsEnd = [], dueOn = [], dueWithin, firstPeriod } = report;
  const ends = periodsEnd.map((end, place) =>
    dueOn[place] === undefined ? end : `${end} by ${dueOn[place]}`,
  );
  return [
    ...(ends.length === 0 ? [] : [`to ${ends.join(' and ')}`]),
    ...(dueWithin === undefined ? [] : [`within ${dueWithin.count} ${dueWithin.unit}s`]),
    ...(firstPeriod === undefined ? [] : [`first from ${firstPeriod}`]),
  ];
}
