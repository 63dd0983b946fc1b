import { cfpb } from './cfpb.ts';
import { deadlines } from './deadlines.ts';
import type { Report } from './report.ts';
import { volumes } from './volumes.ts';

/** Every report, by the name it is asked for. */
export const reports = { volumes, deadlines, cfpb } as const satisfies {
  readonly [name: string]: Report;
};
export type ReportName = keyof typeof reports;
export const REPORT_NAMES = Object.keys(reports) as ReportName[];
