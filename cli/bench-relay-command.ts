import type { Command } from 'commander';
import { benchRelay } from '../bench/relay.ts';
import { startKafka } from '../servers/kafka.ts';
import { startPostgres } from '../servers/postgres.ts';
import type { Output } from './output.ts';
import { wholeNumber } from './whole-number.ts';

/** `bench relay`, beneath `bench`; on servers of its own, in a home that `onOwnHome` makes and removes. */
export function addBenchRelayCommand(
  bench: Command,
  out: () => Output,
  onOwnHome: <Result>(work: (home: string) => Promise<Result>) => Promise<Result>,
): void {
  bench
    .command('relay')
    .description('from the log to Kafka, against a bare kafkajs producer')
    .option('--events <n>', 'how many events at full speed', '30000')
    .option('--seconds <n>', 'how long at 2,000 events a second', '20')
    .addHelpText('after', '\nExample:\n  redress bench relay --json')
    .action(async (options: { events: string; seconds: string }) => {
      const events = wholeNumber('--events', options.events);
      const seconds = wholeNumber('--seconds', options.seconds);
      const { say } = out();
      const { table, ...result } = await onOwnHome(async (home) => {
        const { url } = await startPostgres({ home });
        const { brokers } = await startKafka({ home });
        return benchRelay({
          ...{ ownerUrl: url, brokers: brokers.split(','), events, seconds, say },
        });
      });
      out().result(result, table);
    });
}
