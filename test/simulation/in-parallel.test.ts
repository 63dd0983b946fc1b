import { expect, test } from 'vitest';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { simulateInParallel } from '../../simulation/in-parallel.ts';
import { simulateCases } from '../../simulation/simulate.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';

const SEED = 3;

test('threads find together what one finds alone, and say how far they are', async () => {
  let done = 0;
  const simulated = await simulateInParallel({ seed: SEED, first: 5, number: 11 }, 2, (cases) => {
    done += cases;
  });
  const subject = {
    kind: complaintKind,
    shelf: readShelf(REGIMES),
    calendars: readCalendars(CALENDARS),
  };
  const cases = Array.from({ length: 11 }, (_, index) => 5 + index);
  expect(simulated).toEqual(await simulateCases(subject, SEED, cases));
  expect(done).toBe(11);
});

test('more threads than cases do no harm', async () => {
  const simulated = await simulateInParallel(
    { seed: SEED, first: 0, number: 1 },
    8,
    () => undefined,
  );
  expect(simulated.cases).toBe(1);
});
