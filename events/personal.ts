import { z } from 'zod';

/**
 * Personal data in words: `personal(max)` marks a field in a command's schema. Parsing wraps the clear text
 * in `Clear`, so that no mark can be forged by a caller and nothing clear passes the edge unnoticed; the edge
 * replaces each `Clear` by a `Box` before anything else sees the command.
 */

/** A sealed value: only a holder of the case's key reads it, anyone with salt and value can check it. */
export const box = z.strictObject({
  /** The case key's id with its generation. */
  key: z.string().min(1).max(200),
  /** AES-256-GCM ciphertext and tag, base64url. */
  sealed: z.base64url().max(200_000),
  /** SHA-256 of salt and canonical value, hex. */
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Box = Readonly<z.infer<typeof box>>;

/** Clear personal text between parsing and sealing; it has no JSON form on purpose. */
export class Clear {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
  toJSON(): never {
    throw new TypeError('Personal data must be sealed before it is written.');
  }
}

/** A personal text field of at most `max` characters; one of white space alone says nothing. */
export const personal = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/\S/, 'must say something, not white space alone')
    .meta({ personal: true })
    .transform((value) => new Clear(value));

/** A parsed command with every `Clear` replaced by its `Box`. */
export type Sealed<T> = T extends Clear
  ? Box
  : T extends readonly (infer Item)[]
    ? readonly Sealed<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Sealed<T[Key]> }
      : T;
