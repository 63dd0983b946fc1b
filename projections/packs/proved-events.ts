import type { EventBytes, EventLog } from '../../events/log/event-log.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import { institutionStream } from '../../keys/case-number.ts';
import type { ReadDatabase } from '../database.ts';
import { headAt, lastHead } from '../ledger/head-rows.ts';
import { ledgerIn } from '../ledger/ledger-tables.ts';
import { leavesOf, proveStream } from '../ledger/prove-stream.ts';
import type { StreamProof } from '../ledger/prove-stream.ts';
import { NothingToProve } from '../ledger/prove.ts';
import { announcements } from '../ledger/signing-keys.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import type { PackParts } from './pack-parts.ts';

/** An event as it is stored, and its way to the root of a head. */
export type Proved = { readonly event: EventBytes; readonly proof: StreamProof };

/** The signed head of so many leaves, the last one unless given. Throws `NothingToProve`. */
export async function headFor(
  database: ReadDatabase,
  institution: string,
  size: number | undefined,
): Promise<SignedHead> {
  const ledger = ledgerIn(database);
  const head =
    size === undefined
      ? await lastHead(ledger, institution)
      : await headAt(ledger, institution, size);
  if (head !== undefined) return head;
  if (size === undefined)
    throw new NothingToProve('no-head-yet', {
      en: `No head of the ledger of ${institution} was signed yet: start the role ledger and wait for its first head.`,
      zh: `机构 ${institution} 的账本尚无已签名的树头：请启动 ledger 角色并等待首个树头。`,
    });
  throw new NothingToProve('no-such-size', {
    en: `No head of ${size} leaves was signed: \`redress audit heads\` lists those that were.`,
    zh: `没有 ${size} 片叶子的已签名树头；请用 \`redress audit heads\` 查看。`,
  });
}

/** The events of a stream that the head's tree holds, and how many were recorded after it. */
export async function provedEvents(
  { log, database }: Pick<PackParts, 'log' | 'database'>,
  stream: string,
  head: SignedHead,
): Promise<{ readonly proved: readonly Proved[]; readonly later: number }> {
  const { under, leaves, later } = await storedUnder({ log, database }, stream, head);
  return { proved: await provedOf(database, { stream, under, leaves }, head), later };
}

/** What of a stream the head's tree holds, not proved yet. */
export type Under = {
  readonly stream: string;
  readonly under: readonly EventBytes[];
  readonly leaves: readonly number[];
};

export async function storedUnder(
  { log, database }: Pick<PackParts, 'log' | 'database'>,
  stream: string,
  { institution, treeSize: size }: SignedHead,
): Promise<Under & { readonly later: number }> {
  const leaves = await leavesOf(ledgerIn(database), institution, { stream, size });
  const stored = await readBytes(log, stream);
  const under = stored.slice(0, leaves.length);
  return { stream, under, leaves, later: stored.length - under.length };
}

export async function provedOf(
  database: ReadDatabase,
  { stream, under, leaves }: Under,
  { institution, treeSize: size }: SignedHead,
): Promise<readonly Proved[]> {
  const proofs = await proveStream(ledgerIn(database), institution, { stream, size, leaves });
  return under.flatMap((event, place) => {
    const proof = proofs[place];
    return proof === undefined ? [] : [{ event, proof }];
  });
}

/** The announcements that the head's tree holds: no later rotation changes a pack. */
export async function announcedUnder(
  parts: Pick<PackParts, 'log' | 'database'>,
  head: SignedHead,
): Promise<readonly object[]> {
  const { proved } = await provedEvents(parts, institutionStream('ledger', head.institution), head);
  return (await announcements(parts.log, head.institution)).slice(0, proved.length);
}

async function readBytes(log: EventLog, stream: string): Promise<readonly EventBytes[]> {
  const events: EventBytes[] = [];
  for (;;) {
    const page = await log.readBytes(stream, { from: events.length, limit: EVENTS_PER_PAGE });
    events.push(...page);
    if (page.length < EVENTS_PER_PAGE) return events;
  }
}
