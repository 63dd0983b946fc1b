import { expect, test } from 'vitest';
import { accesses } from '../../api/read-accesses.ts';
import { withHouse } from '../with-house.ts';
import { askingOf, problemOf } from './ask.ts';

const house = withHouse();
const { ask, command, received } = askingOf(house);

const AUDITOR = { sub: 'sun', role: 'auditor' } as const;
const seen = async (number: string) => {
  const url = `/complaints/${number}/accesses`;
  return accesses.parse((await ask('GET', url, undefined, { as: AUDITOR })).json());
};
const types = async (number: string) =>
  (await seen(number)).accesses.map(({ by, type }) => `${by} ${type}`);

test('looks, openings and refusals of a case are told, whoever came last first', async () => {
  const number = await received();
  const path = `/complaints/${number}`;
  await ask('GET', path);
  await ask('GET', `${path}/history?purpose=a%20call`, undefined, { as: { sub: 'hana' } });
  await ask('GET', `${path}/clocks`);
  const assign = { type: 'AssignCase', data: { handler: 'hana', unit: 'cards' } } as const;
  problemOf(await command(number, [assign], { key: 'one' }), 409);
  problemOf(await command(number, [assign], { key: 'one' }), 409);

  const { people, accesses: noted } = await seen(number);
  expect(noted.map(({ by, type, data }) => [by, type, data])).toEqual([
    ['chen', 'CaseViewed', { what: 'case' }],
    ['hana', 'CaseViewed', { what: 'history' }],
    [
      ...['hana', 'PersonalDataOpened'],
      { keys: [`complaint-demobank.${number}#1`], purpose: 'a call' },
    ],
    ['chen', 'CaseViewed', { what: 'clocks' }],
    [
      ...['chen', 'CommandRefused'],
      { commands: ['AssignCase'], because: 'not-authorised', authority: true },
    ],
    ['sun', 'CaseViewed', { what: 'accesses' }],
  ]);
  expect(
    people.map(({ id, views, openings, refusals }) => [id, views, openings, refusals]),
  ).toEqual([
    ['sun', 1, 0, 0],
    ['chen', 2, 0, 1],
    ['hana', 1, 1, 0],
  ]);
});

test('a refusal by a rule is told apart from one of the person', async () => {
  const number = await received();
  const close = { type: 'CloseCase', data: {} } as const;
  const as = { sub: 'li', role: 'supervisor' } as const;
  const { code } = problemOf(await command(number, [close], { as }), 409);
  expect((await seen(number)).accesses[0]).toMatchObject({
    ...{ by: 'li', type: 'CommandRefused' },
    data: { commands: ['CloseCase'], because: code, authority: false },
  });
});

test('whoever is watched sees nothing of it: not in the answer, the case or its history', async () => {
  const number = await received();
  await ask('GET', `/complaints/${number}`);
  for (const role of ['clerk', 'handler', 'supervisor', 'head', 'executive', 'operator'] as const) {
    const answer = await ask('GET', `/complaints/${number}/accesses`, undefined, { as: { role } });
    expect(problemOf(answer, 403)).toMatchObject({
      code: 'not-your-role',
      because: { en: 'This is for the role auditor.', zh: '仅限以下角色：审计员（auditor）。' },
    });
  }
  for (const path of ['', '/history', '/clocks'])
    expect((await ask('GET', `/complaints/${number}${path}`)).body).not.toContain('CaseViewed');
  expect(await types(number)).toEqual([
    'chen CaseViewed',
    ...['history', 'clocks'].map(() => 'chen CaseViewed'),
    'sun CaseViewed',
  ]);
});

test('a case that nobody has received has no accesses, and leaves none', async () => {
  const number = '0123456789AB';
  problemOf(await ask('GET', `/complaints/${number}/accesses`, undefined, { as: AUDITOR }), 404);
  problemOf(await ask('GET', `/complaints/${number}`), 404);
  problemOf(await command(number, [{ type: 'AcknowledgeComplaint', data: {} }]), 404);
  expect(await house.house().log.read(`access-demobank.${number}`)).toEqual([]);
});
