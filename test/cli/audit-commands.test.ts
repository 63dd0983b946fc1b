import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addAuditCommands } from '../../cli/audit-commands.ts';
import { EXIT } from '../../cli/output.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { createInstitutionKeys, institutionKeysOf } from '../../keys/institution-keys.ts';
import { readDatabase } from '../../projections/database.ts';
import type { InclusionProof } from '../../projections/ledger/prove.ts';
import type { PublicKey } from '../../projections/ledger/signing-key.ts';
import { event } from '../events/log/events.ts';
import { kept, ledgerParts } from '../projections/ledger/ledger-parts.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application, url } = withDatabase();
const log = postgresLog(application);
const home = mkdtempSync(join(tmpdir(), 'redress-audit-'));
const STREAM = 'complaint-onebank.000000000001';
const LEAVES = 4;
const parts = ledgerParts({
  ...{ log, database: readDatabase(application), witness: join(home, 'witness') },
  wrappingOf: (institution) => institutionKeysOf(home)(institution).wrapping,
});

beforeAll(async () => {
  vi.stubEnv('REDRESS_HOME', home);
  vi.stubEnv('DATABASE_URL', url);
  createInstitutionKeys(home, 'onebank');
  createInstitutionKeys(home, 'twobank');
  await log.append(STREAM, [event(), event(), event()], 'none');
  await kept(parts, 'onebank', LEAVES);
});
beforeEach(() => (process.exitCode = 0));
afterAll(() => {
  vi.unstubAllEnvs();
  process.exitCode = 0;
  rmSync(home, { recursive: true });
});

