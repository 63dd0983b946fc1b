/**
 * The canonical bytes of a text: its exact UTF-8, without normalisation and without a mark in front. Composed
 * and decomposed accents, and a trailing space, are different texts. Throws on a lone surrogate, which has
 * no UTF-8 and would silently become U+FFFD.
 */
export function exactBytes(text: string): Buffer {
  if (!text.isWellFormed())
    throw new RangeError('The text holds half of a character (a lone surrogate) and has no bytes.');
  return Buffer.from(text, 'utf8');
}

/** ASCII label and one zero byte: put before what is hashed or authenticated, so that no use can pass for another. */
export function domain(label: string): Buffer {
  return Buffer.from(`${label}\0`, 'ascii');
}
