import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINE } from '../../events/envelope.ts';
import { notedEvent } from '../../events/log/noted-event.ts';
import type { ReconciliationEvent } from '../../events/reconciliation/reconciliation-events.ts';
import type { Attendance } from '../../activities/attendance.ts';
import { streamBeside } from '../../keys/case-number.ts';
import type { Drift } from './drifts.ts';
import { driftsNow } from './reconcile.ts';
import type { Reconciled } from './reconcile.ts';

export type Repairing = Reconciled & { readonly look: Attendance['look'] };

export type Repaired = Drift & {
  /** What helped; nothing did where it is missing. */
  readonly by?: 'look' | 'restart' | 'end';
};

/** How often, and in which pauses in milliseconds, it is looked whether a repair has helped. */
const LOOKS = 20;
const PAUSE = 250;
const REASON = 'redress reconcile --repair';

/**
 * Makes the workflow engine agree with the log, never the other way round: a look stands an attendance up and lets it
 * do what is due; one that it does not help is ended and stands up anew from the log, or is ended for good where there
 * is nothing to attend to. What was done is recorded before it is answered.
 */
export async function repair(
  parts: Repairing,
  drifts: readonly Drift[],
): Promise<readonly Repaired[]> {
  const repaired: Repaired[] = [];
  for (const [stream, ofCase] of Map.groupBy(drifts, (drift) => drift.stream)) {
    const by = await repairCase(parts, stream, ofCase);
    const done = ofCase.map((drift) => ({ ...drift, ...(by === undefined ? {} : { by }) }));
    await record(parts, stream, done);
    repaired.push(...done);
  }
  return repaired;
}

async function repairCase(
  parts: Repairing,
  stream: string,
  drifts: readonly Drift[],
): Promise<Repaired['by']> {
  const inVain = drifts.some(({ kind }) => kind === 'attended-in-vain');
  await parts.look(stream);
  if (await agrees(parts, stream)) return inVain ? 'end' : 'look';
  await parts.client.workflow
    .getHandle(stream)
    .terminate(REASON)
    .catch(() => undefined);
  if (!inVain) await parts.look(stream);
  return (await agrees(parts, stream)) ? (inVain ? 'end' : 'restart') : undefined;
}

async function agrees(parts: Repairing, stream: string): Promise<boolean> {
  for (let look = 1; look <= LOOKS; look += 1) {
    if ((await driftsNow(parts, stream))?.length === 0) return true;
    await sleep(PAUSE);
  }
  return false;
}

async function record(
  { log, now = Date.now }: Repairing,
  stream: string,
  repaired: readonly Repaired[],
): Promise<void> {
  const note = {
    stream: streamBeside('reconciliation', stream),
    submission: `reconcile:${randomUUID()}`,
    ...{ actor: ENGINE, at: new Date(now()).toISOString() },
  };
  const events = repaired.map((one, place) =>
    notedEvent(note, saidOf(one), { place, of: repaired.length }),
  );
  await log.append(note.stream, events, 'any');
}

function saidOf({ kind, awaits, holds, cause, by }: Repaired): ReconciliationEvent {
  const drift = { drift: kind, awaits, holds, cause: cause.slice(0, 2_000) };
  return by === undefined
    ? { type: 'DriftRemained', data: drift }
    : { type: 'DriftRepaired', data: { ...drift, by } };
}
