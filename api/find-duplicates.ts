import type { KeyObject } from 'node:crypto';
import type { Clear } from '../events/personal.ts';
import { partsOf } from '../keys/case-number.ts';
import { fingerprint } from './fingerprints/fingerprint.ts';
import type { Fingerprints, Noted } from './fingerprints/fingerprints.ts';

type Words = { readonly [name: string]: Clear | true | undefined };
type Complaint = {
  readonly complainant: Words;
  readonly product?: string | undefined;
  readonly matter?: Clear | undefined;
};

/** Case numbers of complaints that may be the same: candidates for a person to judge, never more than that. */
export async function findDuplicates(
  fingerprints: Fingerprints,
  identity: KeyObject,
  stream: string,
  { complainant, product, matter }: Complaint,
): Promise<Pick<Noted, 'isNew'> & { readonly numbers: readonly string[] }> {
  const clear = (name: string): string | undefined => {
    const word = complainant[name];
    return word === undefined || word === true ? undefined : word.value;
  };
  const print = fingerprint(identity, {
    complainant: {
      name: clear('name'),
      phone: clear('phone'),
      idNumber: clear('idNumber'),
      creditCode: clear('creditCode'),
    },
    product,
    matter: matter?.value,
  });
  if (print === undefined) return { isNew: false, numbers: [] };
  const { isNew, earlier } = await fingerprints.note(stream, print);
  return { isNew, numbers: earlier.flatMap((one) => partsOf(one)?.caseNumber ?? []) };
}
