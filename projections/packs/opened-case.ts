import type { Box } from '../../events/personal.ts';
import { discloseBoxes } from '../../keys/disclose-boxes.ts';
import type { Boxes, Disclosed, Erased } from '../../keys/disclose-boxes.ts';
import { discloseText } from '../../keys/disclose-text.ts';
import type { Opening } from '../../keys/open-personal.ts';
import { composedLetter, sentLetters } from './sent-letters.ts';
import type { SentLetter } from './sent-letters.ts';
import { isOpenedFor } from './profile.ts';
import type { Profile } from './profile.ts';
import type { ToldCase } from './told-case.ts';

type Field = {
  readonly stream: string;
  readonly revision: number;
  readonly path: readonly (string | number)[];
};

/** A field that is opened for whoever gets the pack: what it says, and the salt of its commitment. */
export type OpenedField = Field & { readonly salt: string; readonly value: string };

/** A field that he would get if there were a key to it: its commitment is what is left of it. */
export type ErasedField = Field & Pick<Erased, 'commitment' | 'why' | 'destroyedAt'>;

/** What a profile opens of a case. */
export type OpenedCase = {
  readonly fields: readonly OpenedField[];
  readonly erased: readonly ErasedField[];
  /** What a sealed field says, where it is opened. */
  readonly read: (box: Pick<Box, 'commitment'>) => string | undefined;
  /** Whether the key of a sealed field, or of the words of a letter, was destroyed. */
  readonly isErased: (box: Pick<Box, 'commitment'>) => boolean;
  /** The words of a letter as it was posted, by the revision of the event that says so. */
  readonly letters: ReadonlyMap<number, string>;
};

/**
 * Opens what the profile lets be opened. Letters to the complainant are opened in every profile: they are composed
 * again from their parts, and given as far as they are, to the byte, what the recorded commitment stands for.
 */
export async function openCase(
  told: ToldCase,
  profile: Profile,
  opening: Opening,
): Promise<OpenedCase> {
  const { stream, events } = told;
  const sent = sentLetters(events);
  const composedOf = new Set(sent.flatMap(({ about, intake }) => [about, intake]));
  const opened = events.map(({ said, recorded }, revision) =>
    isOpenedFor(profile, said.type) || composedOf.has(revision) ? recorded.data : null,
  );
  const boxes = await discloseBoxes(opened, opening);
  const isOpened = ({ path: [revision] }: Pick<Disclosed, 'path'>) =>
    isOpenedFor(profile, events[Number(revision)]?.said.type ?? '');
  const disclosed = boxes.disclosed.filter(isOpened);
  const { posted, lost } = await postedLetters(told, sent, { boxes, opening });
  const erased = [...boxes.erased.filter(isOpened).map((one) => erasedField(stream, one)), ...lost];
  const destroyed = erased.filter(({ why }) => why === 'key-destroyed');
  const gone = new Set(destroyed.map(({ commitment }) => commitment));
  const values = valuesOf(disclosed);
  return {
    fields: [...disclosed.map((one) => openedField(stream, one)), ...posted],
    erased,
    read: ({ commitment }) => values.get(commitment),
    isErased: ({ commitment }) => gone.has(commitment),
    letters: new Map(posted.map(({ revision, value }) => [revision, value])),
  };
}

function openedField(stream: string, { path, salt, value }: Disclosed): OpenedField {
  return { ...placeOf(stream, path), salt, value };
}

function erasedField(stream: string, { path, commitment, why, destroyedAt }: Erased): ErasedField {
  return { ...placeOf(stream, path), commitment, why, destroyedAt };
}

function placeOf(stream: string, [revision, ...path]: Disclosed['path']): Field {
  return { stream, revision: Number(revision), path: ['data', ...path] };
}

type Letters = { readonly posted: readonly OpenedField[]; readonly lost: readonly ErasedField[] };

async function postedLetters(
  { stream, events }: ToldCase,
  sent: readonly SentLetter[],
  { boxes, opening }: { readonly boxes: Boxes; readonly opening: Opening },
): Promise<Letters> {
  const ids = [...new Set(boxes.disclosed.map(({ key }) => key))];
  const found = await Promise.all(ids.map((id) => opening.ring.find(id)));
  const keys = found.flatMap((one) => (one.status === 'held' ? [one.caseKey] : []));
  const values = valuesOf(boxes.disclosed);
  const posted: OpenedField[] = [];
  const lost: ErasedField[] = [];
  for (const letter of sent) {
    const text = composedLetter(stream, { letter, events, values });
    const shown = text === undefined ? undefined : discloseText(keys, letter.commitment, text);
    const place = { stream, revision: letter.sent, path: ['data'] };
    if (shown !== undefined) posted.push({ ...place, ...shown });
    const part = boxes.erased.find(({ path: [revision] }) =>
      [letter.about, letter.intake].includes(Number(revision)),
    );
    if (shown === undefined && part !== undefined)
      lost.push({
        ...{ ...place, commitment: letter.commitment },
        ...{ why: part.why, destroyedAt: part.destroyedAt },
      });
  }
  return { posted, lost };
}

function valuesOf(disclosed: readonly Disclosed[]): ReadonlyMap<string, string> {
  return new Map(disclosed.map(({ commitment, value }) => [commitment, value]));
}
