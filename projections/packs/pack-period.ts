import { readStored } from '../../events/log/stored.ts';
import { foldModel } from '../replay/fold-model.ts';
import { ledgerIn } from '../ledger/ledger-tables.ts';
import { NothingToProve } from '../ledger/prove.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import { receivedOn } from '../returns/known-case.ts';
import type { KnownCase } from '../returns/known-case.ts';
import { isWithin } from '../returns/period.ts';
import type { Period } from '../returns/period.ts';
import { returnCases } from '../returns/return-cases.ts';
import { caseFiles } from './case-files.ts';
import { casesUnder } from './cases-under.ts';
import { packFile, packFileParts } from './pack-file.ts';
import type { PackFile } from './pack-file.ts';
import type { PackParts } from './pack-parts.ts';
import { streamsFor } from './profile.ts';
import { headFor, provedEvents, provedOf, storedUnder } from './proved-events.ts';
import type { Under } from './proved-events.ts';
import { toldCase } from './told-case.ts';
import type { BeforeHandingOut, WrittenPack } from './written-pack.ts';
import { partsOf } from '../../keys/case-number.ts';

export type PeriodWish = {
  readonly institution: string;
  readonly period: Period;
  /** The signed head to prove against; the last one unless given. */
  readonly size?: number;
};

/** Told of each case that was looked at, whether it is in the pack or not. */
type OnCase = () => void;

/**
 * All cases that were received in a period, as a file that proves itself. The day is the one by which returns count:
 * in the zone of the case's regime, or as the source of an import states it, and as corrected since. Cases stand in the
 * order in which they were recorded. Throws `NothingToProve`, also when nothing was received.
 */
export async function packPeriod(
  parts: PackParts,
  { institution, period, size }: PeriodWish,
  file: string,
  {
    beforehand,
    onCase = () => undefined,
  }: { readonly beforehand: BeforeHandingOut; readonly onCase?: OnCase },
): Promise<WrittenPack> {
  const head = await headFor(parts.database, institution, size);
  using pack = packFile(file, await packFileParts(parts, head));
  const cases: string[] = [];
  let [events, later] = [0, 0];
  for await (const stream of casesUnder(ledgerIn(parts.database), head)) {
    const stored = await storedUnder(parts, stream, head);
    const day = receivedDay(stored);
    if (isWithin(period, day)) {
      events += await addCase(parts, pack, { stored, day, head });
      later += stored.later;
      cases.push(stream);
    }
    onCase();
  }
  if (cases.length === 0) throw nothingReceived(period, head);
  const { from, to } = period;
  const says = { institution, period: { from, to }, profile: 'regulator', cases: cases.length };
  const sha256 = pack.end({ ...says, purpose: parts.opening.why });
  const written = { sha256, head, cases, events, later };
  await beforehand(written);
  pack.publish();
  return written;
}

function receivedDay({ stream, under }: Under): string {
  const events = under.map(({ text, position, recordedAt }) =>
    readStored(text, position, recordedAt),
  );
  // What the read model of returns folds.
  const { known } = foldModel(returnCases, stream, events) as { readonly known: KnownCase };
  return receivedOn(known);
}

type Found = { readonly stored: Under; readonly day: string; readonly head: SignedHead };

async function addCase(
  parts: PackParts,
  pack: PackFile,
  { stored, day, head }: Found,
): Promise<number> {
  const { stream } = stored;
  const [, ...beside] = streamsFor('regulator', stream);
  const proved = await provedOf(parts.database, stored, head);
  pack.addEvents(stream, proved);
  let events = proved.length;
  for (const one of beside) {
    const noted = await provedEvents(parts, one, head);
    if (noted.proved.length > 0) pack.addEvents(one, noted.proved);
    events += noted.proved.length;
  }
  const wish = { profile: 'regulator', withDocuments: false } as const;
  pack.addCase(await caseFiles(parts, toldCase(stream, proved), wish));
  pack.addItem('cases.json', { case: partsOf(stream)?.caseNumber, stream, receivedOn: day });
  return events;
}

function nothingReceived({ from, to }: Period, { treeSize }: SignedHead): NothingToProve {
  return new NothingToProve('nothing-received', {
    en: `No case received from ${from} to ${to} is under the head of ${treeSize} leaves.`,
    zh: `${treeSize} 片叶子的树头下没有 ${from} 至 ${to} 收到的案件。`,
  });
}
