import fc from 'fast-check';
import type { Message } from '../../../events/envelope.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { TUESDAY, box } from './a-case.ts';

/** The commands about what is out of the ordinary, each once, and who may give it. */
export const NON_ROUTINE_MATRIX = {
  MarkNonRoutine: 'chl',
  ConfirmMarker: 'l',
  LiftMarker: 'l',
  TickStep: 'hl',
  RecordMarkerOverdue: 'e',
  LinkMass: 'l',
} as const;

const reasons = box('r');

export const nonRoutineSamples: readonly ComplaintCommand[] = [
  { type: 'MarkNonRoutine', data: { marker: 'media', reasons } },
  { type: 'ConfirmMarker', data: { marking: 5 } },
  { type: 'LiftMarker', data: { marking: 5, reasons } },
  { type: 'TickStep', data: { marking: 5, step: 'assess', doneAt: TUESDAY } },
  { type: 'RecordMarkerOverdue', data: { marking: 5 } },
  { type: 'LinkMass', data: { cases: ['0123456789AB'], reasons } },
];

/** `count` case numbers from a first one. */
export function caseNumbers(count: number, first = 0): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(first + index).padStart(12, '0'));
}

/** The same for the laws, with steps that some marker has. */
export function nonRoutineCommand(
  revision: fc.Arbitrary<number>,
  instant: fc.Arbitrary<string>,
): fc.Arbitrary<Message> {
  const step = fc.constantFrom('report-to-regulator', 'make-safe', 'check-mandate');
  return fc.oneof(
    fc
      .constantFrom('mass', 'self-harm-or-violence', 'suspected-illegal-agent')
      .map((marker) => ({ type: 'MarkNonRoutine', data: { marker, reasons } })),
    revision.map((marking) => ({ type: 'ConfirmMarker', data: { marking } })),
    revision.map((marking) => ({ type: 'LiftMarker', data: { marking, reasons } })),
    fc
      .record({ marking: revision, step, doneAt: instant })
      .map((data) => ({ type: 'TickStep', data })),
    fc
      .constantFrom(1, 12)
      .map((count) => ({ type: 'LinkMass', data: { cases: caseNumbers(count), reasons } })),
  );
}
