import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { developmentToken } from '../../api/actor.ts';
import { apiClient } from '../../api/client.ts';
import { ownerPool } from '../../events/log/postgres/pools.ts';
import { createInstitutionKeys } from '../../keys/institution-keys.ts';
import { freePort } from '../../servers/free-port.ts';
import { tokenSecret } from '../../workers/configuration.ts';
import { complaintOf } from '../api/ask.ts';
import { otherDatabase } from '../other-database.ts';
import { CLERK } from '../with-house.ts';
import { withTemporal } from '../with-temporal.ts';

/** The product’s own processes on an empty database, as somebody starts them who runs it on servers of his own. */
const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.ts');
const home = mkdtempSync(join(tmpdir(), 'redress-start-'));
const temporal = withTemporal();
const name = `test_${randomBytes(6).toString('hex')}`;
const url = otherDatabase(inject('templateUrl'), name);
const maintenance = ownerPool(otherDatabase(inject('templateUrl'), 'postgres'));

beforeAll(() => maintenance.query(`create database ${name}`));
afterAll(async () => {
  await maintenance.query(`drop database if exists ${name} with (force)`);
  await maintenance.end();
  rmSync(home, { recursive: true, force: true });
});

type Started = AsyncDisposable & {
  readonly api: string;
  readonly health: string;
  readonly said: Promise<string>;
  /** Asks it to end; answers its exit code. */
  readonly end: () => Promise<number | null>;
};

async function started(line: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Started> {
  const [api, health] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...line], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      REDRESS_HOME: home,
      DATABASE_URL: url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      REDRESS_API_PORT: String(api),
      REDRESS_HEALTH_PORT: String(health),
      ...more,
    },
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = Promise.all([text(child.stdout), text(child.stderr)]).then((all) => all.join(''));
  const end = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return exit;
  };
  return {
    ...{ said, end },
    api: `http://127.0.0.1:${api}`,
    health: `http://127.0.0.1:${health}`,
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

type Span = { readonly name: string; readonly traceId: string };
type Sent = {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
};

/** A server that spans are sent to, by OpenTelemetry’s protocol. */
async function collector() {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { resourceSpans } = JSON.parse(body) as Sent;
      spans.push(...resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${port}`,
    traceOf: (span: string) => spans.find((one) => one.name === span)?.traceId,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PATIENCE = { timeout: 60_000, interval: 200 };
const MINUTES = 180_000;

async function healthOf(
  address: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${address}/health/ready`).catch(() => undefined);
  return { status: response?.status ?? 0, body: await response?.json() };
}

describe('redress start', () => {
  test(
    'does without Temporal in the roles that have nothing to do with it',
    async () => {
      const line = ['start', '--roles', 'projector,ledger', '--migrate'];
      await using projector = await started(line, { TEMPORAL_ADDRESS: '' });
      await expect.poll(() => healthOf(projector.health), PATIENCE).toMatchObject({ status: 200 });
      expect(await projector.end()).toBe(0);
    },
    MINUTES,
  );

  test(
    'brings an empty database to this release, and each process tells of its own roles',
    async () => {
      await using spans = await collector();
      const sent = { OTEL_EXPORTER_OTLP_ENDPOINT: spans.address };
      const line = ['start', '--roles', 'worker,projector', '--migrate'];
      await using worker = await started(line, sent);
      await expect
        .poll(() => healthOf(worker.health), PATIENCE)
        .toEqual({
          status: 200,
          body: {
            status: 'ready',
            needs: {
              ...{ roles: 'ready', log: 'ready', database: 'ready', temporal: 'ready' },
              'read-models': 'ready',
            },
          },
        });
      await using api = await started(['start', '--roles', 'api,watch'], sent);
      await expect.poll(() => healthOf(api.api), PATIENCE).toMatchObject({ status: 200 });
      expect(await healthOf(api.health)).toEqual(await healthOf(api.api));

      createInstitutionKeys(home, 'demobank');
      const token = await developmentToken(CLERK, tokenSecret(home), 1);
      const client = apiClient(api.api, token);
      const receipt = await client.submit(complaintOf(), randomUUID());
      expect(receipt.outcome).toBe('recorded');
      const metrics = async () => (await fetch(`${worker.health}/metrics`)).text();
      await expect
        .poll(metrics, PATIENCE)
        .toMatch(/redress_read_model_events_total\{model="cases"\} [1-9]/);
      expect(await worker.end()).toBe(0);
      expect(await api.end()).toBe(0);
      const traces = ['POST /complaints', 'record', 'project cases'].map(spans.traceOf);
      expect(new Set(traces)).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{32}$/)]));
    },
    MINUTES,
  );

  test(
    'a process whose broker is away lives and is not ready, and is not in its neighbours’ way',
    async () => {
      const nobody = `127.0.0.1:${await freePort()}`;
      await using relay = await started(['start', '--roles', 'relay', '--migrate'], {
        KAFKA_BROKERS: nobody,
      });
      await expect
        .poll(() => healthOf(relay.health), PATIENCE)
        .toMatchObject({ status: 503, body: { needs: { broker: 'not-ready', log: 'ready' } } });
      expect((await fetch(`${relay.health}/health/live`)).status).toBe(200);
      await sleep(100);
      expect(await relay.end()).toBe(0);
      expect(await relay.said).toContain('"need":"broker"');
    },
    MINUTES,
  );

  test(
    'a role that cannot be had ends the process, and says why',
    async () => {
      await using intake = await started(['start', '--roles', 'intake,watch', '--json'], {
        KAFKA_BROKERS: '',
      });
      expect(await intake.said).toContain('KAFKA_BROKERS: is required');
      expect(await intake.end()).toBe(2);
    },
    MINUTES,
  );
});
