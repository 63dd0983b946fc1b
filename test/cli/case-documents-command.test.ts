import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addCaseDocuments } from '../../cli/case-documents-command.ts';
import { askingOf } from '../api/ask.ts';
import { withHouse } from '../with-house.ts';
import { runLine } from './run-line.ts';

const house = withHouse();
const { received } = askingOf(house);
const folder = mkdtempSync(join(tmpdir(), 'redress-documents-'));

beforeAll(async () => {
  vi.stubEnv('REDRESS_API', house.address());
  vi.stubEnv('REDRESS_TOKEN', await house.token());
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function run(...line: readonly string[]): Promise<unknown> {
  return (await runLine([addCaseDocuments], line)).value;
}

test('a document is filed and opened again, byte by byte, and nothing is written over', async () => {
  const [number, content] = [await received(), Buffer.from([0, 255, 10, 13, 0x80])];
  const [file, copy] = [join(folder, '合同.pdf'), join(folder, 'copy.pdf')];
  writeFileSync(file, content);
  const filing = ['file-document', number, file, '--kind', 'contract'];
  expect(await run(...filing)).toMatchObject({ events: [{ type: 'DocumentFiled' }] });
  expect(await run(...filing)).toMatchObject({ outcome: 'accepted', events: [] });
  const { events } = await (await house.client()).history(number);
  const document = String(events.find(({ type }) => type === 'DocumentFiled')?.data['document']);
  const opening = ['open-document', number, document, '--purpose', 'a look', '--out', copy];
  expect(await run(...opening)).toMatchObject({ bytes: content.length });
  expect(readFileSync(copy).equals(content)).toBe(true);
  await expect(run(...opening)).rejects.toThrow('cannot be written');
});

test('a kind that is none, a file that is not there, a document the case does not have', async () => {
  const number = await received();
  const filing = ['file-document', number, join(folder, 'lost.pdf'), '--kind'];
  await expect(run(...filing, 'contract')).rejects.toThrow('There is no file');
  await expect(run(...filing, 'poem')).rejects.toThrow('Allowed choices are');
  const opening = ['--purpose', 'a look', '--out', join(folder, 'none')];
  await expect(run('open-document', number, '0'.repeat(64), ...opening)).rejects.toThrow(
    'The case has no such document.',
  );
});
