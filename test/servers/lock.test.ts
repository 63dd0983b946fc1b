import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { locked } from '../../servers/lock.ts';

it('lets one in at a time, also after one that failed', async () => {
  await inFolder(async (file) => {
    let [inside, most] = [0, 0];
    const work = async (fails: boolean) => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      if (fails) throw new Error('on purpose');
    };
    const ends = await Promise.allSettled(
      [false, true, false].map((fails) => locked(file, () => work(fails))),
    );
    expect(ends.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
    ]);
    expect(most).toBe(1);
  });
});

it('is free again when its holder was killed', async () => {
  await inFolder(async (file) => {
    const module = JSON.stringify(join(import.meta.dirname, '..', '..', 'servers', 'lock.ts'));
    const script = `import { locked } from ${module};
      await locked(${JSON.stringify(file)}, () => new Promise(() => {
        console.log('held');
        setInterval(() => {}, 60_000);
      }));`;
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    let entered = false;
    const waiting = locked(file, async () => {
      entered = true;
    });
    expect(entered).toBe(false);
    holder.kill('SIGKILL');
    await waiting;
    expect(entered).toBe(true);
  });
});

async function inFolder(work: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-lock-'));
  try {
    await work(join(folder, 'some.lock'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
