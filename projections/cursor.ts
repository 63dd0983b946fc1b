/** A cursor that was not made here, or for another list. */
export class UnknownCursor extends Error {
  override readonly name = 'UnknownCursor';
  constructor() {
    super('This cursor is not one of this list; ask from the beginning.');
  }
}

/** Where a page ended: the sort key of its last row, opaque to whoever carries it. */
function cursorOf(list: string, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/** The first `limit` of the rows found, and the cursor of the next page when more were found than that. */
export function pageOf<Row>(
  list: string,
  found: readonly Row[],
  limit: number,
  keyOf: (last: Row) => readonly string[],
): { readonly rows: readonly Row[]; readonly next: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const more = found.length > limit && last !== undefined;
  return { rows, next: more ? cursorOf(list, keyOf(last)) : null };
}

/** The sort key in a cursor of this list. Throws `UnknownCursor`. */
export function keyIn(list: string, cursor: string, length: number): readonly string[] {
  const parsed = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parsed) || parsed.length !== length + 1) throw new UnknownCursor();
  const [of, ...key] = parsed as readonly unknown[];
  if (of !== list || !key.every((part) => typeof part === 'string')) throw new UnknownCursor();
  return key;
}

/** The part of a cursor that is an instant. */
export function instantIn(text: string | undefined): Date {
  const instant = new Date(text ?? '');
  if (Number.isNaN(instant.getTime())) throw new UnknownCursor();
  return instant;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnknownCursor();
  }
}
