/**
 * A text as it is searched: full-width and other compatibility forms like their usual ones, small letters, every gap
 * one space. What PostgreSQL cannot hold counts as a gap.
 */
export function searchable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\0]+/gu, ' ')
    .trim();
}

/**
 * Each pair of neighbouring characters once. Chinese writes no gaps between words, and most of its words have two
 * characters: pairs find them where a search by words does not.
 */
export function pairsIn(text: string): readonly string[] {
  const characters = [...text];
  return [...new Set(characters.slice(1).map((one, index) => `${characters[index] ?? ''}${one}`))];
}
