import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { addInstallationCommands } from '../../cli/installation-commands.ts';
import { up } from '../../cli/installation.ts';
import { freePort } from '../../servers/free-port.ts';
import { stopAll } from '../../servers/running.ts';
import { withDatabase } from '../with-database.ts';
import { withTemporal } from '../with-temporal.ts';
import { runLine } from './run-line.ts';

/** What `up` starts on servers that are given. */
const home = mkdtempSync(join(tmpdir(), 'redress-up-'));
const { url } = withDatabase();
const temporal = withTemporal();
const MINUTE = 60_000;

beforeAll(() => {
  vi.stubEnv('REDRESS_HOME', home);
  vi.stubEnv('DATABASE_URL', url);
  vi.stubEnv('TEMPORAL_ADDRESS', inject('temporalAddress'));
  vi.stubEnv('TEMPORAL_NAMESPACE', temporal.namespace);
});
afterAll(async () => {
  await stopAll(home);
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

type Shown = {
  readonly ready: boolean;
  readonly servers: readonly {
    readonly name: string;
    readonly addresses: { readonly [kind: string]: string };
  }[];
};

test(
  'each process tells its metrics where status says, and sends its traces where we were told to',
  async () => {
    const sent: string[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        sent.push(body);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '100');
    try {
      const { api } = await up(home, false, () => undefined, { api: await freePort() });
      const ran = await runLine([addInstallationCommands], ['status']);
      const { ready, servers } = ran.value as Shown;
      expect(ready).toBe(true);
      const worker = servers.find(({ name }) => name === 'worker')?.addresses['health'] ?? '';
      expect(ran.text).toContain(worker);
      expect(await (await fetch(`${worker}/metrics`)).text()).toContain(
        'redress_projector_working',
      );
      expect((await fetch(`${worker}/health/ready`)).status).toBe(200);
      await fetch(`${api}/cases`);
      await expect.poll(() => sent.join(), { timeout: MINUTE }).toContain('GET /cases');
      const logs = ['worker', 'api'].map((name) => readFileSync(join(home, 'logs', `${name}.log`)));
      expect(logs.join()).not.toMatch(/Warning/);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
  3 * MINUTE,
);
