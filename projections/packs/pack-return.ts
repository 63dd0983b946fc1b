import { figureOf } from '../../events/institution/figure.ts';
import type { Figure } from '../../events/institution/figure.ts';
import { readStored } from '../../events/log/stored.ts';
import { institutionStream, streamOf } from '../../keys/case-number.ts';
import { reached } from '../checkpoint.ts';
import { ledgerIn } from '../ledger/ledger-tables.ts';
import { NothingToProve } from '../ledger/prove.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import { askedPeriod, checkBegun } from '../returns/asked-period.ts';
import { caseHistories } from '../returns/case-histories.ts';
import type { CaseHistory } from '../returns/case-histories.ts';
import { eventsBehind } from '../returns/cell-cases.ts';
import { countedFrom } from '../returns/count-return.ts';
import type { AskedReturn } from '../returns/count-return.ts';
import { textOf } from '../returns/decimal.ts';
import { pinOf, pinText } from '../returns/pin.ts';
import type { Pin } from '../returns/pin.ts';
import { NOWHERE, changesUntil, stepsOf } from '../returns/placed.ts';
import type { Cells } from '../returns/placed.ts';
import { returnCsv } from '../returns/return-csv.ts';
import type { ReturnForm } from '../returns/return-form.ts';
import { returnHead } from '../returns/return-head.ts';
import { ReturnRefused } from '../returns/return-refused.ts';
import { returns } from '../returns/returns.ts';
import type { ReturnName } from '../returns/returns.ts';
import { tallyOf } from '../returns/tally.ts';
import { packFile, packFileParts } from './pack-file.ts';
import type { PackFile } from './pack-file.ts';
import type { PackParts } from './pack-parts.ts';
import { pretty } from './packed-bytes.ts';
import { headFor, provedOf, storedUnder } from './proved-events.ts';
import type { BeforeHandingOut, WrittenPack } from './written-pack.ts';

export type ReturnWish = {
  readonly institution: string;
  readonly name: ReturnName;
  /** As it is written: `2026-Q1`. */
  readonly period: string;
  /** What it is pinned to; the end of the head's tree unless given. */
  readonly at?: string;
  readonly size?: number;
};

type Asked = AskedReturn & { readonly name: ReturnName; readonly head: SignedHead };

/** How long the read model of returns is waited for, in milliseconds. */
const PATIENCE = 10_000;

/**
 * A return as of its pin, with the cases of each cell and the whole histories of these cases, as a file that proves
 * itself. Personal data stays sealed: no figure needs it. Throws `ReturnRefused` and `NothingToProve`.
 */
export async function packReturn(
  parts: PackParts,
  wish: ReturnWish,
  file: string,
  { beforehand }: { readonly beforehand: BeforeHandingOut },
): Promise<WrittenPack> {
  const asked = await askedOf(parts, wish);
  const { form, period, pin, head, institution, name } = asked;
  using pack = packFile(file, await packFileParts(parts, head));
  const stated = await addFigures(parts, pack, asked);
  const tally = tallyOf(form);
  const cases: string[] = [];
  let [events, later] = [stated.length, 0];
  const wanted = { ...asked, recordedAt: pin.recordedAt, after: '' };
  for await (const history of caseHistories(parts.database, wanted)) {
    const added = await addCase(parts, pack, { asked, history });
    if (added === undefined) continue;
    tally.add(history.number, added.cells);
    cases.push(added.stream);
    events += added.events;
    later += added.later;
  }
  if (cases.length === 0) throw nothingCounted(name, period.name);
  const counted = countedFrom(tally, { form, period, knownAt: pin.knownAt }, stated);
  const told = await returnHead(parts, asked);
  pack.addFile('return.json', pretty({ ...told, ...counted }));
  const of = { return: name, institution, period: period.name, at: pinText(pin) };
  pack.addFile('return.csv', Buffer.from(returnCsv({ ...of, parked: told.parked }, counted)));
  const says = { institution, return: name, period: told.period, pin: told.pin };
  const sha256 = pack.end({ ...says, profile: 'regulator', purpose: parts.opening.why });
  const written = { sha256, head, cases, events, later };
  await beforehand(written);
  pack.publish();
  return written;
}

