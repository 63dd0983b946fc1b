import { expect, test } from 'vitest';
import { houseLogger } from '../../workers/logger.ts';

function logged(level?: string) {
  const lines: string[] = [];
  return { lines, logger: houseLogger({ write: (line) => void lines.push(line) }, level) };
}

test('of an error the values that a server repeats beside its message are not said', () => {
  const { lines, logger } = logged();
  const error = Object.assign(new Error('duplicate key value violates unique constraint'), {
    ...{ code: '23505', table: 'case_keys' },
    detail: 'Key (name)=(欧阳晓岚) already exists.',
    where: 'unnamed portal parameter $1 = 欧阳晓岚',
    query: `insert into people values ('欧阳晓岚')`,
    parameters: ['欧阳晓岚'],
  });
  logger.error({ err: error, stream: 'complaint-onebank.1' }, 'a rule of ours broke');
  logger.error({ err: '欧阳晓岚' }, 'something that is no error');
  expect(lines.join('')).not.toContain('欧阳晓岚');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    stream: 'complaint-onebank.1',
    msg: 'a rule of ours broke',
    err: { code: '23505', table: 'case_keys', message: error.message },
  });
});

test('says from the level on that it is told', () => {
  const { lines, logger } = logged('warn');
  logger.info('not said');
  logger.warn('said');
  expect(lines).toHaveLength(1);
});
