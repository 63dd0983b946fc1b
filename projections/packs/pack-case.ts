import { partsOf } from '../../keys/case-number.ts';
import { NothingToProve } from '../ledger/prove.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import { caseFiles } from './case-files.ts';
import { packFile, packFileParts } from './pack-file.ts';
import type { PackParts } from './pack-parts.ts';
import { streamsFor } from './profile.ts';
import type { Profile } from './profile.ts';
import { headFor, provedEvents } from './proved-events.ts';
import type { Proved } from './proved-events.ts';
import type { OtherEvent } from './report/access-section.ts';
import { toldCase } from './told-case.ts';
import type { BeforeHandingOut, WrittenPack } from './written-pack.ts';

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

/** How many fields would have been opened, and have no key any more. */
export type CasePack = WrittenPack & { readonly erased: number };

/**
 * A case as a file that proves itself: events as they are stored, the head they are under, and what is needed to check
 * one against the other without us. Made again from the same head it has the same bytes. Throws `NothingToProve`.
 */
export async function packCase(
  parts: PackParts,
  wish: PackWish,
  file: string,
  { beforehand }: { readonly beforehand: BeforeHandingOut },
): Promise<CasePack> {
  const { stream, profile, size, withDocuments = false, withoutReport = false } = wish;
  const { institution, caseNumber } = partsOf(stream) ?? never(stream);
  const head = await headFor(parts.database, institution, size);
  const [own, ...beside] = streamsFor(profile, stream);
  const { proved, later } = await provedEvents(parts, own, head);
  const told = toldCase(stream, proved);
  if (told.events.length === 0) throw notProved(stream, later, head);
  using pack = packFile(file, await packFileParts(parts, head));
  pack.addEvents(stream, proved);
  const others: Proved[] = [];
  for (const one of beside) {
    const noted = await provedEvents(parts, one, head);
    if (noted.proved.length > 0) pack.addEvents(one, noted.proved);
    others.push(...noted.proved);
  }
  const noted = others.map(({ event }) => JSON.parse(event.text) as OtherEvent);
  const report = { name: 'report', head, beside: noted };
  const wished = { profile, withDocuments, ...(withoutReport ? {} : { report }) };
  const files = await caseFiles(parts, told, wished);
  pack.addCase(files);
  const { who: madeBy, why: purpose } = parts.opening;
  const sha256 = pack.end({ institution, case: caseNumber, profile, purpose, madeBy });
  const events = proved.length + others.length;
  const written = { sha256, head, cases: [stream], events, later };
  await beforehand(written);
  pack.publish();
  return { ...written, erased: files.erasures.length };
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
