import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventBytes, EventLog } from '../../events/log/event-log.ts';
import { canonical } from '../../events/log/canonical.ts';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import type { Ground, JsonObject, RecordedEvent } from '../../events/envelope.ts';
import { discloseBoxes } from '../../keys/disclose-boxes.ts';
import { institutionStream, partsOf } from '../../keys/case-number.ts';
import type { Opening } from '../../keys/open-personal.ts';
import type { ReadDatabase } from '../database.ts';
import { headAt, lastHead } from '../ledger/head-rows.ts';
import { ledgerIn } from '../ledger/ledger-tables.ts';
import { NothingToProve, proveInclusion } from '../ledger/prove.ts';
import { announcements } from '../ledger/signing-keys.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import { isOpenedFor, streamsFor } from './profile.ts';
import type { Profile } from './profile.ts';
import { zipOf } from './zip-of.ts';

/** A rule or calendar as the house knows it, with the hash by which events name it. */
export type Rule = { readonly rule: object; readonly ground: Ground };

export type PackParts = {
  readonly log: EventLog;
  readonly database: ReadDatabase;
  readonly rules: readonly Rule[];
  /** Who opens, why, and where it is recorded. */
  readonly opening: Opening;
};

export type PackWish = {
  /** Of the case. */
  readonly stream: string;
  readonly profile: Profile;
  /** The signed head to prove against; the last one unless given. */
  readonly size?: number;
};

export type Pack = {
  readonly zip: Buffer;
  readonly sha256: string;
  readonly head: SignedHead;
  readonly events: number;
  /** Events of the case that were recorded after the head, and are in no proof yet. */
  readonly later: number;
};

/**
 * A case as a file that proves itself: events as they are stored, the head they are under, and what is needed to check
 * one against the other without us. Made again from the same head it has the same bytes. Throws `NothingToProve`.
 */
export async function packCase(
  parts: PackParts,
  { stream, profile, size }: PackWish,
): Promise<Pack> {
  const { institution, caseNumber } = partsOf(stream) ?? never(stream);
  const head = await headOf(parts.database, institution, size);
  const files = new Map<string, Buffer>();
  const proved: Proved[] = [];
  const streams: Record<string, number> = {};
  let later = 0;
  for (const one of streamsFor(profile, stream)) {
    const stored = await readBytes(parts.log, one);
    const under = await provedUnder(parts.database, institution, { stored, head });
    if (one === stream) later = stored.length - under.length;
    if (under.length === 0) continue;
    proved.push(...under);
    streams[one] = under.length;
    files.set(`events/${one}.jsonl`, lines(under.map(({ event }) => event)));
  }
  if (streams[stream] === undefined) throw notProved(stream, later, head);
  const grounds = groundsOf(proved);
  const shelf = new Map(parts.rules.map((rule) => [rule.ground.sha256, rule]));
  for (const sha256 of grounds) {
    const known = shelf.get(sha256);
    if (known !== undefined) files.set(`rules/${sha256}.json`, canonicalBytes(known.rule));
  }
  const openings = await openingsOf(
    proved.filter(({ event }) => event.stream === stream),
    parts,
    profile,
  );
  files.set('head.json', pretty(head));
  files.set('keys.json', pretty(await announcedUnder(parts, head)));
  files.set('openings.json', pretty(openings));
  files.set('proofs.json', pretty(proved.map(({ proof }) => proof)));
  files.set('README.md', readFileSync(join(import.meta.dirname, 'receiver.md')));
  files.set('verify.mjs', readFileSync(join(import.meta.dirname, 'verify.mjs')));
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const manifest = {
    is: 'redress/pack/1',
    ...{ institution, case: caseNumber, profile, purpose: parts.opening.why, streams },
    rulesNotOnShelf: grounds.filter((sha256) => !shelf.has(sha256)),
    files: Object.fromEntries(sorted.map(([name, bytes]) => [name, hash('sha256', bytes, 'hex')])),
  };
  const zip = zipOf(new Map([['manifest.json', pretty(manifest)], ...sorted]));
  return { zip, sha256: hash('sha256', zip, 'hex'), head, events: proved.length, later };
}

