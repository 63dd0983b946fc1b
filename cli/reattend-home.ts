import { pino } from 'pino';
import { findServer } from '../servers/running.ts';
import { homeOf, readConfiguration } from '../workers/configuration.ts';
import { openHouse } from '../workers/house.ts';
import { reattend } from '../workers/reattend.ts';
import type { Reattended } from '../workers/reattend.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';

/** Gives every open case of this home a look; with `restart` its attendance is ended first. */
export async function reattendHome(
  perSecond: number,
  restart: boolean,
  { say }: Output,
): Promise<Reattended> {
  const home = homeOf();
  const environment = {
    ...process.env,
    REDRESS_HOME: home,
    DATABASE_URL: process.env['DATABASE_URL'] ?? findServer(home, 'postgres')?.addresses['url'],
    TEMPORAL_ADDRESS:
      process.env['TEMPORAL_ADDRESS'] ?? findServer(home, 'temporal')?.addresses['address'],
  };
  if (environment.DATABASE_URL === undefined || environment.TEMPORAL_ADDRESS === undefined)
    throw new CommandFailed(
      'Nothing is running for this home. Start it with `redress up`, or set DATABASE_URL and TEMPORAL_ADDRESS.',
      EXIT.unavailable,
    );
  await using house = await openHouse(readConfiguration(environment), pino({ level: 'warn' }));
  const { client, attendance, database } = house;
  const look = async (stream: string) => {
    if (restart)
      await client.workflow
        .getHandle(stream)
        .terminate('redress reattend --restart')
        .catch(() => undefined);
    return attendance.look(stream);
  };
  // Awaited here: the house closes when this function returns.
  return await reattend({ database, look, perSecond }, ({ looked }) => {
    if (looked % 100 === 0) say(`  ${looked} cases`);
  });
}
