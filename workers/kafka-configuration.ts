import { z } from 'zod';
import type { KafkaSettings } from '../projections/broker/kafka-client.ts';
import { readTlsFiles, refuseWithoutTls } from './read-tls-files.ts';
import { readVariables } from './read-variables.ts';
import { WrongSetting } from './wrong-setting.ts';

/** How Kafka is reached, and what the names of the house's topics begin with. */
export type KafkaConfiguration = KafkaSettings & { readonly prefix: string };

const text = z.string().min(1);

/** By the names of the variables, so that each fault names its own. TLS files and the password are not checked here. */
const variables = z.object({
  KAFKA_BROKERS: z
    .string({ error: 'is required: host:port, with commas between several' })
    .regex(/^[^\s:,/]+:\d+(,[^\s:,/]+:\d+)*$/, 'must be host:port, with commas between several'),
  KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]{0,100}$/, 'must be letters, digits, dots, underscores and hyphens')
    .default('redress.'),
  KAFKA_TLS: z.enum(['true', 'false'], 'must be true or false').default('false'),
  KAFKA_TLS_CA: text.optional(),
  KAFKA_TLS_CERT: text.optional(),
  KAFKA_TLS_KEY: text.optional(),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'], {
      error: 'must be plain, scram-sha-256 or scram-sha-512',
    })
    .optional(),
  KAFKA_SASL_USERNAME: text.optional(),
  KAFKA_SASL_PASSWORD: text.optional(),
});

/** Every variable that Kafka is reached by, to be passed on to processes. */
export const KAFKA_VARIABLES: readonly string[] = Object.keys(variables.shape);

/** Throws with every setting that is missing or wrong, by the name of its variable. */
export function readKafkaConfiguration(
  environment: NodeJS.ProcessEnv = process.env,
): KafkaConfiguration {
  const head = { en: 'The configuration of Kafka is not complete', zh: 'Kafka 配置不完整' };
  const settings = readVariables(variables, environment, head);
  return {
    brokers: settings.KAFKA_BROKERS.split(','),
    prefix: settings.KAFKA_TOPIC_PREFIX,
    ...tlsOf(settings),
    ...saslOf(settings),
  };
}

type Variables = z.infer<typeof variables>;

function tlsOf({ KAFKA_TLS: wanted, ...settings }: Variables): Pick<KafkaSettings, 'tls'> {
  if (wanted === 'false') {
    refuseWithoutTls(
      'KAFKA',
      Object.keys(settings).filter((variable) => variable.startsWith('KAFKA_TLS_')),
    );
    return {};
  }
  const { ca, own } = readTlsFiles('KAFKA', settings);
  return { tls: { ...(ca === undefined ? {} : { ca }), ...own } };
}

function saslOf(settings: Variables): Pick<KafkaSettings, 'sasl'> {
  const {
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: username,
    KAFKA_SASL_PASSWORD: password,
  } = settings;
  if (mechanism === undefined && username === undefined && password === undefined) return {};
  if (mechanism === undefined || username === undefined || password === undefined)
    throw new WrongSetting({
      en: 'Give all of KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or none.',
      zh: 'KAFKA_SASL_MECHANISM、KAFKA_SASL_USERNAME 和 KAFKA_SASL_PASSWORD 应一并给出，或者均不给出。',
    });
  return { sasl: { mechanism, username, password } };
}
