import { hash } from 'node:crypto';
import { partsOf } from '../../keys/case-number.ts';
import { NothingToProve } from '../ledger/prove.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import { caseFiles } from './case-files.ts';
import { packedZip } from './packed-zip.ts';
import type { PackParts } from './pack-parts.ts';
import { streamsFor } from './profile.ts';
import type { Profile } from './profile.ts';
import { announcedUnder, headFor, provedEvents } from './proved-events.ts';
import type { Proved } from './proved-events.ts';
import type { OtherEvent } from './report/access-section.ts';
import { toldCase } from './told-case.ts';

export type PackWish = {
  /** Of the case. */
  readonly stream: string;
  readonly profile: Profile;
  /** The signed head to prove against; the last one unless given. */
  readonly size?: number;
  /** Whether what the case's documents hold is given as well. */
  readonly withDocuments?: boolean;
  /** Whether it is told for people as well, as pages and PDFs, which takes most of the time. */
  readonly withoutReport?: boolean;
};

export type Pack = {
  readonly zip: Buffer;
  readonly sha256: string;
  readonly head: SignedHead;
  readonly events: number;
  /** Events of the case that were recorded after the head, and are in no proof yet. */
  readonly later: number;
  /** Fields that would have been opened, and whose key is destroyed. */
  readonly erased: number;
};

/**
 * A case as a file that proves itself: events as they are stored, the head they are under, and what is needed to check
 * one against the other without us. Made again from the same head it has the same bytes. Throws `NothingToProve`.
 */
export async function packCase(parts: PackParts, wish: PackWish): Promise<Pack> {
  const { stream, profile, size, withDocuments = false, withoutReport = false } = wish;
  const { institution, caseNumber } = partsOf(stream) ?? never(stream);
  const head = await headFor(parts.database, institution, size);
  const proved: Proved[] = [];
  let later = 0;
  for (const one of streamsFor(profile, stream)) {
    const found = await provedEvents(parts, one, head);
    if (one === stream) later = found.later;
    proved.push(...found.proved);
  }
  const told = toldCase(stream, proved);
  if (told.events.length === 0) throw notProved(stream, later, head);
  const beside = proved
    .filter(({ event }) => event.stream !== stream)
    .map(({ event }) => JSON.parse(event.text) as OtherEvent);
  const report = { name: 'report', head, beside };
  const files = await caseFiles(parts, told, {
    ...{ profile, withDocuments },
    ...(withoutReport ? {} : { report }),
  });
  const zip = packedZip(parts, {
    ...{ head, keys: await announcedUnder(parts, head), proved, cases: [files] },
    says: {
      institution,
      case: caseNumber,
      profile,
      purpose: parts.opening.why,
      madeBy: parts.opening.who,
    },
  });
  const [events, erased] = [proved.length, files.erasures.length];
  return { zip, sha256: hash('sha256', zip, 'hex'), head, events, later, erased };
}

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

function never(stream: string): never {
  throw new RangeError(`${stream} is not the name of a stream.`);
}
