import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf, problemOf } from './ask.ts';

const house = withHouse();
const { ask, command, received, submit } = askingOf(house);

test('a wrong file of the home is named to the asker, and what stands in it only in our log', async () => {
  const folder = join(house.home, 'products');
  mkdirSync(folder);
  writeFileSync(join(folder, 'demobank.json'), '["hunter2", ');
  try {
    const told = problemOf(await submit(complaintOf()), 500);
    expect(told.code).toBe('wrong-setting');
    expect(told.because?.en).toMatch(
      /^products\/demobank\.json is wrong, and nothing was recorded/,
    );
    expect(told.because?.zh).toMatch(/^products\/demobank\.json 有误/);
    expect(JSON.stringify(told)).not.toContain('hunter2');
    expect(JSON.stringify(told)).not.toContain(house.home);
    const line = house.logged().split('\n');
    const logged = line.find((one) => one.includes(told.reference ?? 'none'));
    expect(logged).toContain('is not JSON');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a case that holds an event of a newer release is told as such, read or commanded', async () => {
  const number = await received();
  const { log } = house.house();
  const stream = `complaint-demobank.${number}`;
  const before = await log.read(stream);
  const [first] = before;
  if (first === undefined) throw new RangeError('There is no event.');
  const { type, data, meta } = first;
  const id = '5f9373fb-c542-4e61-abc7-46df9ceb85ac';
  await log.append(stream, [{ id, type, data, meta, version: 99 }], before.length - 1);
  for (const answer of [
    await ask('GET', `/complaints/${number}`),
    await ask('GET', `/complaints/${number}/clocks`),
    await command(number, [{ type: 'AcknowledgeComplaint', data: {} }]),
  ]) {
    const { code, because } = problemOf(answer, 503);
    expect(code).toBe('event-of-newer-release');
    for (const said of [because?.en, because?.zh])
      for (const named of [number, type, '99', `${before.length}`]) expect(said).toContain(named);
  }
}, 60_000);
