import { pino } from 'pino';
import { findServer } from '../servers/running.ts';
import { homeOf, readConfiguration } from '../workers/configuration.ts';
import { openHouse } from '../workers/house.ts';
import type { AssembledHouse } from '../workers/house.ts';
import { houseLogger } from '../workers/logger.ts';
import { CommandFailed, EXIT } from './output.ts';

/** The house of this home, on servers that run already; dispose of it. Its warnings go to standard error. */
export function houseOfHome(): Promise<AssembledHouse> {
  const home = homeOf();
  const configuration = readConfiguration({
    ...process.env,
    REDRESS_HOME: home,
    DATABASE_URL: addressOf(home, 'DATABASE_URL', 'postgres', 'url'),
    TEMPORAL_ADDRESS: addressOf(home, 'TEMPORAL_ADDRESS', 'temporal', 'address'),
  });
  return openHouse(configuration, houseLogger(pino.destination(2), 'warn'));
}

/** The address a variable gives, or else the one of this home's own server. */
export function addressOf(
  home: string,
  variable: string,
  server: string,
  name: string,
  start = 'redress up',
): string {
  const given = process.env[variable];
  const found =
    given === undefined || given === '' ? findServer(home, server)?.addresses[name] : given;
  if (found !== undefined) return found;
  throw new CommandFailed(
    {
      en: `No ${server} is running for this home. Start it with \`${start}\`, or name one with ${variable}.`,
      zh: `本安装未运行 ${server}。请用 \`${start}\` 启动，或以 ${variable} 指定。`,
    },
    EXIT.unavailable,
  );
}
