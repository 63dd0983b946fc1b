import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { domain, exactBytes } from '../../keys/exact-bytes.ts';

/** What two complaints must have in common to be looked at together, in clear; it is never written down. */
export type Likeness = {
  readonly complainant: {
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
    readonly idNumber?: string | undefined;
    readonly creditCode?: string | undefined;
  };
  readonly product?: string | undefined;
  /** What it is about, as the source numbers it: a contract, a card, a policy. */
  readonly matter?: string | undefined;
};

/**
 * HMAC-SHA256 of person × product × matter under the institution's identity key; undefined when nobody can be told
 * from others: then a name alone would make strangers of one name alike. Spaces, width and case make no difference.
 */
export function fingerprint(
  identity: KeyObject,
  { complainant, product = '', matter = '' }: Likeness,
): Buffer | undefined {
  const person = personOf(complainant);
  if (person === undefined) return undefined;
  const parts = [...person, product, matter].map(plain);
  return createHmac('sha256', identity)
    .update(domain('redress/fingerprint/1'))
    .update(exactBytes(JSON.stringify(parts)))
    .digest();
}

/** By number where there is one, else by name together with telephone. */
function personOf({
  name,
  phone,
  idNumber,
  creditCode,
}: Likeness['complainant']): readonly string[] | undefined {
  const number = idNumber ?? creditCode;
  if (number !== undefined) return ['number', number];
  if (name === undefined || phone === undefined) return undefined;
  return ['name', name, phone.replace(/^\+86|[^\d]/g, '')];
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
}
