/**
 * What becomes of a table that somebody opened in a spreadsheet and saved again, seen by comparing with what is
 * recorded: numbers lose their zeros, long ones their digits, and texts their ends or the characters that the
 * spreadsheet's encoding does not have. Answers the damage in words, or undefined when the new value may well be meant.
 */
export function damageOf(recorded: string, stated: string): string | undefined {
  if (/^0+\d/.test(recorded) && recorded.replace(/^0+/, '') === stated)
    return 'lost its leading zeros';
  if (/^\d{11,}$/.test(recorded) && /^\d(\.\d+)?E\+\d+$/i.test(stated))
    return 'lost its last digits';
  if (lostCharacters(recorded, stated) || garbled(recorded, stated))
    return 'lost a character that is not ASCII';
  return stated !== '' && stated !== recorded && recorded.startsWith(stated)
    ? 'was cut'
    : undefined;
}

/** What a spreadsheet shows instead of a value that it could not work out, or that its column is too narrow for. */
const ERROR_VALUE =
  /^(?:#(?:NAME\?|REF!|VALUE!|N\/A|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)|#+|Err:\d{3})$/i;
/** A number as a spreadsheet writes it when the column is too narrow: 1.2E+04. */
const SCIENTIFIC = /^-?\d(?:[.,]\d+E[+-]?|E[+-])\d+$/i;

/** The damage that a value shows by itself, with nothing to compare it with. */
export function damageIn(stated: string): string | undefined {
  const text = stated.trim();
  if (ERROR_VALUE.test(text)) return 'is a spreadsheet’s error, not a value';
  return SCIENTIFIC.test(text) ? 'is a number that a spreadsheet has shortened' : undefined;
}

const WESTERN = new TextDecoder('windows-1252');

/** Whether a recorded character stands here as its bytes in UTF-8 read one by one, whatever else has changed. */
function garbled(recorded: string, stated: string): boolean {
  const characters = new Set(recorded.match(/[^\u0000-\u007f]/gu));
  return [...characters].some((character) => {
    const bytes = Buffer.from(character);
    return [bytes.toString('latin1'), WESTERN.decode(bytes)].some(
      (remains) => stated.includes(remains) && !recorded.includes(remains),
    );
  });
}

const OUTSIDE_ASCII = /[^\u0000-\u007f]+/g;
/** What a lost character leaves: nothing, a stand-in, or its bytes read in a Western encoding. */
const REMAINS = /^[_?*\s'"\-.\u0080-\u024f\u02c6\u02dc\u2010-\u2122\ufffd]*$/u;
/** An accented letter may also leave the letter. */
const LATIN = /^\p{Script=Latin}+$/u;
const LETTERS = /^[A-Za-z]*$/;
/** A character of four bytes, each read as one and written out again, is as long as this. */
const LONGEST_REMAINS = 8;

/** Whether `stated` is `recorded` with each run outside ASCII replaced by its remains. Linear in their lengths. */
function lostCharacters(recorded: string, stated: string): boolean {
  const runs = recorded.match(OUTSIDE_ASCII);
  if (runs === null) return false;
  const [first = '', ...between] = recorded.split(OUTSIDE_ASCII);
  if (!stated.startsWith(first)) return false;
  let from = first.length;
  for (const [index, run] of runs.entries()) {
    const next = between[index] ?? '';
    const end = index === runs.length - 1;
    // Read in pairs of bytes, as Chinese encodings do, a lost character may take the one behind it along.
    const after = [next, next.slice(1)]
      .map((text) => afterRemains(stated, { from, run, text, end }))
      .find((place) => place !== undefined);
    if (after === undefined) return false;
    from = after;
  }
  return true;
}

type Gap = {
  readonly from: number;
  readonly run: string;
  /** What follows the run, to the end of the text when it is the last. */
  readonly text: string;
  readonly end: boolean;
};

/** Where the text after a run's remains ends, or undefined when what stands there is not such remains. */
function afterRemains(stated: string, { from, run, text, end }: Gap): number | undefined {
  const until = end ? stated.length - text.length : stated.indexOf(text, from);
  if (until < from || !stated.startsWith(text, until)) return undefined;
  const found = stated.slice(from, until);
  if (found.length > run.length * LONGEST_REMAINS) return undefined;
  const remains = REMAINS.test(found) || (LATIN.test(run) && LETTERS.test(found));
  return remains ? until + text.length : undefined;
}
