/** The category of ledgers' own streams. */
export const LEDGER = 'ledger';

/** An institution has one ledger, so its stream needs no number that tells it from others. */
export function ledgerStream(institution: string): string {
  return `${LEDGER}-${institution}.000000000000`;
}
