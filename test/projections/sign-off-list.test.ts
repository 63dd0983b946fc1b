import { expect, test } from 'vitest';
import type { Message } from '../../events/envelope.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { listCases } from '../../projections/case-list.ts';
import { readDatabase } from '../../projections/database.ts';
import { listSignOffs } from '../../projections/sign-off-list.ts';
import { withDatabase } from '../with-database.ts';
import * as lives from './lives.ts';
import { project, record } from './projected.ts';
import * as registered from './registers/register-lives.ts';

const { application } = withDatabase();
const log = postgresLog(application);
const database = readDatabase(application);

/** Tells lives in an institution and projects them; the first is case 1. */
async function tell(institution: string, ...all: readonly (readonly Message[])[]): Promise<void> {
  await record(
    log,
    all.flatMap((life, index) => lives.told(institution, index + 1, life)),
  );
  await project({ log, database });
}

test('the sign-off inbox holds what waits, and marks what the asker may not sign off', async () => {
  const institution = 'onebank';
  await tell(
    institution,
    lives.proposed,
    lives.signedOff,
    lives.returned,
    lives.withdrawn,
    [...lives.returned, ...lives.proposed.slice(5)],
    lives.received,
  );
  const list = (who: string) =>
    listSignOffs(database, { institution, who, unit: 'none', limit: 10 });
  const { signOffs } = await list('hana');
  expect(signOffs).toMatchObject([
    {
      number: '000000000001',
      proposal: 5,
      outcome: 'upheld',
      remedy: 'money',
      amount: '300.00',
      currency: 'CNY',
      proposed_by: 'hana',
      own: true,
      product: 'credit-card',
    },
    { number: '000000000005', proposal: 7, own: true },
  ]);
  expect((await list('sun')).signOffs.map(({ own }) => own)).toEqual([false, false]);
});

test('a review waits for a second person like a decision, also when its case has ended', async () => {
  const decisions = [registered.reviewProposed, registered.reviewSignedOff];
  const back = [registered.reviewReturned, registered.reviewVoided];
  const institution = 'twobank';
  await tell(institution, ...decisions, ...back, lives.proposed);
  const { signOffs } = await listSignOffs(database, {
    ...{ institution, who: 'renata', unit: 'review', limit: 10 },
  });
  expect(signOffs).toMatchObject([
    { number: '000000000005', instance: 'first' },
    {
      ...{ number: '000000000001', instance: 'review', proposal: 14, outcome: 'changed' },
      ...{ remedy: 'refund', amount: '12.30', currency: 'CNY', proposed_by: 'renata', own: true },
    },
  ]);
  const { cases } = await listCases(database, {
    ...{ institution, filter: 'awaiting-sign-off', who: 'renata', now: new Date(), limit: 10 },
  });
  expect(cases.map(({ number, status }) => `${Number(number)} ${status}`).toSorted()).toEqual([
    '1 closed',
    '5 open',
  ]);
});

test('nobody signs off what he took part in: at a review nor his unit, nor who has an interest', async () => {
  const institution = 'thirdbank';
  const interest: Message = {
    type: 'InterestRecorded',
    data: {
      ...{ person: 'iris', as: 'seller', article: 'Order 2020-3 art. 19', mark: 'V', by: 'sun' },
    },
  };
  await tell(institution, [...registered.reviewProposed, interest], [...lives.proposed, interest]);
  const ownOf = async (who: string, unit: string) => {
    const found = await listSignOffs(database, { institution, who, unit, limit: 10 });
    return Object.fromEntries(found.signOffs.map(({ instance, own }) => [instance, own]));
  };
  // She handled and proposed it, he signed the first decision, he is complained of, she sold the product.
  expect(await ownOf('hana', 'review')).toEqual({ first: true, review: true });
  expect(await ownOf('sun', 'review')).toEqual({ first: false, review: true });
  expect(await ownOf('otto', 'review')).toEqual({ first: true, review: true });
  expect(await ownOf('iris', 'review')).toEqual({ first: false, review: true });
  expect(await ownOf('rosa', 'consumer-protection')).toEqual({ first: false, review: true });
  expect(await ownOf('rosa', 'review')).toEqual({ first: false, review: false });
});
