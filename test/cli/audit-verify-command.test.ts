import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { addAuditVerifyCommand } from '../../cli/audit-verify-command.ts';
import { EXIT } from '../../cli/output.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { createInstitutionKeys, institutionKeysOf } from '../../keys/institution-keys.ts';
import { readDatabase } from '../../projections/database.ts';
import { event } from '../events/log/events.ts';
import { kept, ledgerParts } from '../projections/ledger/ledger-parts.ts';
import { withDatabase } from '../with-database.ts';
import { runLine } from './run-line.ts';

const { application, owner, url } = withDatabase();
const log = postgresLog(application);
const home = mkdtempSync(join(tmpdir(), 'redress-verify-'));
const STREAM = 'complaint-onebank.000000000001';
const LEAVES = 4;

beforeAll(async () => {
  vi.stubEnv('REDRESS_HOME', home);
  vi.stubEnv('DATABASE_URL', url);
  createInstitutionKeys(home, 'onebank');
  const keysOf = institutionKeysOf(home);
  const parts = ledgerParts({
    ...{ log, database: readDatabase(application), witness: join(home, 'witness') },
    wrappingOf: (institution) => keysOf(institution).wrapping,
  });
  await log.append(STREAM, [event(), event({ said: 'as it was' }), event()], 'none');
  await kept(parts, 'onebank', LEAVES);
});
beforeEach(() => (process.exitCode = 0));
afterAll(() => {
  vi.unstubAllEnvs();
  process.exitCode = 0;
  rmSync(home, { recursive: true });
});

const verify = (...line: readonly string[]) =>
  runLine([addAuditVerifyCommand], ['verify', ...line]);

const witnessed = () => readdirSync(join(home, 'witness')).length;

test('a ledger that is as the log gives it is told with its events, heads and root', async () => {
  const { value, text } = await verify();
  expect(value).toMatchObject({
    ...{ ok: true, events: LEAVES, findings: [], more: 0 },
    institutions: [{ institution: 'onebank', events: LEAVES, untaken: 0 }],
    witness: { folder: join(home, 'witness'), heads: witnessed() },
  });
  expect(text).toContain(
    `${witnessed()} witnessed heads of ${join(home, 'witness')} were compared`,
  );
  expect(text).toContain('Nothing differs. 全部一致。');
  expect(process.exitCode).toBe(0);
});

test('heads that were kept elsewhere are compared when their folder is named', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'redress-kept-'));
  const [first = ''] = readdirSync(join(home, 'witness')).toSorted();
  copyFileSync(join(home, 'witness', first), join(elsewhere, first));
  const heads = async (...line: readonly string[]) => {
    const { value } = await verify(...line);
    return (value as { institutions: readonly { heads: number }[] }).institutions[0]?.heads ?? 0;
  };
  expect(await heads('--witness', elsewhere)).toBeLessThanOrEqual(await heads());
  expect(await heads('--witness', elsewhere)).toBeGreaterThan(1);
});

test('a folder without heads, or none, is not taken for heads that agree', async () => {
  for (const folder of [mkdtempSync(join(tmpdir(), 'redress-none-')), '/nobody/kept/any'])
    await expect(verify('--witness', folder)).rejects.toMatchObject({ exitCode: EXIT.badInput });
});

test('that no witnessed head was compared is said, and that their folder is gone is a finding', async () => {
  const [folder, away] = [join(home, 'witness'), join(home, 'away')];
  renameSync(folder, away);
  mkdirSync(folder);
  const empty = await verify();
  expect(empty.value).toMatchObject({ ok: true, witness: { folder, heads: 0 } });
  expect(empty.text).toContain(`No witnessed head was compared: ${folder} holds none.`);
  expect(empty.text).toContain('未比对任何见证树头');
  expect(process.exitCode).toBe(0);
  rmdirSync(folder);
  const gone = await verify();
  expect(gone.value).toMatchObject({ ok: false, findings: [{ kind: 'witness-missing' }] });
  expect(gone.text).toContain(`${folder}, which each was dropped into, is not there`);
  expect(process.exitCode).toBe(EXIT.refused);
  renameSync(away, folder);
});

test('a changed byte is named with its event, and exit code 1', async () => {
  // Behind the product's back.
  await owner.query('alter table log.events disable trigger all');
  const changed = await owner.query(
    `update log.events set bytes = replace(bytes, 'as it was', 'as it wasn')
     where stream = $1 and revision = 1`,
    [STREAM],
  );
  expect(changed.rowCount).toBe(1);
  const { value, text } = await verify();
  expect(value).toMatchObject({ ok: false });
  expect(text).toContain('What differs, the first in the log first;');
  expect(text).toContain(STREAM);
  expect(process.exitCode).toBe(EXIT.refused);
});