const audit = (...line: readonly string[]) => runLine([addAuditCommands], ['audit', ...line]);
const ofBank = (...line: readonly string[]) => audit(...line, '--institution', 'onebank');
const refusedWith = (message: RegExp, exitCode: number) => ({
  ...{ message: expect.stringMatching(message) as string, exitCode },
});
async function publicKeys(): Promise<readonly string[]> {
  const { value } = await ofBank('keys');
  return (value as { keys: readonly PublicKey[] }).keys.map(({ publicKey }) => publicKey);
}
/** A file of what was handed over. */
function handed(name: string, content: unknown): string {
  const file = join(home, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('heads and keys', () => {
  test('the last head is listed with the key that signed it', async () => {
    const { text, value } = await ofBank('heads', '--limit', '1');
    expect(value).toMatchObject({ heads: [{ institution: 'onebank', treeSize: LEAVES }] });
    expect(text).toMatch(/leaves .* signed .* root .* key/);
    expect(text).toMatch(new RegExp(`│ +${LEAVES} │ \\d{4}-`));
    expect(await publicKeys()).toHaveLength(1);
  });

  test('an institution that has no ledger is told so, and not shown an empty one', async () => {
    expect((await audit('heads', '--institution', 'twobank')).text).toContain('No head was signed');
    expect((await audit('keys', '--institution', 'twobank')).text).toContain(
      'No key was announced',
    );
    const proving = audit('prove', 'complaint-twobank.000000000001', '0');
    await expect(proving).rejects.toMatchObject(
      refusedWith(/The ledger of twobank has no leaf/, EXIT.refused),
    );
    const growing = audit('consistency', '1', '1', '--institution', 'twobank');
    await expect(growing).rejects.toMatchObject(
      refusedWith(/The ledger of twobank has 0 leaves/, EXIT.refused),
    );
  });

  test.each([
    ['heads', '--institution', 'nobank'],
    ['keys', '--institution', 'nobank'],
    ['prove', 'complaint-nobank.000000000001', '0'],
    ['consistency', '1', '1', '--institution', 'nobank'],
  ])('audit %s of an institution that nobody here knows is refused', async (...line) => {
    await expect(audit(...line)).rejects.toMatchObject({
      code: 'institution-unknown',
      message: expect.stringContaining('No keys are known for institution nobank') as string,
    });
  });

  test.each(['0', '-1', 'many'])('--limit %s is no number of heads', async (limit) => {
    await expect(ofBank('heads', `--limit=${limit}`)).rejects.toMatchObject({
      exitCode: EXIT.usage,
    });
  });
});

describe('proofs', () => {
  test('an event is proved, and who was handed the proof checks it without us', async () => {
    const { text, value } = await audit('prove', STREAM, '2');
    expect(text).toContain(`Event 2 of ${STREAM} is leaf`);
    const [stored] = await log.readBytes(STREAM, { from: 2 });
    const { recordedAt, text: bytes } = stored ?? expect.fail('No such event.');
    const files = [handed('proof.json', value), '--event', handed('event.json', bytes)];
    const keys = ['--key', ...(await publicKeys())];
    const checked = await audit('check', ...files, '--recorded-at', recordedAt, ...keys);
    expect(checked).toMatchObject({ value: { holds: true, faults: [] } });
    expect(checked.text).toBe('The proof holds. 证明成立。');
    expect(process.exitCode).toBe(0);
    const later = new Date(Date.parse(recordedAt) + 1).toISOString();
    const moved = await audit('check', ...files, '--recorded-at', later, ...keys);
    expect(moved.text).toContain('The leaf is not that of the event');
    expect(process.exitCode).toBe(EXIT.refused);
  });

  test('a tree is proved to have only grown', async () => {
    const { text, value } = await ofBank('consistency', '2', String(LEAVES));
    expect(text).toContain(`The tree of 2 leaves is the beginning of that of ${LEAVES}.`);
    const file = handed('grown.json', value);
    expect((await audit('check', file)).value).toEqual({ holds: true, faults: [] });
  });

  test.each([
    ['an event that there is not', ['prove', STREAM, '9'], /no leaf for event 9/],
    ['a size beyond the ledger', ['prove', STREAM, '1', '--size', '99'], /has 4 leaves/],
    ['a size before the event', ['prove', STREAM, '2', '--size', '1'], /does not hold yet/],
    ['the larger tree first', ['consistency', '3', '2'], /the smaller first/],
    ['a tree beyond the ledger', ['consistency', '2', '99'], /has 4 leaves, so no tree of 99/],
  ])('%s cannot be proved, and that is said', async (_which, line, message) => {
    const asked = line[0] === 'prove' ? audit(...line) : ofBank(...line);
    await expect(asked).rejects.toMatchObject(refusedWith(message, EXIT.refused));
  });

  test.each([
    [['prove', 'nobody', '0'], /nobody is not the name of a stream/],
    [['prove', STREAM, 'first'], /<revision>/],
    [['prove', STREAM, '0', '--size', '0'], /--size/],
    [['consistency', '0', '2'], /<first>/],
    [['consistency', '1', '2.5'], /<second>/],
  ])('%j is no line that can be run', async (line, message) => {
    await expect(audit(...line)).rejects.toMatchObject(refusedWith(message, EXIT.usage));
  });
});

describe('a signing key', () => {
  test('is replaced by another, which the present one signs for', async () => {
    const [present] = await publicKeys();
    const { text } = await ofBank('rotate-key', '--as', 'li-ming');
    expect(text).toContain('Heads are signed with');
    const [first, second, ...more] = await publicKeys();
    expect([first, more]).toEqual([present, []]);
    expect(second).not.toBe(present);
    // The head of the tree that holds the rotation is signed with the new key: the old one alone is not enough.
    await kept(parts, 'onebank', LEAVES + 1);
    const { value } = await audit('prove', STREAM, '0');
    const { head } = value as InclusionProof;
    const checked = await audit('check', handed('proof.json', value), '--key', String(present));
    expect(checked.text).toContain(`The head is signed with ${head?.keyId}, which is not given.`);
    expect(process.exitCode).toBe(EXIT.refused);
  });

  test('needs somebody who replaces it, a reason that there is, and a ledger', async () => {
    const before = await publicKeys();
    await expect(ofBank('rotate-key')).rejects.toThrow('--as');
    const odd = ofBank('rotate-key', '--as', 'li-ming', '--because', 'mood');
    await expect(odd).rejects.toThrow('Allowed choices are');
    const nobank = audit('rotate-key', '--as', 'li-ming', '--institution', 'nobank');
    await expect(nobank).rejects.toMatchObject(
      refusedWith(/The ledger of nobank has no key yet/, EXIT.refused),
    );
    expect(await publicKeys()).toEqual(before);
  });
});
