import { damageIn } from './damage.ts';
import type { DoubtfulRow, ImportedRow, RowReader } from './import-format.ts';

/** A row as its format reads it, or why it is not taken; `today` is the latest day that it may speak of. */
export function checkedRow(
  read: RowReader,
  cells: readonly string[],
  today: string,
): ImportedRow | DoubtfulRow {
  const said = read(cells);
  return 'doubtful' in said ? said : possible(said, today);
}

/** What no source can mean, whatever its format. */
function possible(row: ImportedRow, today: string): ImportedRow | DoubtfulRow {
  const { reference, receivedOn, sentOn, facts, narrative } = row;
  const texts = [reference ?? '', narrative ?? '', ...Object.values(facts)];
  const doubtful = [
    ...(sentOn !== null && sentOn < receivedOn
      ? [`sent to the company on ${sentOn}, before it was received on ${receivedOn}`]
      : []),
    ...(receivedOn > today ? [`received on ${receivedOn}, which is still to come`] : []),
    ...(sentOn !== null && sentOn > today
      ? [`sent to the company on ${sentOn}, which is still to come`]
      : []),
    ...Object.entries({ ...facts, narrative: narrative ?? '' }).flatMap(([name, text]) => {
      const damage = damageIn(text);
      return damage === undefined ? [] : [`${name} ${JSON.stringify(text)} ${damage}`];
    }),
    ...(texts.some((text) => text.includes('\u0000')) ? ['holds the character U+0000'] : []),
    ...(texts.some((text) => text.includes('\uFFFD'))
      ? ['holds U+FFFD: a character was lost before the file was written']
      : []),
  ];
  return doubtful.length === 0 ? row : { doubtful };
}
