import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createInstitutionKeys,
  institutionKeysOf,
  readInstitutionKeys,
} from '../../keys/institution-keys.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'redress-keys-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const file = (institution = 'demo') => join(home, 'keys', `${institution}.json`);
const base64 = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64');
const put = (content: unknown, mode = 0o600) => {
  mkdirSync(join(home, 'keys'), { recursive: true });
  writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(file(), mode);
};
const environment = (content: unknown) => ({
  REDRESS_INSTITUTION_KEYS_DEMO: Buffer.from(JSON.stringify(content)).toString('base64'),
});
const read = (variables: NodeJS.ProcessEnv = {}) => readInstitutionKeys(home, 'demo', variables);
const refused = (code: string, message: RegExp) => ({
  code,
  message: expect.stringMatching(message) as unknown,
});
const fault = (deed: () => unknown): unknown => {
  try {
    deed();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("an institution's keys", () => {
  test('are made on request, for the owner alone, and read again', () => {
    const made = createInstitutionKeys(home, 'demo');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(home, 'keys'))).toEqual(['demo.json']);
    expect(read().identity.equals(made.identity)).toBe(true);
    expect(read().wrapping.equals(made.wrapping)).toBe(true);
    expect(made.identity.equals(made.wrapping)).toBe(false);
  });

  test('are never made a second time', () => {
    createInstitutionKeys(home, 'demo');
    const before = readFileSync(file(), 'utf8');
    expect(fault(() => createInstitutionKeys(home, 'demo'))).toMatchObject(
      refused('institution-keys-exist', /never rotates/),
    );
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(readdirSync(join(home, 'keys'))).toEqual(['demo.json']);
  });

  test('may come from the environment', () => {
    const keys = read(environment({ identity: base64(1), wrapping: base64(2) }));
    expect(keys.wrapping.export()).toEqual(Buffer.alloc(32, 2));
  });

  test('from both places must agree', () => {
    put({ identity: base64(1), wrapping: base64(2) });
    expect(read(environment({ identity: base64(1), wrapping: base64(2) }))).toBeDefined();
    expect(
      fault(() => read(environment({ identity: base64(3), wrapping: base64(2) }))),
    ).toMatchObject(refused('institution-keys-ambiguous', /remove the wrong one/));
  });

  test('that are nowhere are told with what is known and what to do', () => {
    expect(fault(() => read())).toMatchObject(
      refused('institution-unknown', /known: none.*Restore.*REDRESS_INSTITUTION_KEYS_DEMO/),
    );
    createInstitutionKeys(home, 'demo');
    expect(fault(() => readInstitutionKeys(home, 'bank2', {}))).toMatchObject(
      refused('institution-unknown', /known: demo/),
    );
  });

  test.each([0o644, 0o640, 0o602])('in a file with rights %o are refused', (mode) => {
    put({ identity: base64(1), wrapping: base64(2) }, mode);
    expect(fault(() => read())).toMatchObject(refused('institution-keys-exposed', /chmod 600/));
  });

  test.each([
    ['not JSON', '{', /not JSON/],
    ['a missing key', { identity: base64(1) }, /"identity" and "wrapping"/],
    ['a third key', { identity: base64(1), wrapping: base64(2), more: '' }, /exactly/],
    ['a short key', { identity: base64(1), wrapping: base64(2, 31) }, /31 bytes as "wrapping"/],
    ['a long key', { identity: base64(1, 33), wrapping: base64(2) }, /33 bytes as "identity"/],
    ['not base64', { identity: base64(1), wrapping: '!' }, /base64/],
    ['one key twice', { identity: base64(1), wrapping: base64(1) }, /same key twice/],
  ])('with %s are refused without showing them', (_, content, message) => {
    put(content);
    const seen = fault(() => read());
    expect(seen).toMatchObject(refused('institution-keys-malformed', message));
    expect(String(seen)).not.toContain(base64(1).slice(0, 8));
  });

  test.each(['', 'a', 'Demo', 'de-mo', '../demo', 'a'.repeat(17), 'demo\n'])(
    'are not looked for under the name %j',
    (name) => {
      const code = 'institution-name-malformed';
      expect(fault(() => readInstitutionKeys(home, name, {}))).toMatchObject({ code });
      expect(fault(() => createInstitutionKeys(home, name))).toMatchObject({ code });
    },
  );

  test('are read once by those who ask often', () => {
    createInstitutionKeys(home, 'demo');
    const keysOf = institutionKeysOf(home, {});
    const first = keysOf('demo');
    rmSync(file());
    expect(keysOf('demo')).toBe(first);
  });
});
