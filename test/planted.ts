/** Looks for planted words in bytes, in every form that text takes on its way into a file or a table. */

/** Forms of a text, as bytes: UTF-8, UTF-16 either way, JSON and URL escapes, hex, and base64 wherever it begins. */
export function formsOf(text: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(text);
  const forms = new Map<string, Buffer>([
    ['utf-8', utf8],
    ['utf-16 little-endian', Buffer.from(text, 'utf16le')],
    ['utf-16 big-endian', Buffer.from(text, 'utf16le').swap16()],
    ['json escapes', Buffer.from(escaped(text))],
    ['json escapes in capitals', Buffer.from(escaped(text).toUpperCase().replaceAll('\\U', '\\u'))],
    ['url escapes', Buffer.from(encodeURIComponent(text))],
    ['hex', Buffer.from(utf8.toString('hex'))],
  ]);
  for (const before of [0, 1, 2])
    for (const encoding of ['base64', 'base64url'] as const)
      forms.set(`${encoding} after ${before} bytes`, Buffer.from(inside(utf8, before, encoding)));
  return forms;
}

/** Every word that stands in `bytes`, with the form it has there. */
export function findIn(bytes: Buffer, words: readonly string[]): readonly string[] {
  return words.flatMap((word) =>
    [...formsOf(word)]
      .filter(([, form]) => bytes.includes(form))
      .map(([name]) => `${word} (${name})`),
  );
}

function escaped(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The part of the encoding that does not depend on what stands before and after. */
function inside(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const padded = Buffer.concat([Buffer.alloc(before), bytes]);
  const text = padded.toString(encoding).replace(/=+$/, '');
  const first = Math.ceil((before * 4) / 3);
  return text.slice(first, Math.floor(padded.length / 3) * 4);
}
