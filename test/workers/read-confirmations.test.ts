import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfirmations } from '../../workers/read-confirmations.ts';

const confirmation = {
  ...{ regime: 'us-cfpb', version: '2015', path: 'clocks.respond' },
  ...{ confirmedBy: 'Ann Lee', on: '2026-11-24' },
};

test('an institution confirms in its own file, and a wrong one is named', () => {
  const home = mkdtempSync(join(tmpdir(), 'redress-confirmations-'));
  try {
    expect(readConfirmations(home, 'bank')).toEqual([]);
    mkdirSync(join(home, 'confirmations'));
    const file = join(home, 'confirmations', 'bank.json');
    writeFileSync(file, JSON.stringify([confirmation]));
    expect(readConfirmations(home, 'bank')).toEqual([confirmation]);
    expect(readConfirmations(home, 'other')).toEqual([]);
    writeFileSync(file, '[');
    expect(() => readConfirmations(home, 'bank')).toThrow(/bank\.json is not JSON/);
    writeFileSync(file, JSON.stringify([{ ...confirmation, on: 'yesterday' }]));
    expect(() => readConfirmations(home, 'bank')).toThrow(/bank\.json does not hold confirmations/);
  } finally {
    rmSync(home, { recursive: true });
  }
});
