import { expect, test } from 'vitest';
import { readConfiguration } from '../../workers/configuration.ts';

const needed = { DATABASE_URL: 'postgres://here/redress', TEMPORAL_ADDRESS: 'here:7233' };
const KURRENTDB_URL = 'kurrentdb://here:2113?tls=false';
const logOf = (environment: NodeJS.ProcessEnv) =>
  readConfiguration({ ...needed, ...environment }).kurrentdbUrl;

test('the log is in PostgreSQL unless KurrentDB is named, and one variable moves it', () => {
  expect(logOf({})).toBeUndefined();
  expect(logOf({ KURRENTDB_URL: '', REDRESS_LOG: '' })).toBeUndefined();
  expect(logOf({ KURRENTDB_URL })).toBe(KURRENTDB_URL);
  expect(logOf({ KURRENTDB_URL, REDRESS_LOG: 'kurrentdb' })).toBe(KURRENTDB_URL);
  expect(logOf({ KURRENTDB_URL, REDRESS_LOG: 'postgres' })).toBeUndefined();
});

test('a log that cannot be had is refused by the name of its variable', () => {
  expect(() => logOf({ REDRESS_LOG: 'kurrentdb' })).toThrow(/KURRENTDB_URL must name the server/);
  expect(() => logOf({ REDRESS_LOG: 'memory' })).toThrow(/postgres or kurrentdb, not memory/);
  expect(() => logOf({ KURRENTDB_URL: 'http://here' })).toThrow(
    /KURRENTDB_URL: must be a kurrentdb:\/\/ address/,
  );
});

test('what is no number is told so in both languages', () => {
  const wrong = { ...needed, REDRESS_HEALTH_PORT: 'abc' };
  expect(() => readConfiguration(wrong)).toThrow(
    expect.objectContaining({
      because: {
        en: expect.stringContaining('REDRESS_HEALTH_PORT: must be a number\n') as string,
        zh: expect.stringMatching(/REDRESS_HEALTH_PORT：应为数字$/) as string,
      },
    }),
  );
});

test('the address of a server that needs TLS, of several, and with a login', () => {
  for (const address of ['esdb://a', 'kurrentdb+discover://u:p@a:1,b:2/?tls=true'])
    expect(logOf({ KURRENTDB_URL: address })).toBe(address);
});

test('every wrong setting is told by the name of its variable, in both languages', () => {
  const wrong = { ...needed, DATABASE_URL: 'mysql://here', REDRESS_RECONCILE_MINUTES: '0' };
  expect(() => readConfiguration(wrong)).toThrow(
    expect.objectContaining({
      because: {
        en: expect.stringMatching(
          /DATABASE_URL: must be a postgres.*\n.*REDRESS_RECONCILE_MINUTES: must be/,
        ) as string,
        zh: expect.stringMatching(/配置不完整：\n.*DATABASE_URL：应为 postgres/) as string,
      },
    }),
  );
});
