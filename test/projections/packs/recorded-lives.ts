import type { EventLog } from '../../../events/log/event-log.ts';
import type { ReadDatabase } from '../../../projections/database.ts';
import { simulatedCases } from '../../simulated-cases.ts';
import { kept, ledgerParts } from '../ledger/ledger-parts.ts';

/** Records so many simulated lives at an institution, all under a signed head with what it has `recorded` before. */
export async function recordedLives(
  { log, database }: { readonly log: EventLog; readonly database: ReadDatabase },
  institution: string,
  count: number,
  recorded = 0,
): Promise<readonly string[]> {
  const all = await simulatedCases(7, count);
  const simulated = all.filter(({ events }) => events.length > 0);
  const streams = simulated.map((_, number) => streamAt(institution, number));
  for (const [number, { events }] of simulated.entries()) {
    const fresh = events.map(({ type, data, id, version, meta }) => ({
      ...{ type, data, id, version, meta },
    }));
    await log.append(streamAt(institution, number), fresh, 'none');
  }
  const leaves = simulated.reduce((sum, { events }) => sum + events.length, 0);
  await kept(ledgerParts({ log, database }), institution, recorded + leaves + 1);
  return streams;
}

function streamAt(institution: string, number: number): string {
  return `complaint-${institution}.${String(number).padStart(12, '0')}`;
}
