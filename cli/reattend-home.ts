import { reattend } from '../workers/reattend.ts';
import type { Reattended } from '../workers/reattend.ts';
import { houseOfHome } from './house-of-home.ts';
import type { Output } from './output.ts';

/** Gives every open case of this home a look; with `restart` its attendance is ended first. */
export async function reattendHome(
  perSecond: number,
  restart: boolean,
  { say }: Output,
): Promise<Reattended> {
  await using house = await houseOfHome();
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
