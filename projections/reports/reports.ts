import { ageing } from './ageing.ts';
import { cfpb } from './cfpb.ts';
import { classification } from './classification.ts';
import { deadlines } from './deadlines.ts';
import { extensions } from './extensions.ts';
import { processMap } from './process-map.ts';
import { remedies } from './remedies.ts';
import { repeats } from './repeats.ts';
import type { Report } from './report.ts';
import { satisfaction } from './satisfaction.ts';
import { volumes } from './volumes.ts';
import { workload } from './workload.ts';

/** Every report, by the name it is asked for. */
export const reports = {
  volumes,
  deadlines,
  ageing,
  workload,
  classification,
  extensions,
  remedies,
  satisfaction,
  repeats,
  'process-map': processMap,
  cfpb,
} as const satisfies { readonly [name: string]: Report };
export type ReportName = keyof typeof reports;
export const REPORT_NAMES = Object.keys(reports) as ReportName[];
