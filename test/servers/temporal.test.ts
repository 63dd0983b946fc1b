import { Client, Connection } from '@temporalio/client';
import { describe, expect, it, vi } from 'vitest';
import { isFree } from '../../servers/free-port.ts';
import { isAlive } from '../../servers/process-identity.ts';
import { findRunning, kill } from '../../servers/running.ts';
import type { Running } from '../../servers/running.ts';
import { removeTemporalState, startTemporal } from '../../servers/temporal.ts';
import type { Temporal } from '../../servers/temporal.ts';
import { temporalProgram } from '../../servers/temporal-program.ts';
import { temporaryHomes } from './temporary-home.ts';

const newHome = temporaryHomes();
/** The first run on a machine builds the server. */
const WITH_BUILD = 900_000;

describe('Temporal for a home', () => {
  it(
    'keeps its workflows when it is killed, and comes back at the same address',
    async () => {
      const home = newHome();
      const first = await startTemporal({ home });
      await withClient(first, (client) =>
        client.workflow.start('nobodyWorksOnThis', { workflowId: 'kept', taskQueue: 'nobody' }),
      );

      await kill(runningOf(first));
      const second = await startTemporal({ home });

      expect(second).toMatchObject({
        address: first.address,
        pages: first.pages,
        startedHere: true,
      });
      const described = await withClient(second, (client) =>
        client.workflow.getHandle('kept').describe(),
      );
      expect(described.status.name).toBe('RUNNING');
    },
    WITH_BUILD,
  );

  it('is found again while it runs, and leaves no process when stopped', async () => {
    const home = newHome();
    const first = await startTemporal({ home });
    const again = await startTemporal({ home });
    expect(again).toMatchObject({ address: first.address, pid: first.pid, startedHere: false });

    await again.stop();

    expect(isAlive(runningOf(first))).toBe(false);
    for (const port of Object.values(runningOf(first).ports)) expect(await isFree(port)).toBe(true);
    expect(findRunning(home)).toEqual([]);
  });

  it('has ports of its own in each home, also when they start at once', async () => {
    const both = await Promise.all([newHome(), newHome()].map((home) => startTemporal({ home })));
    const ports = both.flatMap((one) => Object.values(runningOf(one).ports));
    expect(new Set(ports).size).toBe(4);
    for (const one of both) {
      await withClient(one, (client) => client.connection.ensureConnected());
      const page = await fetch(one.pages ?? '');
      expect(page.status).toBe(200);
    }
  });

  it('begins with nothing after its state was removed', async () => {
    const home = newHome();
    const first = await startTemporal({ home });
    await withClient(first, (client) =>
      client.workflow.start('nobodyWorksOnThis', { workflowId: 'lost', taskQueue: 'nobody' }),
    );
    await kill(runningOf(first));
    removeTemporalState(home);
    const second = await startTemporal({ home });
    await expect(
      withClient(second, (client) => client.workflow.getHandle('lost').describe()),
    ).rejects.toThrow(/not found/);
  });

  it('is the given one where TEMPORAL_ADDRESS names one', async () => {
    const home = newHome();
    vi.stubEnv('TEMPORAL_ADDRESS', 'temporal.example:7233');
    const given = await startTemporal({ home, namespace: 'complaints' });
    expect(given).toMatchObject({ address: 'temporal.example:7233', namespace: 'complaints' });
    expect(findRunning(home)).toEqual([]);
  });

  it('says so when REDRESS_TEMPORAL_BIN names nothing that runs', async () => {
    vi.stubEnv('REDRESS_TEMPORAL_BIN', '/nowhere/temporal');
    await expect(temporalProgram()).rejects.toThrow(
      'REDRESS_TEMPORAL_BIN names /nowhere/temporal, which is not a program that can be run.',
    );
  });
});

function runningOf({ running }: Temporal): Running {
  if (running === undefined) throw new Error('Nothing was started.');
  return running;
}

async function withClient<Result>(
  { address, namespace }: Temporal,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}
