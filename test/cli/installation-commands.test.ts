import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { addInstallationCommands } from '../../cli/installation-commands.ts';
import { identify } from '../../servers/process-identity.ts';
import { runLine } from './run-line.ts';

test('status names where each server is reached, and no password', async () => {
  const home = mkdtempSync(join(tmpdir(), 'redress-status-'));
  mkdirSync(join(home, 'run'));
  vi.stubEnv('REDRESS_HOME', home);
  const runs = (name: string, addresses: object) =>
    writeFileSync(
      join(home, 'run', `${name}.json`),
      JSON.stringify({
        ...{ ...identify(process.pid), name, addresses, ports: {} },
        since: '2026-11-29T02:00:00.000Z',
      }),
    );
  try {
    runs('postgres', { url: 'postgres://redress:hunter2@127.0.0.1:5432/redress' });
    runs('kafka', { brokers: '127.0.0.1:9092' });
    runs('exchange', { health: 'http://127.0.0.1:9465' });
    const { value, text } = await runLine([addInstallationCommands], ['status']);
    for (const shown of ['@127.0.0.1:5432/redress', '127.0.0.1:9092', 'http://127.0.0.1:9465']) {
      expect(text).toContain(shown);
      expect(JSON.stringify(value)).toContain(shown);
    }
    expect(`${text}${JSON.stringify(value)}`).not.toContain('hunter2');
  } finally {
    process.exitCode = 0;
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  }
});
