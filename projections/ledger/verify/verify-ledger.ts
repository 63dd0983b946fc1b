import type { Position } from '../../../events/envelope.ts';
import type { EventBytes, EventLog } from '../../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../../events/log/limits.ts';
import { partsOf } from '../../../keys/case-number.ts';
import { positionsOf } from '../../checkpoint.ts';
import type { ReadDatabase } from '../../database.ts';
import { headsBefore } from '../head-rows.ts';
import { followKeys } from '../key-announcements.ts';
import { institutionsIn, sizeOf } from '../leaf-rows.ts';
import { ledgerIn } from '../ledger-tables.ts';
import { announcements } from '../signing-keys.ts';
import { LEDGER_CHECKPOINT } from '../take-leaves.ts';
import { isFolder, witnessedHeads, witnessedInstitutions } from '../witness.ts';
import { checkEvents } from './check-events.ts';
import type { EventChecks } from './check-events.ts';
import { checkHeads } from './check-heads.ts';
import type { HeadChecks } from './check-heads.ts';
import type { Finding } from './finding.ts';

export type Progress = { readonly events: number; readonly eventsPerSecond: number };

export type Verified = {
  readonly ok: boolean;
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  readonly institutions: readonly {
    readonly institution: string;
    readonly events: number;
    /** Events that the ledger had not come to yet. */
    readonly untaken: number;
    /** Heads that were compared: the ledger's own and witnessed ones. */
    readonly heads: number;
    /** The witnessed ones among them. */
    readonly witnessed: number;
    /** The root that the log gives, with what is untaken. */
    readonly rootHash: string;
  }[];
  /** Where witnessed heads were looked for, and how many were compared: without any, a tail cut off is not seen. */
  readonly witness: { readonly folder: string; readonly heads: number };
  /** The first in the order of the log come first; at most `FINDINGS`, and how many more there were. */
  readonly findings: readonly Finding[];
  readonly more: number;
};

type Verifying = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly witness: string;
  readonly onProgress?: (progress: Progress) => void;
};

type Institution = { readonly events: EventChecks; readonly heads: HeadChecks };

const FINDINGS = 100;
/** Every head is compared; a ledger of many years has some hundred thousand. */
const HEADS = 10_000_000;

/**
 * Computes everything anew from the log: every leaf, every part, every root that was signed, every signature, in the
 * ledger and in the witness folder. Events that are recorded meanwhile are left for the next time.
 */
export async function verifyLedger(parts: Verifying): Promise<Verified> {
  const { log, database, witness, onProgress } = parts;
  const started = performance.now();
  const findings: Finding[] = [];
  let [more, count] = [0, 0];
  const found = (finding: Finding): void => {
    if (findings.length < FINDINGS) findings.push(finding);
    else more += 1;
  };
  const [passed = log.start] = await positionsOf(database, [LEDGER_CHECKPOINT], log.start);
  const isPassed = ({ position }: EventBytes): boolean => log.compare(position, passed) <= 0;
  const checks = new Map<string, Institution>();
  const known = [...(await institutionsIn(ledgerIn(database))), ...witnessedInstitutions(witness)];
  for (const institution of new Set(known))
    checks.set(institution, await institutionChecks(parts, institution, isPassed, found));
  // Only now, so that every leaf that is counted above has its event before the end.
  const end = await log.end();

  const rate = (): Progress => ({
    events: count,
    eventsPerSecond: Math.round(count / Math.max((performance.now() - started) / 1_000, 0.001)),
  });
  for await (const page of pages(log, end)) {
    for (const [institution, events] of Map.groupBy(page, institutionOf)) {
      const one = checks.get(institution) ?? newInstitution(parts, institution, isPassed, found);
      checks.set(institution, one);
      await one.events.take(events);
    }
    count += page.length;
    onProgress?.(rate());
  }
  for (const { events, heads } of checks.values()) {
    await events.end();
    heads.end(events.tree.size());
  }
  const institutions = [...checks].map(([institution, { events, heads }]) => ({
    ...{ institution, ...events.counted(), heads: heads.count, witnessed: heads.witnessed },
    rootHash: events.tree.root().toString('hex'),
  }));
  const witnessed = institutions.reduce((sum, one) => sum + one.witnessed, 0);
  return {
    ...{ ok: findings.length === 0, ...rate() },
    seconds: Math.round(performance.now() - started) / 1_000,
    ...{ institutions, witness: { folder: witness, heads: witnessed } },
    ...{ findings, more },
  };
}

async function institutionChecks(
  { log, database, witness }: Verifying,
  institution: string,
  isPassed: (event: EventBytes) => boolean,
  tell: (finding: Finding) => void,
): Promise<Institution> {
  const ledger = ledgerIn(database);
  const found = (finding: Omit<Finding, 'institution'>): void => tell({ institution, ...finding });
  const { keys, faults } = followKeys(institution, await announcements(log, institution));
  for (const { keyId, what } of faults)
    found({ kind: 'key-not-endorsed', what: `Key ${keyId} may not sign: ${what}.` });
  const own = await headsBefore(ledger, institution, { limit: HEADS });
  if (own.length > 0 && !isFolder(witness))
    found({
      kind: 'witness-missing',
      what: `Heads were signed, and ${witness}, which each was dropped into, is not there: name another with --witness.`,
    });
  const heads = checkHeads({ own, keys, witnessed: witnessedHeads(witness, institution) }, found);
  const size = await sizeOf(ledger, institution);
  const events = checkEvents({ log, database: ledger, institution, size, isPassed, heads, found });
  return { events, heads };
}

/** One that had no leaf when the check began: what its ledger holds by now is left for the next time. */
function newInstitution(
  { log, database }: Verifying,
  institution: string,
  isPassed: (event: EventBytes) => boolean,
  tell: (finding: Finding) => void,
): Institution {
  const found = (finding: Omit<Finding, 'institution'>): void => tell({ institution, ...finding });
  const heads = checkHeads({ own: [], keys: [], witnessed: [] }, found);
  const parts = { log, database: ledgerIn(database), institution, size: 0 };
  return { events: checkEvents({ ...parts, isPassed, heads, found }), heads };
}

/** The feed up to an event, each page fetched while the one before is worked on. */
async function* pages(log: EventLog, end: Position): AsyncGenerator<readonly EventBytes[]> {
  const fetch = (after: Position) => {
    const page = log.feedBytes({ after, limit: EVENTS_PER_PAGE });
    // It may fail while nobody waits for it yet.
    page.catch(() => undefined);
    return page;
  };
  let after = log.start;
  let next = fetch(after);
  for (;;) {
    const { events, position } = await next;
    if (position === after) return;
    after = position;
    const isLast = log.compare(position, end) >= 0;
    if (!isLast) next = fetch(position);
    yield events.filter((event) => log.compare(event.position, end) <= 0);
    if (isLast) return;
  }
}

function institutionOf({ stream }: EventBytes): string {
  return partsOf(stream)?.institution ?? stream;
}
