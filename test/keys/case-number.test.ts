import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STREAM_NAME } from '../../events/log/limits.ts';
import {
  caseNumber,
  institutionStream,
  partsOf,
  streamBeside,
  streamOf,
} from '../../keys/case-number.ts';

/** 00 01 02 … 1f */
const identity = createSecretKey(Uint8Array.from({ length: 32 }, (_, index) => index));
const number = (source: string, reference: string) => caseNumber(identity, source, reference);

describe('a case number', () => {
  // Computed from the published layout by another implementation; never to be changed.
  test('is the published one for the published key, source and reference', () => {
    expect(number('hotline', 'REF-2026-000017')).toBe('1YNR4J90TT32');
    expect(number('热线', '投诉-①')).toBe('1GZDXHKW1088');
  });

  test('is of a form that a stream name takes', () => {
    fc.assert(
      fc.property(text(), text(), (source, reference) => {
        expect(streamOf('complaint', 'demo', number(source, reference))).toMatch(STREAM_NAME);
      }),
    );
  });

  test('follows the exact bytes of the reference', () => {
    expect(number('hotline', 'caf\u00e9')).not.toBe(number('hotline', 'cafe\u0301'));
    expect(number('hotline', 'A-1')).not.toBe(number('hotline', 'A-1 '));
    expect(number('hotline', 'A-1')).not.toBe(number('hotline', 'a-1'));
  });

  test('does not confuse where the source ends and the reference begins', () => {
    expect(number('ab', 'c')).not.toBe(number('a', 'bc'));
  });

  test('is another under another identity key', () => {
    const other = createSecretKey(new Uint8Array(32).fill(7));
    expect(caseNumber(other, 'hotline', 'A-1')).not.toBe(number('hotline', 'A-1'));
  });

  test('is refused for nothing and for half a character', () => {
    expect(() => number('', 'A-1')).toThrow(RangeError);
    expect(() => number('hotline', '')).toThrow(RangeError);
    expect(() => number('hotline', '\ud800')).toThrow(RangeError);
  });
});

describe('a stream name', () => {
  test('is read back into its parts', () => {
    const parts = { category: 'complaint', institution: 'demo', caseNumber: '0123456789AB' };
    expect(streamOf('complaint', 'demo', '0123456789AB')).toBe('complaint-demo.0123456789AB');
    expect(partsOf('complaint-demo.0123456789AB')).toEqual(parts);
  });

  test.each([
    '',
    'complaint',
    'complaint-demo',
    'complaint-demo.0123456789AI',
    'complaint-demo.0123456789ab',
  ])('%j is none', (name) => expect(partsOf(name)).toBeUndefined());

  test('is refused for an institution that has no such name', () => {
    expect(() => streamOf('complaint', 'Demo Bank', '0123456789AB')).toThrow(RangeError);
  });

  test('of what is noted of a case has the number of the case, one of an institution’s own has none', () => {
    const stream = streamOf('complaint', 'demo', '0123456789AB');
    expect(streamBeside('access', stream)).toBe('access-demo.0123456789AB');
    expect(() => streamBeside('access', 'nothing')).toThrow(/not the name of a stream/);
    expect(institutionStream('ledger', 'demo')).toBe('ledger-demo.000000000000');
  });
});

function text() {
  return fc.string({ minLength: 1, unit: 'grapheme' });
}
