import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { TUESDAY, box } from './a-case.ts';

/** The commands of handling, each once, and who may give it: c clerk, h handler, l those who lead, e the engine. */
export const HANDLING_MATRIX = {
  RecordInterest: 'chl',
  SetTask: 'hl',
  AnswerTask: 'chl',
  WithdrawTask: 'hl',
  RemindOfTask: 'e',
  RecordTaskOverdue: 'e',
  FileDocument: 'chl',
  RecordContact: 'chl',
  RecordPressure: 'chl',
} as const;

export const task = {
  kind: 'business',
  unit: 'card-centre',
  question: box('Why twice?'),
  dueAt: '2026-03-09T10:00:00.000Z',
} as const;

export const contact = {
  with: 'complainant',
  direction: 'out',
  channel: 'phone',
  at: TUESDAY,
  reached: true,
  note: box('We spoke.'),
} as const;

export const pressure = { from: 'superior', account: box('Refuse it.'), at: TUESDAY } as const;

export const document = {
  document: 'ab'.repeat(32),
  kind: 'contract',
  name: box('contract.pdf'),
  mediaType: 'application/pdf',
  bytes: 1_000,
} as const;

export const handlingSamples: readonly ComplaintCommand[] = [
  { type: 'RecordInterest', data: { involved: [{ person: 'wei', as: 'seller' }] } },
  { type: 'SetTask', data: task },
  { type: 'AnswerTask', data: { task: 5, answer: box('An error.') } },
  { type: 'WithdrawTask', data: { task: 5, reasons: box('r') } },
  { type: 'RemindOfTask', data: { task: 5, percent: 50 } },
  { type: 'RecordTaskOverdue', data: { task: 5 } },
  { type: 'FileDocument', data: document },
  { type: 'RecordContact', data: contact },
  { type: 'RecordPressure', data: pressure },
];
