import { describe, expect, test } from 'vitest';
import { CommandFailed } from '../../cli/output.ts';
import { wholeNumber } from '../../cli/whole-number.ts';

describe('an option that counts', () => {
  test('is the number it says, its bounds included', () => {
    expect(wholeNumber('--events', '30000')).toBe(30_000);
    expect(wholeNumber('--seed', '0', 0, 9)).toBe(0);
    expect(wholeNumber('--seed', '9', 0, 9)).toBe(9);
  });

  test.each(['', '0', '-1', '1.5', '1e3', ' 2', 'many', '100000001'])('is not "%s"', (text) => {
    expect(() => wholeNumber('--events', text)).toThrow(CommandFailed);
    expect(() => wholeNumber('--events', text)).toThrow(/^--events must be /);
  });
});
