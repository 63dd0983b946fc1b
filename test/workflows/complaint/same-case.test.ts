import { expect, test } from 'vitest';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { TUESDAY, box, given, received, rules, sun } from './a-case.ts';

const OWN = '0123456789AB';
const reasons = box('The same fee.');
const OTHER = '0123456789AC';

function decided(command: ComplaintCommand) {
  const stream = `complaint-bank.${OWN}`;
  const context = { now: TUESDAY, actor: sun, rules, stream };
  return complaint.decide(given(received).state(), command, context);
}

const commandsTo = (other: string): readonly ComplaintCommand[] => [
  { type: 'LinkCase', data: { to: other, reasons } },
  { type: 'LinkRepeat', data: { to: other, reasons } },
  { type: 'RecordDuplicateOf', data: { of: other, reasons } },
  { type: 'LinkMass', data: { cases: ['000000000001', other], reasons } },
  { type: 'MergeIntoCase', data: { into: other, reasons } },
];

test('a case is neither linked with itself nor merged into itself, in whatever way', () => {
  for (const command of commandsTo(OWN))
    expect(decided(command), command.type).toMatchObject({ refused: { code: 'same-case' } });
});

test('another case is', () => {
  for (const command of commandsTo(OTHER))
    expect(decided(command), command.type).toHaveProperty('events');
});
