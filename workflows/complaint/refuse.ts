import type { Refusal } from '../process.ts';

/** A "no", with its code and the sentence in both languages. */
export function refuse(code: string, en: string, zh: string): { readonly refused: Refusal } {
  return { refused: { code, because: { en, zh } } };
}
