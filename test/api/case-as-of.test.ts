import { expect, test } from 'vitest';
import { caseAsOf } from '../../api/as-of-shapes.ts';
import { caseAsOfText } from '../../cli/as-of-text.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, problemOf } from './ask.ts';

const house = withHouse();
const { ask, command, received } = askingOf(house);
const NARRATIVE = '年费重复收取-独一无二的叙述';
const later = new Date(Date.now() + 3_600_000).toISOString();
const answerAt = (number: string, at: string, query = '') =>
  ask('GET', `/complaints/${number}/as-of?at=${at}${query}`);
const asOf = async (number: string, at: string, query = '') =>
  caseAsOf.parse((await answerAt(number, at, query)).json());

test('a case is told as it stood, and what differs since with the events that explain it', async () => {
  const number = await received({ regime: 'cn-nfra-2020', narrative: NARRATIVE });
  const before = await asOf(number, later);
  const [instant] = [new Date().toISOString()];
  const way = { channel: 'phone', acknowledgedAt: instant } as const;
  await command(number, [{ type: 'AcknowledgeComplaint', data: way }]);
  const found = await asOf(number, instant, `&against=${later}`);
  expect(found).toMatchObject({ by: 'recorded', revision: before.revision, status: 'open' });
  expect(found.state).toEqual(before.state);
  expect(found.against?.revision).toBeGreaterThan(before.revision);
  expect(found.against?.events.map(({ event }) => event)).toContain('ComplaintAcknowledged');
  expect(found.against?.differs.map(({ path }) => path)).toContain('acknowledged');
  const text = caseAsOfText(found);
  expect(text).toContain(`has not come: as known at ${found.knownAt}`);
  expect(await asOf(number, instant)).not.toHaveProperty('knownAt');
  expect(text).toContain('as it was known · 按当时所知');
  expect(text).toMatch(/ComplaintAcknowledged by chen, occurred · 发生/);
  expect(JSON.stringify(found)).not.toContain(NARRATIVE);
});

test('personal data is opened for a purpose only', async () => {
  const number = await received({ narrative: NARRATIVE });
  const opened = await asOf(number, later, '&by=occurred&purpose=asked%20by%20the%20court');
  expect(JSON.stringify(opened)).toContain(NARRATIVE);
  expect(caseAsOfText(await asOf(number, later))).toContain('(sealed)');
});

test('before its first event there is nothing to tell, and that is said', async () => {
  const number = await received();
  for (const query of ['', '&by=occurred', `&against=2001-01-01T00:00:00.000Z`]) {
    const at = query.includes('against') ? later : '2001-01-01T00:00:00.000Z';
    const { code, because } = problemOf(await answerAt(number, at, query), 409);
    expect(code).toBe('before-first-event');
    expect(because?.en).toMatch(/first event at \d{4}-/);
  }
  expect(problemOf(await answerAt('ZZZZZZZZZZZZ', later), 404).code).toBe('no-such-case');
  expect(problemOf(await answerAt(number, 'yesterday'), 400).code).toBe('malformed-request');
});
