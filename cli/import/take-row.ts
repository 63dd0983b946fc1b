import type { Attendance } from '../../activities/attendance.ts';
import type { Actor, Message } from '../../events/envelope.ts';
import type { EventLog } from '../../events/log/event-log.ts';
import type { CaseKey } from '../../keys/box.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import { openPersonal } from '../../keys/open-personal.ts';
import type { Access } from '../../keys/open-personal.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { complaint } from '../../workflows/complaint/complaint.ts';
import type { Answer, Desk } from '../../workflows/process.ts';
import { doubtsOf } from './doubts.ts';
import type { ImportedRow } from './import-format.ts';
import { readKnownCase } from './known-case.ts';
import type { KnownCase } from './known-case.ts';
import { rowCommands } from './row-commands.ts';
import type { RowCommands } from './row-commands.ts';
import { rowId } from './row-id.ts';

/**
 * Takes one row into its case. A case that is new and closed goes to the desk, since nobody will ever attend to it; one
 * that is open is submitted to its attendance. A case that is known already is compared with the row first: equal
 * facts need nothing, doubtful ones are not taken, and the rest is submitted as another snapshot.
 */

/** What an import needs of the house. */
export type ImportHouse = {
  readonly log: EventLog;
  readonly desk: Desk;
  readonly attendance: Attendance;
  readonly ring: KeyRing;
  readonly recordAccess: (access: Access) => void | Promise<void>;
};

export type RowToTake = {
  readonly stream: string;
  readonly source: string;
  readonly reference: string;
  readonly snapshotOn: string;
  /** SHA-256 of the file, and the row's number in it: with the day they name the submission. */
  readonly file: string;
  readonly number: number;
  readonly row: ImportedRow;
};

export type TakenRow =
  | { readonly outcome: 'opened' | 'repeated' | 'changed' }
  | { readonly outcome: 'doubtful' | 'refused'; readonly reasons: readonly string[] };

/** In whose name records of others come in. */
export const IMPORTER: Actor = { id: 'import', role: 'import', unit: 'import', rank: 'none' };

export async function takeRow(house: ImportHouse, wanted: RowToTake): Promise<TakenRow> {
  const { stream, row } = wanted;
  const key = await house.ring.caseKey(stream);
  const commands = rowCommands(wanted, key);
  if ('doubtful' in commands) return { outcome: 'doubtful', reasons: commands.doubtful };
  const closed = row.standing === 'closed';
  const tried = closed ? await atDesk(house, wanted, commands.importCase) : undefined;
  if (tried?.status === 'recorded' || tried?.status === 'accepted')
    return recordedAs(tried, 'opened');
  const known = await readKnownCase(house.log, stream);
  if (known.revision >= 0) return takeIntoKnown(house, wanted, { commands, key, known });
  return recordedAs(tried ?? (await attended(house, wanted, commands.importCase)), 'opened');
}

type Known = {
  readonly commands: RowCommands;
  readonly key: CaseKey;
  readonly known: KnownCase;
};

async function takeIntoKnown(
  house: ImportHouse,
  wanted: RowToTake,
  { commands: { importFacts }, key, known }: Known,
): Promise<TakenRow> {
  const { imported } = known.state;
  if (wasTaken(known, wanted)) return { outcome: 'repeated' };
  if (imported !== null && imported.reference.key !== key.id)
    return refused('its personal data was erased, and an import does not bring it back');
  const { receivedOn } = wanted.row;
  if (imported !== null && imported.receivedOn !== receivedOn)
    return {
      outcome: 'doubtful',
      reasons: [
        `received on ${receivedOn}, and ${imported.receivedOn} is recorded: the day of receipt does not change`,
      ],
    };
  const now = new Date().toISOString();
  const context = { now, actor: IMPORTER, rules: ruleBook([]) };
  const decision = complaint.decide(known.state, importFacts, context);
  if ('refused' in decision) {
    const { code, because } = decision.refused;
    return code === 'sent-before-received'
      ? { outcome: 'doubtful', reasons: [because.en] }
      : refused(`${code}: ${because.en}`);
  }
  const [event] = decision.events;
  if (imported === null || event?.type !== 'ImportedFactsChanged') return { outcome: 'repeated' };
  const reasons = await doubtsOf({
    changes: event.data,
    recorded: imported,
    row: wanted.row,
    otherRow: otherRowOf(known, wanted),
    openNarrative: () => openNarrative(house, imported.narrative?.text),
  });
  if (reasons.length > 0) return { outcome: 'doubtful', reasons };
  const rests = known.rests && event.data.standing !== 'open';
  const submit = rests ? atDesk : attended;
  return recordedAs(await submit(house, wanted, importFacts), 'changed');
}

function wasTaken({ rows }: KnownCase, wanted: RowToTake): boolean {
  return rows.some((row) => rowId(row) === rowId(wanted));
}

function submissionOf(wanted: RowToTake, command: Message) {
  const { file } = wanted;
  const id = rowId(wanted);
  return { id, actor: IMPORTER, commands: [command], correlation: `import:${file}` };
}

async function atDesk({ desk }: ImportHouse, wanted: RowToTake, command: Message): Promise<Answer> {
  const submission = submissionOf(wanted, command);
  const { answers } = await desk.visit(wanted.stream, [submission], new Date().toISOString());
  return answers[0] ?? { status: 'unknown' };
}

function attended({ attendance }: ImportHouse, wanted: RowToTake, command: Message) {
  return attendance.submit(wanted.stream, submissionOf(wanted, command));
}

type Attempt = 'opened' | 'changed';

/** The house did not answer; the row may or may not be recorded, and taking it again is safe. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  readonly attempt: Attempt;
  constructor(attempt: Attempt) {
    super('The house did not answer in time.');
    this.attempt = attempt;
  }
}

function recordedAs(answer: Answer, outcome: Attempt): TakenRow {
  switch (answer.status) {
    case 'recorded':
      return { outcome: answer.repeated ? 'repeated' : outcome };
    case 'accepted':
      return { outcome: 'repeated' };
    case 'refused':
      return refused(`${answer.code}: ${answer.because.en}`);
    case 'reused':
      return refused('the same row was submitted before with other content');
    case 'fault':
      return refused(`a rule of ours failed (${answer.reference})`);
    case 'stale':
    case 'unknown':
      throw new OutcomeUnknown(outcome);
  }
}

function refused(reason: string): TakenRow {
  return { outcome: 'refused', reasons: [reason] };
}

/** A row of the same file that spoke of the case before, whatever day that file was said to be of. */
function otherRowOf({ rows }: KnownCase, { file, number }: RowToTake): number | undefined {
  return rows.find((row) => row.file === file && row.number !== number)?.number;
}

/** Opened only to be compared; a destroyed key answers with nothing. */
async function openNarrative(
  { ring, recordAccess }: ImportHouse,
  text: unknown,
): Promise<string | undefined> {
  const why = 'compare the narrative of another snapshot with the recorded one';
  const opened = await openPersonal(text, { ring, who: IMPORTER, why, record: recordAccess });
  return typeof opened === 'string' ? opened : undefined;
}
