import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem } from '../../api/problems.ts';
import { runProjections } from '../../projections/runner.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, complaintOf } from './ask.ts';

const house = withHouse();
const { ask, submit } = askingOf(house);
const stop = new AbortController();
let projecting: Promise<void> | undefined;
let number = '';
let position = '';

beforeAll(async () => {
  const { log, database, readModels } = house.house();
  const models = [...readModels.values()];
  projecting = runProjections({ log, database, models }, stop.signal);
  const answer = await submit(complaintOf({ narrative: '柜员当众朗读了我的病历。' }));
  ({ case: number, position } = answer.json<{ case: string; position: string }>());
  await submit(complaintOf({ narrative: '信用卡年费。' }));
});
afterAll(async () => {
  stop.abort();
  await projecting;
});

const search = (wish: object, as = {}) => ask('POST', '/cases/search', wish, { as });

describe('POST /cases/search', () => {
  test('answers the cases in which something was said, and tells the log why it was asked', async () => {
    const purpose = 'the branch asks, 5519';
    const answer = await search({ text: '病历', purpose, atLeast: position });
    expect(answer.statusCode).toBe(200);
    const { cases, next } = answer.json<{ cases: { case: string }[]; next: null }>();
    expect(cases.map((one) => one.case)).toEqual([number]);
    expect(next).toBeNull();
    const told = house
      .logged()
      .split('\n')
      .filter((line) => line.includes(purpose));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('personal data opened');
    expect(told[0]).toContain(`complaint-demobank.${number}#1`);
    expect(house.logged()).not.toContain('病历');
  });

  test('is narrowed as the board is, and to the caller’s own institution', async () => {
    const wish = { text: '病历', purpose: 'test', atLeast: position };
    const mine = await search({ ...wish, filter: 'mine' });
    expect(mine.json()).toEqual({ cases: [], next: null });
    const others = await search(wish, { institution: 'otherbank' });
    expect(others.json()).toEqual({ cases: [], next: null });
  });

  test.each([
    [{ text: '病', purpose: 'test' }, /^body\/text .*2 characters/],
    [{ text: ' 病 ', purpose: 'test' }, /^body\/text /],
    [{ text: '病历' }, /^body\/purpose /],
    [{ text: '病历', purpose: '   ' }, /^body\/purpose /],
    [{ text: '病历', purpose: 'no' }, /^body\/purpose .*3 characters/],
    [{ text: '病历', purpose: 'test', filter: 'lost' }, /^body\/filter /],
    [{ text: '病历', purpose: 'test', after: 'bm90aGluZw' }, undefined],
  ])('refuses %j and names the fault', async (wish, fault) => {
    const answer = await search(wish);
    expect(answer.statusCode).toBe(400);
    const said = problem.parse(answer.json());
    if (fault === undefined) expect(said.code).toBe('unknown-cursor');
    else expect(said.faults?.map(({ at, message }) => `${at} ${message}`).join()).toMatch(fault);
  });
});
