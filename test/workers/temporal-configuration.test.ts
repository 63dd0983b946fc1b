import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { Server } from 'node:tls';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runCommand } from '../../servers/run-command.ts';
import { readConfiguration } from '../../workers/configuration.ts';
import { readTemporalTrust } from '../../workers/temporal-configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-temporal-tls-'));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const TLS = { TEMPORAL_TLS: 'true' };

describe('how Temporal is trusted', () => {
  test('is not asked where it is spoken to in clear', () => {
    expect(readTemporalTrust({ TEMPORAL_TLS: '', TEMPORAL_API_KEY: '' })).toEqual({});
  });

  test('is read from files and variables, and stands in the configuration of a process', () => {
    for (const name of ['ca', 'cert', 'key']) writeFileSync(file(`read-${name}`), name);
    const environment = {
      ...TLS,
      TEMPORAL_TLS_CA: file('read-ca'),
      TEMPORAL_TLS_CERT: file('read-cert'),
      TEMPORAL_TLS_KEY: file('read-key'),
      TEMPORAL_TLS_NAME: 'temporal.example',
      TEMPORAL_API_KEY: 'secret',
    };
    const trust = {
      tls: {
        serverNameOverride: 'temporal.example',
        serverRootCACertificate: Buffer.from('ca'),
        clientCertPair: { crt: Buffer.from('cert'), key: Buffer.from('key') },
      },
      apiKey: 'secret',
    };
    expect(readTemporalTrust(environment)).toEqual(trust);
    const others = { DATABASE_URL: 'postgres://here/redress', TEMPORAL_ADDRESS: 'here:7233' };
    expect(readConfiguration({ ...others, ...environment }).temporalTrust).toEqual(trust);
  });

  test.each([
    [{ TEMPORAL_TLS: 'yes' }, 'TEMPORAL_TLS: must be true or false'],
    [{ TEMPORAL_API_KEY: 'secret' }, 'TEMPORAL_API_KEY: set TEMPORAL_TLS=true'],
    [{ TEMPORAL_TLS_CA: 'ca.pem' }, 'TEMPORAL_TLS_CA: set TEMPORAL_TLS=true'],
    [{ ...TLS, TEMPORAL_TLS_CERT: 'c.pem' }, 'TEMPORAL_TLS_KEY is missing'],
    [{ ...TLS, TEMPORAL_TLS_KEY: 'k.pem' }, 'TEMPORAL_TLS_CERT is missing'],
    [{ ...TLS, TEMPORAL_TLS_CA: '/lost.pem' }, 'TEMPORAL_TLS_CA: /lost.pem cannot be read'],
  ])('as %o is refused by the name of what is missing or wrong', (environment, because) => {
    expect(() => readTemporalTrust(environment)).toThrow(because);
  });
});

/** Before the real server: it asks for a certificate of its own authority, as houses do. */
describe('a server that asks for a certificate', () => {
  let proxy: Server;
  let address: string;

  beforeAll(async () => {
    for (const name of ['house', 'stranger']) await makeCertificate(name);
    const [host = '', port = ''] = inject('temporalAddress').split(':');
    const own = { cert: readFileSync(file('house.pem')), key: readFileSync(file('house.key')) };
    const asking = { ca: own.cert, requestCert: true, rejectUnauthorized: true };
    proxy = createServer({ ...own, ...asking, ALPNProtocols: ['h2'] }, (socket) => {
      const behind = connect(Number(port), host);
      for (const end of [socket, behind]) end.on('error', () => undefined);
      socket.pipe(behind).pipe(socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => proxy.close(resolve)));

  const trustIn = (authority: string, name?: string) =>
    readTemporalTrust({
      ...TLS,
      TEMPORAL_TLS_CA: file(`${authority}.pem`),
      ...(name !== undefined && {
        TEMPORAL_TLS_CERT: file(`${name}.pem`),
        TEMPORAL_TLS_KEY: file(`${name}.key`),
      }),
    });

  test('is reached by client and worker that have one', async () => {
    const trust = trustIn('house', 'house');
    const client = await Connection.connect({ address, ...trust });
    await client.close();
    const native = await NativeConnection.connect({ address, ...trust });
    await native.close();
  });

  test.each([
    ['without one', () => trustIn('house')],
    ['with that of a stranger', () => trustIn('house', 'stranger')],
    ['by those who trust another authority', () => trustIn('stranger', 'house')],
    ['in clear', () => ({})],
  ])('is not reached %s', async (_how, trust) => {
    const wish = { address, connectTimeout: 2_000, ...trust() };
    await expect(Connection.connect(wish)).rejects.toThrow();
  });
});

/** A certificate of its own issuer with its key, as `<name>.pem` and `<name>.key`. */
async function makeCertificate(name: string): Promise<void> {
  await runCommand('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), '-days', '2'],
    ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'],
    // The worker's client takes no authority's own certificate for a server's.
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
  ]);
}
