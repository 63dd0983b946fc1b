import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folderStore } from '../../documents/document-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-documents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = folderStore(folder);
const stream = 'complaint-demo.000000000001';
const document = { commitment: 'ab'.repeat(32), sealed: Buffer.from('sealed') };

test('a document is kept once, and found by case and commitment', async () => {
  expect(await store.get(stream, document.commitment)).toBeUndefined();
  await Promise.all([store.put(stream, document), store.put(stream, document)]);
  expect(await store.get(stream, document.commitment)).toEqual(document.sealed);
  expect(readdirSync(join(folder, stream))).toEqual([document.commitment]);
  expect(await store.get('complaint-demo.000000000002', document.commitment)).toBeUndefined();
});

test('no name leads out of the folder', async () => {
  await expect(store.get('../elsewhere', document.commitment)).rejects.toThrow(RangeError);
  await expect(store.get(stream, '../../elsewhere')).rejects.toThrow(RangeError);
});
