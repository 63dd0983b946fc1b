import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { adoptVersions } from '../../cli/adopt-versions.ts';
import type { Regime } from '../../regimes/regime.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import type { ComplaintState } from '../../workflows/complaint/state.ts';
import { askingOf } from '../api/ask.ts';
import { project } from '../projections/projected.ts';
import { withHouse } from '../with-house.ts';

const house = withHouse();
const { received } = askingOf(house);
const shelf = mkdtempSync(join(tmpdir(), 'redress-shelf-'));
afterAll(() => rmSync(shelf, { recursive: true }));

const DAY = 86_400_000;
const dayAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

/** Puts a version beside a shipped one, in force since yesterday: every clock has five days more. */
function publish(name: string, running: 'stay' | 'move'): void {
  const file = join(shelf, `${name}.json`);
  const old = JSON.parse(readFileSync(file, 'utf8')) as Regime;
  const clocks = old.clocks.map((clock) => {
    const length = { ...clock.length, count: clock.length.count + 5 };
    return { ...clock, length };
  });
  const transition = { running, limit: 'legal', article: 'its own last article', mark: 'V' };
  const version = { ...old, version: 'new', effectiveFrom: dayAgo(1), transition, clocks };
  writeFileSync(join(shelf, `${name}-new.json`), JSON.stringify(version));
  writeFileSync(file, JSON.stringify({ ...old, effectiveTo: dayAgo(2) }));
}

test('an installation moves what runs to a version that says so, once, and leaves the rest', async () => {
  const cfpb = await received({
    ...{ regime: 'us-cfpb', receivedAt: new Date(Date.now() - 120_000).toISOString() },
    sentToFirmAt: new Date(Date.now() - 60_000).toISOString(),
  });
  const hkma = await received({ regime: 'hk-hkma-ic4' });
  const clocksOf = async (number: string) => {
    const { state } = await (await house.client()).show(number);
    const { clocks = [] } = state as Partial<ComplaintState>;
    return clocks.map(({ name, version, dueAt }) => ({ name, version, dueAt }));
  };
  const before = { cfpb: await clocksOf(cfpb), hkma: await clocksOf(hkma) };

  cpSync(REGIMES, shelf, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  publish('us-cfpb', 'move');
  publish('hk-hkma-ic4', 'stay');
  await house.restart(shelf);
  const { log, database } = house.house();
  await project({ log, database });
  expect(await clocksOf(cfpb)).toEqual(before.cfpb);
  const adopt = () => adoptVersions(house.house(), readShelf(shelf));
  expect(await adopt()).toEqual({ cases: 2, moved: 1, unknown: 0 });

  const [clock] = before.cfpb;
  const dueAt = new Date(Date.parse(clock?.dueAt ?? '') + 5 * DAY).toISOString();
  expect(await clocksOf(cfpb)).toEqual([{ ...clock, version: 'new', dueAt }]);
  expect(await clocksOf(hkma)).toEqual(before.hkma);
  const recorded = await house.recorded();
  await project({ log, database });
  await adopt();
  expect(await house.recorded()).toBe(recorded);
});
