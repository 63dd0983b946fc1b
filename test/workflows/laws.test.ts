import fc from 'fast-check';
import type { Message } from '../../events/envelope.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import type { Timed } from '../../workflows/play.ts';
import { laws } from '../laws.ts';
import { parcelKind } from '../processes/parcel.ts';

const START = Date.parse('2026-03-02T12:00:00.000Z');
const clerk = { id: 'clerk-1', role: 'clerk', unit: 'desk', rank: 'handler' };
const instant = fc
  .integer({ min: 0, max: 10_000_000 })
  .map((offset) => new Date(START + offset).toISOString());

const command: fc.Arbitrary<Message> = fc.oneof(
  fc
    .uniqueArray(instant, { maxLength: 4 })
    .map((remindAt) => ({ type: 'SendParcel', data: { remindAt } })),
  fc.constant({ type: 'RingBell', data: { activity: 'ring' } }),
  fc.constant({ type: 'FetchParcel', data: {} }),
);

const lives = fc
  .array(fc.record({ at: instant, commands: fc.array(command, { minLength: 1, maxLength: 3 }) }))
  .map((steps): readonly Timed[] =>
    steps
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ at, commands }, index) => ({
        at,
        submission: { id: `person:test:${index}`, actor: clerk, commands },
      })),
  );

laws({
  kind: parcelKind,
  rules: (note) => ruleBook([], note),
  lives,
  answerTo: ({ name }) => ({ type: 'ConfirmBell', data: { name, heard: true } }),
});
