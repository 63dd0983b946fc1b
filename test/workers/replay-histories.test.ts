import { expect, test } from 'vitest';
import { replayHistories } from '../../workers/replay-histories.ts';
import { askingOf } from '../api/ask.ts';
import { withHouse } from '../with-house.ts';

const house = withHouse();
const { received } = askingOf(house);
const CHANGED = new URL('../processes/changed-shell.ts', import.meta.url).pathname;

test('histories of the live server replay on this shell, and do not on a changed one', async () => {
  const numbers = [await received(), await received(), await received()];
  const client = house.temporal.client();
  // The server shows what it holds a moment later.
  await expect
    .poll(async () => (await replayHistories({ client, sample: 1 })).found, { timeout: 30_000 })
    .toBe(3);
  let heard = 0;
  const onReplayed = () => (heard += 1);
  expect(await replayHistories({ client, sample: 10, onReplayed })).toEqual({
    ...{ found: 3, replayed: 3, failed: [] },
  });
  expect(heard).toBe(3);
  expect(await replayHistories({ client, sample: 2 })).toMatchObject({ replayed: 2 });
  const { failed } = await replayHistories({ client, sample: 10, workflowsPath: CHANGED });
  expect(failed.map(({ stream }) => stream).toSorted()).toEqual(
    numbers.map((number) => `complaint-demobank.${number}`).toSorted(),
  );
});
