import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventData } from '../events/complaint/complaint-events.ts';
import type { Json, JsonObject, Message } from '../events/envelope.ts';
import { ENGINE } from '../events/envelope.ts';
import type { EventLog } from '../events/log/event-log.ts';
import { seal } from '../keys/box.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { openPersonal } from '../keys/open-personal.ts';
import type { Opening } from '../keys/open-personal.ts';
import { letterText } from './letter-text.ts';

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
    const { letter, about, order, intake = 0 } = input as unknown as Input;
    const [received, subject] = await Promise.all(
      [intake, about].map(
        async (revision) => (await log.read(stream, { from: revision, to: revision }))[0],
      ),
    );
    if (received === undefined || subject === undefined)
      throw new RangeError(`${stream} has no event at revision ${about}.`);
    const opening: Opening = { ring, who: ENGINE, why: `write ${letter} letter`, record };
    const opened = await openPersonal({ received: received.data, subject: subject.data }, opening);
    const text = letterText(
      letter,
      stream,
      opened as { received: JsonObject; subject: JsonObject },
    );
    const written = await writeOnce(join(outbox, stream), errand, text);
    const commitment = seal(await ring.caseKey(stream), written.text).commitment;
    return {
      type: 'RecordLetterSent',
      data: { letter, order, sentAt: written.at, commitment: commitment },
    };
  };
}

type Written = { readonly text: string; readonly at: string };

/** The first writing counts: whoever comes again finds it. */
async function writeOnce(folder: string, name: string, text: string): Promise<Written> {
  const file = join(folder, `${name}.json`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as Written;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written: Written = { text, at: new Date().toISOString() };
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify(written, null, 2), { mode: 0o600 });
  await rename(draft, file);
  return written;
}
