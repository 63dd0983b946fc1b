import fc from 'fast-check';
import type { Message } from '../../../events/envelope.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { TUESDAY, box } from './a-case.ts';

/** The commands of intake, each once, and who may give it. */
export const INTAKE_MATRIX = {
  NameRepresentatives: 'chl',
  RecordMandate: 'chl',
  TriageComplaint: 'chl',
  AskForMaterials: 'chl',
  RecordMaterials: 'chl',
  RecordNewFacts: 'chl',
  ConfirmNewFacts: 'l',
  DismissNewFacts: 'l',
  RecordFactsUnconfirmed: 'e',
  RecordDuplicateOf: 'chl',
  DismissDuplicate: 'chl',
  LinkRepeat: 'chl',
  MergeIntoCase: 'hl',
  AcceptMerge: 'e',
  RecordMergeAnswer: 'e',
} as const;

export const OTHER = '0123456789AB';
const reasons = box('r');
const newFacts = { facts: box('A recording.'), receivedAt: TUESDAY };

export const intakeSamples: readonly ComplaintCommand[] = [
  { type: 'NameRepresentatives', data: { representatives: [{ name: box('Li') }] } },
  { type: 'RecordMandate', data: { as: 'agent', name: box('Li'), document: 'ab'.repeat(32) } },
  {
    type: 'TriageComplaint',
    data: { parts: [{ kind: 'complaint', way: 'accepted', matter: box('The fee.') }] },
  },
  { type: 'AskForMaterials', data: { materials: ['identity'], held: [] } },
  { type: 'RecordMaterials', data: { materials: ['identity'] } },
  { type: 'RecordNewFacts', data: newFacts },
  { type: 'ConfirmNewFacts', data: { receipt: 5, reasons } },
  { type: 'DismissNewFacts', data: { receipt: 5, reasons } },
  { type: 'RecordFactsUnconfirmed', data: { receipt: 5 } },
  { type: 'RecordDuplicateOf', data: { of: OTHER, reasons } },
  { type: 'DismissDuplicate', data: { of: OTHER, reasons } },
  { type: 'LinkRepeat', data: { to: OTHER, newFacts, reasons } },
  { type: 'MergeIntoCase', data: { into: OTHER, reasons } },
  { type: 'AcceptMerge', data: { from: 'complaint-bank.BA9876543210' } },
  { type: 'RecordMergeAnswer', data: { merge: 5, outcome: { status: 'recorded' } } },
];

/** The same for the laws. */
export function intakeCommand(instant: fc.Arbitrary<string>): fc.Arbitrary<Message> {
  const other = fc.constantFrom('000000000001', '000000000002');
  const matter = box('m');
  return fc.oneof(
    fc.constantFrom<Message>(
      ...intakeSamples.filter(
        ({ type }) =>
          !['AcceptMerge', 'RecordMergeAnswer', 'RecordFactsUnconfirmed'].includes(type),
      ),
      {
        type: 'TriageComplaint',
        data: { parts: [{ kind: 'enquiry', way: 'answered', matter }] },
      },
      { type: 'RecordMaterials', data: { materials: ['signature'] } },
    ),
    instant.map((receivedAt) => ({
      type: 'RecordNewFacts',
      data: { facts: box('f'), receivedAt },
    })),
    other.map((to) => ({ type: 'LinkRepeat', data: { to, reasons } })),
    fc
      .record({ into: other, newFactsAt: instant })
      .map((data) => ({ type: 'MergeIntoCase', data: { ...data, reasons } })),
  );
}
