import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { secretsFromFiles } from '../../workers/secret-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a secret is read from the file that its variable names, without the line’s end', () => {
  const file = join(folder, 'url');
  writeFileSync(file, 'postgres://owner:word@db/redress\n');
  expect(secretsFromFiles({ DATABASE_URL_FILE: file, KURRENTDB_URL_FILE: '' })).toEqual({
    DATABASE_URL: 'postgres://owner:word@db/redress',
  });
});

test('one that is given twice, or cannot be read, is refused by its name', () => {
  expect(() => secretsFromFiles({ DATABASE_URL_FILE: 'x', DATABASE_URL: 'y' })).toThrow(
    'Both DATABASE_URL and DATABASE_URL_FILE are given',
  );
  expect(() => secretsFromFiles({ KAFKA_SASL_PASSWORD_FILE: join(folder, 'none') })).toThrow(
    /KAFKA_SASL_PASSWORD_FILE: .*none cannot be read/,
  );
});
