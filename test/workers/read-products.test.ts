import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProducts } from '../../workers/read-products.ts';

test('an institution lists its products in its own file, and a wrong one is named', () => {
  const home = mkdtempSync(join(tmpdir(), 'redress-products-'));
  try {
    expect(readProducts(home, 'bank')).toEqual([]);
    mkdirSync(join(home, 'products'));
    const file = join(home, 'products', 'bank.json');
    writeFileSync(file, JSON.stringify(['credit-card', 'term-life']));
    expect(readProducts(home, 'bank')).toEqual(['credit-card', 'term-life']);
    expect(readProducts(home, 'other')).toEqual([]);
    writeFileSync(file, JSON.stringify([{ code: 'credit-card' }]));
    expect(() => readProducts(home, 'bank')).toThrow(/bank\.json does not hold products/);
  } finally {
    rmSync(home, { recursive: true });
  }
});
