import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addLetterCommand } from '../../cli/letter-command.ts';
import { askingOf } from '../api/ask.ts';
import { withHouse } from '../with-house.ts';
import { runLine } from './run-line.ts';

const house = withHouse();
const { received } = askingOf(house);

beforeAll(async () => {
  vi.stubEnv('REDRESS_API', house.address());
  vi.stubEnv('REDRESS_TOKEN', await house.token());
});
afterAll(() => void vi.unstubAllEnvs());

const run = (...line: readonly string[]) => runLine([addLetterCommand], ['letter', ...line]);

test('the draft for a case holds what all its regimes demand, in its language', async () => {
  const number = await received({ overlays: ['uk-fca-disp'], language: 'en' });
  const { value, text } = await run('--case', number);
  expect(value).toMatchObject({ language: 'en' });
  expect(value).toEqual((await run('us-cfpb', 'uk-fca-disp', '--language', 'en')).value);
  expect(text).toContain('Thank you for telling us.');
  expect((await run('--case', number, '--language', 'zh-CN')).text).toContain('感谢您');
  await expect(run('--case', number, '--review', '--delay')).rejects.toThrow('--delay');
});

test('regimes or a case, one of them; a case that is there', async () => {
  await expect(run()).rejects.toThrow('Name the regimes');
  await expect(run('cn-nfra-2020', '--case', '0123456789AB')).rejects.toThrow('Name the regimes');
  await expect(run('--case', '0123456789AB')).rejects.toThrow();
  expect((await run('cn-nfra-2020')).value).toMatchObject({ language: 'zh-CN' });
});

test('regimes abroad are written to in English unless another language is asked for', async () => {
  for (const name of ['us-cfpb', 'uk-fca-disp', 'eu-psd2', 'au-asic-rg271'])
    expect((await run(name)).value, name).toMatchObject({ language: 'en' });
  expect((await run('cn-nfra-2020', 'uk-fca-disp')).value).toMatchObject({ language: 'zh-CN' });
  expect((await run('uk-fca-disp', '--language', 'zh-CN')).value).toMatchObject({
    language: 'zh-CN',
  });
});
