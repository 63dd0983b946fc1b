import { expect, test } from 'vitest';
import { accessBook } from '../../activities/access-book.ts';
import type { CaseAccess } from '../../activities/access-book.ts';
import { LogUnavailable } from '../../events/log/log-faults.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { streamBeside } from '../../keys/case-number.ts';
import { awayWhile } from '../away.ts';

const CASE = 'complaint-onebank.0123456789AB';
const ACCESSES = streamBeside('access', CASE);
const who = { id: 'hana', role: 'handler', unit: 'cards', rank: 'handler' };
const at = '2026-03-02T02:00:00.000Z';

const view = (differences: Partial<CaseAccess> = {}): CaseAccess =>
  ({ stream: CASE, who, at, type: 'CaseViewed', data: { what: 'case' }, ...differences }) as never;
const opening = (purpose: string, stream = CASE): CaseAccess => ({
  ...{ stream, who, at },
  type: 'PersonalDataOpened',
  data: { keys: [`${stream}#1`], purpose },
});

test('an access stands beside its case when it is answered', async () => {
  expect(ACCESSES).toBe('access-onebank.0123456789AB');
  const log = memoryLog();
  await accessBook(log)(opening('a call'));
  expect(await log.read(ACCESSES)).toMatchObject([
    {
      ...{ type: 'PersonalDataOpened', version: 1, revision: 0 },
      data: { purpose: 'a call' },
      meta: { actor: who, occurredAt: at, decidedAt: at },
    },
  ]);
});

test('those that come while a page is written stand on the next one, in their order', async () => {
  const log = memoryLog();
  const pages: number[] = [];
  const note = accessBook({
    ...log,
    append: (stream, events, expected) => {
      pages.push(events.length);
      return log.append(stream, events, expected);
    },
  });
  const names = Array.from({ length: 250 }, (_, index) => String(index));
  await Promise.all(names.map((name) => note(opening(name))));
  expect((await log.read(ACCESSES)).map(({ data }) => data['purpose'])).toEqual(names);
  expect(Math.max(...pages)).toBe(100);
  expect(pages.length).toBeLessThan(10);
  await note(opening('later'));
  expect(await log.read(ACCESSES)).toHaveLength(251);
});

test('what cannot be recorded is not answered, and what comes afterwards is', async () => {
  const log = memoryLog();
  let away = true;
  const note = accessBook(awayWhile(log, () => away));
  await expect(note(opening('first'))).rejects.toThrow(LogUnavailable);
  const failed = note(view());
  await expect(failed).rejects.toThrow(LogUnavailable);
  away = false;
  await note(view());
  expect((await log.read(ACCESSES)).map(({ type }) => type)).toEqual(['CaseViewed']);
});

test('who looks again is not noted again for a while; another, or at another thing, is', async () => {
  const log = memoryLog();
  const note = accessBook(log);
  await note(view());
  await note(view());
  await note(view({ type: 'CaseViewed', data: { what: 'history' } }));
  await note(view({ who: { ...who, id: 'sun' } }));
  await note(view({ stream: 'complaint-onebank.0123456789AC' }));
  await note(opening('again'));
  await note(opening('again'));
  expect((await log.read(ACCESSES)).map(({ type }) => type)).toEqual([
    ...['CaseViewed', 'CaseViewed', 'CaseViewed', 'PersonalDataOpened', 'PersonalDataOpened'],
  ]);
});

test('of two with one name one is recorded, also by another process', async () => {
  const log = memoryLog();
  const refused: CaseAccess = {
    ...{ stream: CASE, who, at, once: 'person:back-office:1:same-person' },
    type: 'CommandRefused',
    data: { commands: ['SignOffDecision'], because: 'same-person', authority: true },
  };
  await accessBook(log)(refused);
  await accessBook(log)({ ...refused, at: '2026-03-02T02:00:01.000Z' });
  expect(await log.read(ACCESSES)).toHaveLength(1);
});

test('what is no access is refused before anything is written', async () => {
  const log = memoryLog();
  await expect(accessBook(log)(opening(''))).rejects.toThrow(/purpose/);
  expect(await log.read(ACCESSES)).toEqual([]);
});