type Proof = {
  readonly stream: string;
  readonly revision: number;
  readonly leaf: number;
  readonly path: readonly string[];
};
type Proved = { readonly event: EventBytes; readonly proof: Proof };

async function headOf(
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

async function readBytes(log: EventLog, stream: string): Promise<readonly EventBytes[]> {
  const events: EventBytes[] = [];
  for (;;) {
    const page = await log.readBytes(stream, { from: events.length, limit: EVENTS_PER_PAGE });
    events.push(...page);
    if (page.length < EVENTS_PER_PAGE) return events;
  }
}

/** The events of a stream that the head's tree holds; a stream's leaves follow its revisions. */
async function provedUnder(
  database: ReadDatabase,
  institution: string,
  { stored, head }: { readonly stored: readonly EventBytes[]; readonly head: SignedHead },
): Promise<readonly Proved[]> {
  const proved: Proved[] = [];
  for (const event of stored) {
    const { stream, revision } = event;
    const proof = await proveInclusion(ledgerIn(database), institution, {
      ...{ stream, revision, size: head.treeSize },
    }).catch((error: unknown) => {
      if (error instanceof NothingToProve && LATER.has(error.code)) return undefined;
      throw error;
    });
    if (proof === undefined) break;
    proved.push({ event, proof: { stream, revision, leaf: proof.leaf, path: proof.path } });
  }
  return proved;
}

const LATER: ReadonlySet<NothingToProve['code']> = new Set(['no-such-leaf', 'beyond-the-head']);

function notProved(stream: string, later: number, head: SignedHead): NothingToProve {
  return later === 0
    ? new NothingToProve('no-such-leaf', {
        en: `The log holds no case ${stream}.`,
        zh: `日志中没有案件 ${stream}。`,
      })
    : new NothingToProve('beyond-the-head', {
        en: `${stream} was recorded after the head of ${head.treeSize} leaves: wait for the next head.`,
        zh: `${stream} 在 ${head.treeSize} 片叶子的树头之后记录：请等待下一个树头。`,
      });
}

function groundsOf(proved: readonly Proved[]): readonly string[] {
  const grounds = proved.flatMap(({ event }) => saidIn(event).meta.grounds);
  return [...new Set(grounds.map(({ sha256 }) => sha256))].toSorted();
}

/** The announcements that the head's tree holds: no later rotation changes a pack. */
async function announcedUnder(parts: PackParts, head: SignedHead): Promise<readonly object[]> {
  const stored = await readBytes(parts.log, institutionStream('ledger', head.institution));
  const under = await provedUnder(parts.database, head.institution, { stored, head });
  return (await announcements(parts.log, head.institution)).slice(0, under.length);
}

async function openingsOf(
  proved: readonly Proved[],
  { opening }: PackParts,
  profile: Profile,
): Promise<readonly object[]> {
  const said = proved.map(({ event }) => saidIn(event));
  const opened = said.map((event) => (isOpenedFor(profile, event.type) ? event.data : null));
  const disclosed = await discloseBoxes(opened, opening);
  return disclosed.map(({ path: [revision, ...path], salt, value }) => ({
    ...{ stream: said[0]?.stream, revision, path: ['data', ...path], salt, value },
  }));
}

function saidIn({ text }: EventBytes): Pick<RecordedEvent, 'stream' | 'type' | 'data' | 'meta'> {
  return JSON.parse(text) as RecordedEvent;
}

function lines(events: readonly EventBytes[]): Buffer {
  const written = events.map(({ recordedAt, text }) => `${JSON.stringify({ recordedAt, text })}\n`);
  return Buffer.from(written.join(''), 'utf8');
}

function canonicalBytes(rule: object): Buffer {
  return Buffer.from(canonical(rule as JsonObject).text, 'utf8');
}

function pretty(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`, 'utf8');
}

function never(stream: string): never {
  throw new RangeError(`${stream} is not the name of a stream.`);
}
