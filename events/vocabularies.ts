import { accessEvents } from './access/access-events.ts';
import { complaintEvents } from './complaint/complaint-events.ts';
import { institutionEvents } from './institution/institution-events.ts';
import { ledgerEvents } from './ledger/ledger-events.ts';
import { reconciliationEvents } from './reconciliation/reconciliation-events.ts';
import type { Category } from './stream-category.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The events of every category of streams: all that the log may hold. */
export const vocabularies: Readonly<Record<Category, Vocabulary>> = {
  complaint: complaintEvents,
  access: accessEvents,
  ledger: ledgerEvents,
  reconciliation: reconciliationEvents,
  institution: institutionEvents,
};
