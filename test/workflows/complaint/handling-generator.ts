import fc from 'fast-check';
import type { Message } from '../../../events/envelope.ts';
import { box } from './a-case.ts';
import { contact, document, pressure, task } from './handling-samples.ts';

/** Commands of handling for the laws: people, tasks and instants chosen so that they often meet. */
export function handlingCommand(
  staff: fc.Arbitrary<string>,
  revision: fc.Arbitrary<number>,
  instant: fc.Arbitrary<string>,
): fc.Arbitrary<Message> {
  const as = fc.constantFrom('seller', 'relative');
  return fc.oneof(
    fc
      .record({ person: staff, as })
      .map((one) => ({ type: 'RecordInterest', data: { involved: [one] } })),
    fc.record({ handler: staff, person: staff, as }).map(({ handler, ...one }) => ({
      type: 'AssignCase',
      data: { handler, unit: 'desk', involved: [one] },
    })),
    instant.map((dueAt) => ({ type: 'SetTask', data: { ...task, unit: 'desk', dueAt } })),
    revision.map((of) => ({ type: 'AnswerTask', data: { task: of, answer: box('a') } })),
    revision.map((of) => ({ type: 'WithdrawTask', data: { task: of, reasons: box('r') } })),
    instant.map((at) => ({ type: 'RecordContact', data: { ...contact, at, reached: false } })),
    instant.map((at) => ({ type: 'RecordContact', data: { ...contact, at, tells: 'progress' } })),
    instant.map((at) => ({ type: 'RecordPressure', data: { ...pressure, at } })),
    fc.constant({ type: 'FileDocument', data: document }),
  );
}
