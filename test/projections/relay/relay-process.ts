import { applicationPool } from '../../../events/log/postgres/pools.ts';
import { kafkaBroker } from '../../../projections/broker/kafka-broker.ts';
import { relay } from '../../../projections/relay/relay.ts';
import { readKafkaConfiguration } from '../../../workers/kafka-configuration.ts';
import { relayParts } from './relay-parts.ts';

/** What the relay's role runs, in a process of its own that a test may kill: the environment says on what. */
const pool = applicationPool(process.env['DATABASE_URL'] ?? '', 5);
const { prefix, ...settings } = readKafkaConfiguration();
process.stdout.write('relaying\n');
await relay(relayParts(pool, kafkaBroker(settings), prefix), new AbortController().signal);
