import { RequestRefused } from '../../api/requester.ts';
import type { Client } from '../../api/client.ts';
import type { Receipt } from '../../api/responses.ts';
import { lives } from '../../cli/demo/lives.ts';
import type { LifeName } from '../../cli/demo/lives.ts';
import { peopleOf } from '../../cli/demo/people.ts';
import type { People } from '../../cli/demo/people.ts';
import { scenarios } from '../../cli/demo/complaints.ts';
import { tokenFor } from '../../cli/caller.ts';

/** A request that the house has acknowledged. */
export type Acknowledged = { readonly key: string; readonly receipt: Receipt };

export type Load = {
  readonly acknowledged: Acknowledged[];
  /** Lets the lives under way end and starts no others. */
  readonly finish: () => Promise<void>;
};

/** Repeats until there is an answer: killed servers come back. */
const ATTEMPTS = 10_000;
const NAMES: readonly LifeName[] = ['told-and-closed', 'left-open', 'extended-twice', 'withdrawn'];

/**
 * A server may be away for longer than the demonstration's clocks run: then an extension is refused, or its request
 * has lapsed before it is granted.
 */
const TOO_LATE = ['clock-breached', 'no-such-request'];

/** Drives complaints through their lives, `drivers` at once, and keeps every acknowledgement. */
export async function startLoad(
  home: string,
  api: string,
  seed: number,
  drivers: number,
): Promise<Load> {
  const acknowledged: Acknowledged[] = [];
  const people = await peopleOf(api, (options) => tokenFor(options, home), ATTEMPTS);
  const noted = Object.fromEntries(
    Object.entries(people).map(([name, client]) => [name, noting(client, acknowledged)]),
  ) as People;
  let stopped = false;
  const faults: unknown[] = [];
  const drive = async (driver: number): Promise<void> => {
    for (let count = 0; !stopped; count++)
      await live(
        noted,
        NAMES[(driver + count) % NAMES.length] ?? 'left-open',
        `${seed}-${driver}-${count}`,
      );
  };
  const running = Array.from({ length: drivers }, (_, driver) =>
    drive(driver).catch((error: unknown) => faults.push(error)),
  );
  return {
    acknowledged,
    finish: async () => {
      stopped = true;
      await Promise.all(running);
      if (faults.length > 0) throw new AggregateError(faults, `Lives failed: ${String(faults[0])}`);
    },
  };
}

async function live(people: People, name: LifeName, key: string): Promise<void> {
  const planned = scenarios()[0];
  if (planned === undefined) throw new RangeError('There is no scenario.');
  const complaint = {
    ...planned.complaint,
    reference: key,
    receivedAt: new Date().toISOString(),
  };
  try {
    await lives[name]({ people, complaint, key, about: planned.about, onCase: () => undefined });
  } catch (error) {
    if (!(error instanceof RequestRefused && TOO_LATE.includes(error.problem.code))) throw error;
  }
}

/** The same client, keeping every receipt. */
function noting(client: Client, acknowledged: Acknowledged[]): Client {
  const note = (key: string, receipt: Receipt): Receipt => {
    acknowledged.push({ key, receipt });
    return receipt;
  };
  return {
    ...client,
    submit: async (complaint, key) => note(key, await client.submit(complaint, key)),
    command: async (number, commands, key, ifMatch) =>
      note(key, await client.command(number, commands, key, ifMatch)),
  };
}
