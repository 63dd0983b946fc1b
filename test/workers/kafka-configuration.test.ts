import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readKafkaConfiguration } from '../../workers/kafka-configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'redress-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KAFKA_BROKERS = 'one.example:9092,two.example:9093';

describe('the configuration of Kafka', () => {
  test('names brokers and a prefix, and nothing that was not given', () => {
    expect(readKafkaConfiguration({ KAFKA_BROKERS })).toEqual({
      brokers: ['one.example:9092', 'two.example:9093'],
      prefix: 'redress.',
    });
  });

  test('hands TLS and SASL on', () => {
    const file = (name: string): string => {
      writeFileSync(join(folder, name), `text of ${name}`);
      return join(folder, name);
    };
    expect(
      readKafkaConfiguration({
        KAFKA_BROKERS,
        KAFKA_TOPIC_PREFIX: 'bank.complaints.',
        KAFKA_TLS: 'true',
        KAFKA_TLS_CA: file('ca'),
        KAFKA_TLS_CERT: file('cert'),
        KAFKA_TLS_KEY: file('key'),
        KAFKA_SASL_MECHANISM: 'scram-sha-512',
        KAFKA_SASL_USERNAME: 'redress',
        KAFKA_SASL_PASSWORD: 'secret',
      }),
    ).toMatchObject({
      prefix: 'bank.complaints.',
      tls: {
        ca: Buffer.from('text of ca'),
        cert: Buffer.from('text of cert'),
        key: Buffer.from('text of key'),
      },
      sasl: { mechanism: 'scram-sha-512', username: 'redress', password: 'secret' },
    });
    expect(readKafkaConfiguration({ KAFKA_BROKERS, KAFKA_TLS: 'true' }).tls).toEqual({});
  });

  test.each([
    [{}, /KAFKA_BROKERS: is required/],
    [{ KAFKA_BROKERS: 'one.example', KAFKA_TLS: 'yes' }, /KAFKA_BROKERS: must[^]*KAFKA_TLS: must/],
    [{ KAFKA_BROKERS, KAFKA_TLS_CA: 'ca.pem' }, /set KAFKA_TLS=true/],
    [
      { KAFKA_BROKERS, KAFKA_TLS: 'true', KAFKA_TLS_CA: '/lost.pem' },
      /KAFKA_TLS_CA: .lost.pem cannot/,
    ],
    [
      { KAFKA_BROKERS, KAFKA_TLS: 'true', KAFKA_TLS_CERT: import.meta.filename },
      /KAFKA_TLS_KEY is missing/,
    ],
    [{ KAFKA_BROKERS, KAFKA_SASL_USERNAME: 'redress' }, /all of KAFKA_SASL_MECHANISM/],
    [{ KAFKA_BROKERS, KAFKA_SASL_MECHANISM: 'md5' }, /must be plain, scram-sha-256/],
  ])('refuses %j and says why', (environment, says) => {
    expect(() => readKafkaConfiguration(environment)).toThrow(says);
  });
});
