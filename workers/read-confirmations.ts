import { confirmations } from '../regimes/confirmation.ts';
import type { Confirmation } from '../regimes/confirmation.ts';
import { readStated } from './read-stated.ts';

/** What an institution has confirmed of the regimes' data. */
export function readConfirmations(home: string, institution: string): readonly Confirmation[] {
  return readStated({ home, folder: 'confirmations', schema: confirmations }, institution);
}
