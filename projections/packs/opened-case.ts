import type { Box } from '../../events/personal.ts';
import { discloseBoxes } from '../../keys/disclose-boxes.ts';
import type { Disclosed } from '../../keys/disclose-boxes.ts';
import { discloseText } from '../../keys/disclose-text.ts';
import type { Opening } from '../../keys/open-personal.ts';
import { composedLetter, sentLetters } from './sent-letters.ts';
import type { SentLetter } from './sent-letters.ts';
import { isOpenedFor } from './profile.ts';
import type { Profile } from './profile.ts';
import type { ToldCase } from './told-case.ts';

/** A field that is opened for whoever gets the pack: what it says, and the salt of its commitment. */
export type OpenedField = {
  readonly stream: string;
  readonly revision: number;
  readonly path: readonly (string | number)[];
  readonly salt: string;
  readonly value: string;
};

/** What a profile opens of a case. */
export type OpenedCase = {
  readonly fields: readonly OpenedField[];
  /** What a sealed field says, where it is opened. */
  readonly read: (box: Pick<Box, 'commitment'>) => string | undefined;
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
  const letters = sentLetters(events);
  const composedOf = new Set(letters.flatMap(({ about, intake }) => [about, intake]));
  const opened = events.map(({ said, recorded }, revision) =>
    isOpenedFor(profile, said.type) || composedOf.has(revision) ? recorded.data : null,
  );
  const disclosed = await discloseBoxes(opened, opening);
  const isOpened = ({ path: [revision] }: Disclosed) =>
    isOpenedFor(profile, events[Number(revision)]?.said.type ?? '');
  const fields = disclosed.filter(isOpened).map(({ path: [revision, ...path], salt, value }) => ({
    ...{ stream, revision: Number(revision), path: ['data', ...path], salt, value },
  }));
  const posted = await postedLetters(told, letters, { disclosed, opening });
  const values = valuesOf(disclosed.filter(isOpened));
  return {
    fields: [...fields, ...posted],
    read: ({ commitment }) => values.get(commitment),
    letters: new Map(posted.map(({ revision, value }) => [revision, value])),
  };
}

async function postedLetters(
  { stream, events }: ToldCase,
  letters: readonly SentLetter[],
  { disclosed, opening }: { readonly disclosed: readonly Disclosed[]; readonly opening: Opening },
): Promise<readonly OpenedField[]> {
  const ids = [...new Set(disclosed.map(({ key }) => key))];
  const found = await Promise.all(ids.map((id) => opening.ring.find(id)));
  const keys = found.flatMap((one) => (one.status === 'held' ? [one.caseKey] : []));
  const values = valuesOf(disclosed);
  return letters.flatMap((letter) => {
    const text = composedLetter(stream, { letter, events, values });
    const shown = text === undefined ? undefined : discloseText(keys, letter.commitment, text);
    return shown === undefined ? [] : [{ stream, revision: letter.sent, path: ['data'], ...shown }];
  });
}

function valuesOf(disclosed: readonly Disclosed[]): ReadonlyMap<string, string> {
  return new Map(disclosed.map(({ commitment, value }) => [commitment, value]));
}
