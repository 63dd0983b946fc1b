import { expect, test } from 'vitest';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';
import { castOf } from '../../simulation/cast.ts';
import { randomOf } from '../../simulation/random.ts';

const regimes = readShelf(REGIMES).map(({ regime }) => regime);
const casts = Array.from({ length: 400 }, (_, seed) => castOf(randomOf(seed), regimes, 0));

test('about half of the cases come under several regimes, each named once', () => {
  const over = casts.filter(({ overlays }) => overlays.length > 0);
  expect(over.length).toBeGreaterThan(casts.length * 0.4);
  expect(over.length).toBeLessThan(casts.length * 0.75);
  for (const { regime, overlays } of casts)
    expect(new Set([regime, ...overlays]).size).toBe(1 + overlays.length);
});

test('what only adds to others comes with one of these', () => {
  const adding = casts.filter(({ overlays }) => overlays.includes('cn-circ-life-2010'));
  expect(adding.length).toBeGreaterThan(0);
  for (const { regime, overlays } of adding)
    if (regime !== 'no-such-regime') expect([regime, ...overlays]).toContain('cn-nfra-2020');
});

test('a new version is one of a regime that the case comes under', () => {
  const versioned = casts.flatMap(({ newVersion, regime, overlays }) =>
    newVersion === undefined || regime === 'no-such-regime'
      ? []
      : [{ newVersion, regime, overlays }],
  );
  expect(versioned.length).toBeGreaterThan(0);
  for (const { newVersion, regime, overlays } of versioned)
    expect([regime, ...overlays]).toContain(newVersion.regime);
});
