import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { JsonObject } from '../../events/envelope.ts';
import { box } from '../../events/personal.ts';
import { replaceInside } from '../../keys/replace-inside.ts';
import { letterText } from '../../workflows/complaint/letter-text.ts';
import type { Told } from '../../workflows/complaint/timeline.ts';

/** A letter that went out, with the revisions of what it was composed from. */
export type SentLetter = {
  readonly letter: EventData<'LetterSent'>['letter'];
  readonly sent: number;
  readonly about: number;
  readonly intake: number;
  readonly commitment: string;
};

export function sentLetters(events: readonly Told[]): readonly SentLetter[] {
  let intake = 0;
  const about = new Map<number, number>();
  const letters: SentLetter[] = [];
  for (const [revision, { said }] of events.entries()) {
    // Of an imported case the take-over names the complainant and the language.
    if (said.type === 'CaseTakenOver') intake = revision;
    if (said.type === 'LetterOrdered') about.set(revision, said.data.about);
    if (said.type !== 'LetterSent') continue;
    const { letter, order, commitment } = said.data;
    const subject = about.get(order);
    if (subject !== undefined)
      letters.push({ letter, sent: revision, about: subject, intake, commitment });
  }
  return letters;
}

type Composing = {
  readonly letter: SentLetter;
  readonly events: readonly Told[];
  /** What the boxes of the case say, by commitment. */
  readonly values: ReadonlyMap<string, string>;
};

/** The words of a letter as this release would post it; nothing where a part of it cannot be opened any more. */
export function composedLetter(
  stream: string,
  { letter: { letter, about, intake }, events, values }: Composing,
): string | undefined {
  let sealed = false;
  const opened = ({ recorded }: Told) =>
    replaceInside(recorded.data, (node) => {
      const found = box.safeParse(node).data;
      if (found === undefined) return undefined;
      sealed ||= !values.has(found.commitment);
      return values.get(found.commitment) ?? found;
    }) as JsonObject;
  const [from, to] = [events[intake], events[about]];
  if (from === undefined || to === undefined) return undefined;
  const parts = { received: opened(from), subject: opened(to) };
  return sealed ? undefined : letterText(letter, stream, parts);
}