async function askedOf(
  parts: PackParts,
  { institution, name, period: named, at, size }: ReturnWish,
): Promise<Asked> {
  const { log, database } = parts;
  const form: ReturnForm = returns[name];
  const period = askedPeriod(form, named);
  const head = await headFor(database, institution, size);
  const last = await lastUnder(parts, head);
  const pin =
    at === undefined
      ? { ...last, knownAt: head.timestamp }
      : await pinOf({ log, database, institution }, at, new Date());
  checkBegun(period, pin);
  if (!(await reached(parts, ['returns'], pin.position, PATIENCE)))
    throw new ReturnRefused('returns-behind', {
      en: 'The read model of returns has not taken all events of the pin yet: is the role projector running?',
      zh: '报表读模型尚未处理该时点的全部事件：projector 角色是否在运行？',
    });
  return { institution, name, form, period, pin, head };
}

/** Where the last event of the head's tree stands in the log. */
async function lastUnder(
  { log, database }: PackParts,
  { institution, treeSize }: SignedHead,
): Promise<Pick<Pin, 'position' | 'recordedAt'>> {
  const { stream, revision } = await ledgerIn(database)
    .selectFrom('ledger.leaves')
    .select(['stream', 'revision'])
    .where('institution', '=', institution)
    .where('number', '=', String(treeSize - 1))
    .executeTakeFirstOrThrow();
  const [event] = await log.readBytes(stream, { from: revision, limit: 1 });
  if (event === undefined) throw new Error(`The log lacks event ${revision} of ${stream}.`);
  return event;
}

/** What the institution has stated of its own size, by which a return may divide. */
async function addFigures(
  parts: PackParts,
  pack: PackFile,
  { institution, form, head }: Asked,
): Promise<readonly Figure[]> {
  const stored = await storedUnder(parts, institutionStream('institution', institution), head);
  if (stored.later > 0 && form.ratios !== undefined) throw beyond(head, 'a figure');
  if (form.ratios === undefined || stored.under.length === 0) return [];
  pack.addEvents(stored.stream, await provedOf(parts.database, stored, head));
  return stored.under.map(({ text, position, recordedAt }) =>
    figureOf(readStored(text, position, recordedAt)),
  );
}

type Added = {
  readonly stream: string;
  readonly cells: Cells;
  readonly events: number;
  readonly later: number;
};

/** The case with its history, when it stands in a cell. */
async function addCase(
  parts: PackParts,
  pack: PackFile,
  { asked, history }: { readonly asked: Asked; readonly history: CaseHistory },
): Promise<Added | undefined> {
  const { form, period, pin, head, institution } = asked;
  const changes = changesUntil(parts.log, history.changes, pin.position);
  const steps = stepsOf(form, period, changes);
  const cells = steps.at(-1)?.after ?? NOWHERE;
  if (cells.size === 0) return undefined;
  const stream = streamOf('complaint', institution, history.number);
  const stored = await storedUnder(parts, stream, head);
  if ((changes.at(-1)?.revision ?? 0) >= stored.under.length) throw beyond(head, stream);
  pack.addEvents(stream, await provedOf(parts.database, stored, head));
  const behind = (cell: string) =>
    eventsBehind(steps, cell).map(({ revision, effect }) => ({ revision, effect }));
  pack.addItem('cells.json', {
    ...{ case: history.number, stream },
    cells: [...cells].map(([cell, { value }]) => ({
      ...{ cell, value: textOf(value), events: behind(cell) },
    })),
  });
  return { stream, cells, events: stored.under.length, later: stored.later };
}

function beyond({ treeSize }: SignedHead, what: string): NothingToProve {
  return new NothingToProve('beyond-the-head', {
    en: `The return rests on ${what} recorded after the head of ${treeSize} leaves: wait for the next head, or pin it earlier.`,
    zh: `报表所依据的内容（${what}）在 ${treeSize} 片叶子的树头之后记录：请等待下一个树头，或指定更早的时点。`,
  });
}

function nothingCounted(name: string, period: string): NothingToProve {
  return new NothingToProve('nothing-received', {
    en: `No case stands in ${name} for ${period}: there is nothing to prove.`,
    zh: `${period} 的报表 ${name} 未统计任何案件，无可证明。`,
  });
}
