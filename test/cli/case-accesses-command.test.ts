import { expect, test } from 'vitest';
import { accessesText } from '../../cli/case-accesses-command.ts';

test('shows people and what they did, without ids of keys', () => {
  const of = { by: 'hana', role: 'handler', unit: 'cards' };
  const text = accessesText({
    case: '0123456789AB',
    people: [
      {
        ...{ id: 'hana', role: 'handler', unit: 'cards' },
        ...{ views: 2, openings: 1, refusals: 3, exports: 0 },
        ...{ first: '2026-03-02T02:00:00.000Z', last: '2026-03-02T02:04:00.000Z' },
      },
    ],
    accesses: [
      {
        ...{ revision: 0, type: 'PersonalDataOpened', at: '2026-03-02T02:00:00.000Z', ...of },
        data: { keys: ['complaint-onebank.0123456789AB#1'], purpose: 'a call' },
      },
      {
        ...{ revision: 1, type: 'CommandRefused', at: '2026-03-02T02:04:00.000Z', ...of },
        data: { commands: ['CloseCase', 'AssignCase'], because: 'not-told', authority: false },
      },
    ],
  });
  expect(text).toContain('hana (handler, cards)');
  expect(text).toContain('purpose a call');
  expect(text).toMatch(/commands CloseCase, AssignCase; because not-told/);
  expect(text).not.toContain('#1');
});
