import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LETTER_CHANNELS } from '../events/complaint/decision-codes.ts';
import type { LetterChannel } from '../events/complaint/decision-codes.ts';
import type { EventData } from '../events/complaint/complaint-events.ts';
import type { Json, Message } from '../events/envelope.ts';
import { ENGINE } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { seal } from '../keys/box.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { openPersonal } from '../keys/open-personal.ts';
import type { Opening } from '../keys/open-personal.ts';
import { instant } from '../events/words.ts';
import { letterText } from '../workflows/complaint/letter-text.ts';

export type WriteLetterParts = {
  readonly log: EventLog;
  readonly ring: KeyRing;
  /** The folder a house's dispatch takes letters from: one file per errand, personal data in clear. */
  readonly outbox: string;
  readonly record: Opening['record'];
};

type Input = {
  readonly letter: EventData<'LetterOrdered'>['letter'];
  readonly about: number;
  readonly order: number;
  /** Absent where it goes by post. */
  readonly channel?: LetterChannel;
  /** The event that names the complainant and the language; the case's first when not given. */
  readonly intake?: number;
};

/**
 * Writes a letter into the outbox, one file per errand name. Run again, it finds the letter it wrote and answers the
 * same. The answer carries the letter's commitment, never its words.
 */
export function writeLetter({ log, ring, outbox, record }: WriteLetterParts) {
  return async (stream: string, errand: string, input: Json): Promise<Message> => {
    // The desk hands out what the process listed; the input is of our own making.
    const { letter, about, order, channel, intake = 0 } = input as unknown as Input;
    const [received, subject] = await Promise.all(
      [intake, about].map(
        async (revision) => (await log.read(stream, { from: revision, to: revision }))[0],
      ),
    );
    if (received === undefined || subject === undefined)
      throw new RangeError(`${stream} has no event at revision ${about}.`);
    const opening: Opening = { ring, who: ENGINE, why: `write ${letter} letter`, record };
    const opened = await openPersonal({ received: received.data, subject: subject.data }, opening);
    const text = letterText(letter, stream, opened);
    const { text: posted, at } = await writeOnce(join(outbox, stream), errand, {
      text,
      ...(channel === undefined ? {} : { channel }),
    });
    const commitment = seal(await ring.caseKey(stream), posted).commitment;
    return {
      type: 'RecordLetterSent',
      data: { letter, order, sentAt: at, commitment },
    };
  };
}

const written = z.object({
  text: z.string(),
  at: instant,
  channel: z.enum(LETTER_CHANNELS).optional(),
});
type Written = z.infer<typeof written>;

/**
 * The first writing counts: whoever comes again, or at the same time, finds it. A link appears with its whole,
 * durable content or not at all, and never replaces what another has written.
 */
async function writeOnce(
  folder: string,
  name: string,
  wanted: Omit<Written, 'at'>,
): Promise<Written> {
  const file = join(folder, `${name}.json`);
  const known = await readLetter(file);
  if (known !== undefined) return known;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  try {
    const letter: Written = { ...wanted, at: new Date().toISOString() };
    await writeThrough(draft, JSON.stringify(letter, null, 2));
    await link(draft, file);
    return letter;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return writeOnce(folder, name, wanted);
  } finally {
    await rm(draft, { force: true });
  }
}

/** What is thrown here goes into the workflow's history, so it must not quote the letter. */
async function readLetter(file: string): Promise<Written | undefined> {
  let stored: string;
  try {
    stored = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return written.parse(JSON.parse(stored));
  } catch {
    throw new TypeError(`${file} is not a letter as we write it. Move it away to have it written.`);
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
