import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BrokerUnavailable } from '../../../projections/broker/broker.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { repeatedly } from '../../../projections/broker/kafka-client.ts';
import { freePort } from '../../../servers/free-port.ts';
import { kafkaLibraries } from '../../../servers/kafka-program.ts';
import { startKafka } from '../../../servers/kafka.ts';
import { removeHome } from '../../../servers/postgres.ts';
import { runCommand } from '../../../servers/run-command.ts';
import { readKafkaConfiguration } from '../../../workers/kafka-configuration.ts';

/** A broker that wants TLS and a password at one of its listeners, as houses have them. */
const home = mkdtempSync(join(tmpdir(), 'redress-guarded-'));
const file = (name: string): string => join(home, name);
const PASSWORD = 'correct horse';
const STARTING = 300_000;
let guarded = '';

beforeAll(async () => {
  await makeCertificate('broker');
  await makeCertificate('stranger');
  guarded = `127.0.0.1:${await freePort()}`;
  const named = 'listener.name.guarded';
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  const mechanisms = ['scram-sha-256', 'scram-sha-512'];
  const server = await startKafka({
    home,
    listeners: [`GUARDED://${guarded}`],
    settings: {
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,GUARDED:SASL_SSL',
      [`${named}.ssl.keystore.location`]: file('broker.p12'),
      [`${named}.ssl.keystore.type`]: 'PKCS12',
      [`${named}.ssl.keystore.password`]: PASSWORD,
      [`${named}.ssl.key.password`]: PASSWORD,
      [`${named}.sasl.enabled.mechanisms`]: 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
      [`${named}.plain.sasl.jaas.config`]: `${plain} required user_redress="${PASSWORD}";`,
      ...Object.fromEntries(
        mechanisms.map((name) => [`${named}.${name}.sasl.jaas.config`, `${scram} required;`]),
      ),
    },
  });
  for (const name of mechanisms) await addUser(server.brokers, name.toUpperCase());
}, STARTING);

afterAll(async () => {
  await removeHome(home);
  rmSync(home, { recursive: true, force: true });
});

/** A certificate of its own issuer, as `<name>.p12` with its key and as `<name>.pem` without. */
async function makeCertificate(name: string): Promise<void> {
  const store = ['-alias', name, '-keystore', file(`${name}.p12`), '-storepass', PASSWORD];
  const subject = ['-dname', `CN=${name}`, '-ext', 'san=ip:127.0.0.1', '-keyalg', 'EC'];
  await runCommand('keytool', ['-genkeypair', ...store, ...subject, '-storetype', 'PKCS12']);
  await runCommand('keytool', ['-exportcert', '-rfc', ...store, '-file', file(`${name}.pem`)]);
}

async function addUser(brokers: string, mechanism: string): Promise<void> {
  const libraries = await kafkaLibraries();
  const change = ['--alter', '--add-config', `${mechanism}=[password=${PASSWORD}]`];
  const user = ['--entity-type', 'users', '--entity-name', 'redress'];
  await runCommand('java', [
    ...['-cp', join(libraries, '*'), 'kafka.admin.ConfigCommand'],
    ...['--bootstrap-server', brokers, ...change, ...user],
  ]);
}

/** A broker as a house configures it, by variables and files. */
function configured(differences: { readonly [name: string]: string }) {
  const { prefix: _, ...settings } = readKafkaConfiguration({
    KAFKA_BROKERS: guarded,
    KAFKA_TLS: 'true',
    KAFKA_TLS_CA: file('broker.pem'),
    KAFKA_SASL_MECHANISM: 'plain',
    KAFKA_SASL_USERNAME: 'redress',
    KAFKA_SASL_PASSWORD: PASSWORD,
    ...differences,
  });
  return kafkaBroker({ ...settings, patience: 5_000 });
}

const topic = (name: string) => ({ name, partitions: 1, required: {}, least: {} });

describe('a broker that wants TLS and a password', () => {
  test.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
    'is spoken to with %s',
    async (mechanism) => {
      await using broker = configured({ KAFKA_SASL_MECHANISM: mechanism });
      await broker.ensureTopics([topic(mechanism)]);
      await broker.publish([{ topic: mechanism, key: 'k', value: 'well met', headers: {} }]);
      const got = await broker.readAll(mechanism);
      expect(got.map(({ value }) => value?.toString())).toEqual(['well met']);
    },
  );

  test('says so when the password is wrong', async () => {
    await using broker = configured({ KAFKA_SASL_PASSWORD: 'battery staple' });
    const refused = broker.ensureTopics([topic('refused')]);
    await expect(refused).rejects.toThrow(BrokerUnavailable);
    await expect(refused).rejects.toThrow(/authentication failed/i);
  });

  test('is not trusted with a certificate from somebody else', async () => {
    await using broker = configured({ KAFKA_TLS_CA: file('stranger.pem') });
    await expect(broker.ensureTopics([topic('refused')])).rejects.toThrow(/certificate/);
  });

  test('does not answer whoever speaks in clear', async () => {
    await using broker = kafkaBroker({ brokers: [guarded], patience: 5_000 });
    await expect(broker.ensureTopics([topic('refused')])).rejects.toThrow(BrokerUnavailable);
  });
});

describe('what is tried repeatedly', () => {
  test('fails with what stood in its way, not with the end of our patience', async () => {
    let attempts = 0;
    const work = (): Promise<never> => {
      attempts += 1;
      return attempts < 3
        ? Promise.reject(new Error('the topic is being made'))
        : new Promise(() => undefined);
    };
    await expect(repeatedly(800, 'topics', work)).rejects.toThrow(
      'topics: the topic is being made',
    );
  });

  test('is done once it goes', async () => {
    let attempts = 0;
    const work = (): Promise<string> => {
      attempts += 1;
      return attempts < 2 ? Promise.reject(new Error('not yet')) : Promise.resolve('done');
    };
    expect(await repeatedly(2_000, 'topics', work)).toBe('done');
  });
});
