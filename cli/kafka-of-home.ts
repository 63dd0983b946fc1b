import { findServer } from '../servers/running.ts';
import { readKafkaConfiguration } from '../workers/kafka-configuration.ts';
import type { KafkaConfiguration } from '../workers/kafka-configuration.ts';
import { homeOf } from '../workers/configuration.ts';
import { addressOf } from './house-of-home.ts';

/** Whether `KAFKA_BROKERS` names brokers, or some run for this home. */
export function hasKafka(): boolean {
  return (process.env['KAFKA_BROKERS'] ?? '') !== '' || findServer(homeOf(), 'kafka') !== undefined;
}

/** How the brokers are reached that `KAFKA_BROKERS` names, or that run for this home. */
export function kafkaOfHome(): KafkaConfiguration {
  const brokers = addressOf(homeOf(), 'KAFKA_BROKERS', 'kafka', 'brokers', 'redress up --kafka');
  return readKafkaConfiguration({ ...process.env, KAFKA_BROKERS: brokers });
}
