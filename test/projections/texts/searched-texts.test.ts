import { expect, test } from 'vitest';
import { box } from '../../../bench/generated-events.ts';
import { complaintEvents } from '../../../events/complaint/complaint-events.ts';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { searchedTexts } from '../../../projections/texts/searched-texts.ts';
import { mayRead } from '../../../workflows/complaint/authority.ts';
import { received } from '../../workflows/complaint/a-case.ts';

test('a complaint is found by its complainant, its numbers and its narrative, not by its means of contact', () => {
  const complainant = { name: box('王小明'), phone: box('139'), idNumber: box('440') };
  const data = { ...received[0]?.data, complainant, narrative: box('n'), matter: box('m') };
  const texts = searchedTexts({ type: 'ComplaintReceived', data } as unknown as ComplaintEvent);
  expect(texts.map(({ field }) => field)).toEqual([
    'complainant',
    'reference',
    'matter',
    'narrative',
  ]);
});

test('nothing is searched that a clerk may not read', () => {
  const data = new Proxy({}, { get: () => box('x') });
  const searched = Object.keys(complaintEvents).filter((type) => {
    try {
      return searchedTexts({ type, data } as unknown as ComplaintEvent).length > 0;
    } catch {
      // Its data is not of this shape, so it looks for texts there.
      return true;
    }
  });
  expect(searched).toContain('FindingRecorded');
  expect(searched).not.toContain('PressureRecorded');
  for (const type of searched) expect(mayRead(type, 'clerk'), type).toBe(true);
});
