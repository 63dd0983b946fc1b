import { expect, test } from 'vitest';
import { stateFigure, statedFigures } from '../../activities/figure-book.ts';
import type { Statement } from '../../activities/figure-book.ts';
import { postgresLog } from '../../events/log/postgres/postgres-log.ts';
import { institutionStream } from '../../keys/case-number.ts';
import { withDatabase } from '../with-database.ts';

const { application } = withDatabase();
const log = postgresLog(application);

const who = { id: 'sun', role: 'supervisor', unit: 'consumer-protection', rank: 'supervisor' };
const at = '2026-04-10T08:00:00.000Z';
const stating = (institution: string, submission: string, value: string): Statement => ({
  ...{ institution, who, at, submission },
  said: { figure: 'outlets', on: '2026-03-31', value, source: 'Branch register' },
});

test('a figure is recorded once for each submission, with who stated it, when and from where', async () => {
  const first = await stateFigure(log, stating('onebank', 'person:test:1', '10432'));
  const figure = {
    ...{ figure: 'outlets', on: '2026-03-31', value: '10432', source: 'Branch register' },
    ...{ statedAt: at, statedBy: 'sun' },
  };
  expect(first).toEqual({ status: 'recorded', figure });
  const later = { ...stating('onebank', 'person:test:1', '10432'), at: '2026-04-11T00:00:00.000Z' };
  expect(await stateFigure(log, later)).toEqual({ status: 'repeated', figure });
  const other = stating('onebank', 'person:test:1', '10433');
  expect(await stateFigure(log, other)).toEqual({ status: 'reused' });
  expect(await statedFigures(log, 'onebank')).toEqual([figure]);
  expect(await statedFigures(log, 'twobank')).toEqual([]);
});

test('a correction stands after what it corrects, which stays', async () => {
  await stateFigure(log, stating('corrected', 'person:test:1', '1'));
  await stateFigure(log, stating('corrected', 'person:test:2', '2'));
  const stated = await statedFigures(log, 'corrected');
  expect(stated.map(({ value }) => value)).toEqual(['1', '2']);
  const [event] = await log.read(institutionStream('institution', 'corrected'));
  expect(event).toMatchObject({
    ...{ type: 'FigureStated', version: 1 },
    meta: { actor: who, decidedAt: at, submission: { id: 'person:test:1' } },
  });
});

test('of many who state at once none is lost and none comes twice', async () => {
  const values = Array.from({ length: 8 }, (_, index) => String(index + 1));
  const twice = [...values, ...values];
  const answers = await Promise.all(
    twice.map((value) => stateFigure(log, stating('busybank', `person:test:${value}`, value))),
  );
  const count = (status: string) => answers.filter((one) => one.status === status).length;
  expect([count('recorded'), count('repeated')]).toEqual([8, 8]);
  const stated = await statedFigures(log, 'busybank');
  expect(stated.map(({ value }) => value).toSorted()).toEqual(values);
});
