import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { redress } from '../../cli/program.ts';
import { checked } from '../../cli/regime-files.ts';
import { CALENDARS, readCalendars } from '../../regimes/shelf.ts';
import { atlantis, changed } from '../regimes/a-regime.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'redress-regimes-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

const file = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};

/** What the command line says, and the exit code it asks for. */
async function run(...args: readonly string[]) {
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await redress().program.parseAsync(['regime', ...args], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return { text: written.join(''), exitCode: process.exitCode };
}

async function json(...args: readonly string[]): Promise<unknown> {
  const { text } = await run(...args, '--json');
  expect(text.trimEnd()).not.toContain('\n');
  return JSON.parse(text);
}

describe('regime check', () => {
  test('finds the regimes that ship right', async () => {
    expect(await run('check')).toMatchObject({ exitCode: undefined });
    expect(await json('check')).toMatchObject({ right: true, together: [] });
  });

  test('names every fault of every file, and those between them', async () => {
    file('a.json', atlantis());
    file('b.json', { ...atlantis(), over: ['lemuria'] });
    const wrong = file('c.json', changed(atlantis(), 'clocks.0.length.unit', 'moon'));
    file('d.json', '{');
    const { text, exitCode } = await run('check', folder);
    expect(exitCode).toBe(65);
    expect(text).toContain(`wrong ${wrong}\n  clocks.surface.length.unit: must be second`);
    expect(text).toContain('the file 文件: is not JSON');
    expect(text).toContain('atlantis-2030.over: no regime here is called lemuria');
    expect(text).toContain('atlantis-2030.version: 1 stands twice');
    expect(await json('check', wrong)).toMatchObject({
      right: false,
      files: [{ file: wrong, faults: [{ path: 'clocks.surface.length.unit' }] }],
    });
  });

  test('names what protects a complainant and is left out, in both languages', async () => {
    const pause = {
      ...{ name: 'ebb', title: { en: 'Ebb', zh: '退潮' }, clocks: ['surface'] },
      ...{ startsWith: 'mediation-requested', endsWith: 'mediation-ended', preconditions: [] },
      ...{ limit: 'legal', article: 'tide 7', mark: 'V' },
    };
    const bare = changed(changed(atlantis(), 'signOff', undefined), 'clocks.0.metBy', ['decided']);
    const wrong = file('wrong.json', { ...atlantis(), pauses: [pause] });
    const { text, exitCode } = await run('check', wrong);
    expect(exitCode).toBe(65);
    expect(text).toMatch(/ {2}pauses\.ebb\.preconditions: must name one: .* · 应至少列明一项：/);
    const rest = await run('check', file('bare.json', bare));
    expect(rest.exitCode).toBe(65);
    expect(rest.text).toMatch(/ {2}signOff: is missing: .* · 缺少此项：除叠加规则外/);
    expect(rest.text).toMatch(
      / {2}clocks\.surface\.metBy: is decided without told: .* · 仅有 decided 而无 told/,
    );
  });

  test('checks a calendar in a file of its own as a calendar', async () => {
    const [entry] = readCalendars(CALENDARS);
    const calendar = { ...entry?.calendar };
    const right = file('right.json', calendar);
    const found = await run('check', right);
    expect(found.exitCode).toBeUndefined();
    expect(found.text).toContain(`right ${entry?.calendar.name} ${entry?.calendar.version}`);
    const wrong = file('wrong.json', { ...calendar, coveredFrom: 2023, weekend: ['someday'] });
    expect(await json('check', wrong)).toMatchObject({
      right: false,
      files: [{ file: wrong, faults: [{ path: 'weekend.0' }] }],
    });
    const apart = file('apart.json', { ...calendar, coveredFrom: 2023 });
    const { text, exitCode } = await run('check', apart);
    expect(exitCode).toBe(65);
    expect(text).toContain('sources: must name one source for the covered year 2023, not 0');
    expect(text).not.toContain('clocks');
    await expect(run('show', right)).rejects.toThrow(/is not a regime:\n {2}/);
  });

  test('names what is lost though a calendar, or another datum, is wrong too', () => {
    const calendars = join(folder, 'calendars');
    mkdirSync(calendars);
    for (const [name, change] of [
      ['target', { version: 1 }],
      ['winter', {}],
    ] as const)
      writeFileSync(
        join(calendars, `${name}.json`),
        JSON.stringify({ ...readCalendars(CALENDARS)[0]?.calendar, name, ...change }),
      );
    writeFileSync(join(calendars, 'zero.json'), '{');
    const named = (name: string) => ({ name, article: 'a', mark: 'P' });
    const right = file('a.json', changed(atlantis(), 'calendar', named('target')));
    expect(checked(right, calendars)).toMatchObject({
      right: false,
      files: [{ faults: [] }],
      calendars: [
        { file: join(calendars, 'target.json'), faults: [{ path: 'version' }] },
        { file: join(calendars, 'zero.json'), faults: [{ path: '' }] },
      ],
    });
    const of = { ...atlantis(), calendar: named('nowhere'), zone: 'Mars/Olympus', review: {} };
    const wrong = file('b.json', changed(of, 'clocks.0.kinds', ['nobody']));
    const paths = checked(wrong, calendars).files[0]?.faults.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['zone', 'review.title', 'calendar.name', 'clocks.surface.kinds']),
    );
  });

  test('says nothing of what is over a regime that is there, and wrong by itself', () => {
    file('a.json', changed(atlantis(), 'clocks.0.length.unit', 'moon'));
    file('b.json', { ...atlantis(), name: 'lemuria', over: ['atlantis-2030'] });
    expect(checked(folder).together).toEqual([]);
  });

  test('names a calendar that nobody has published', async () => {
    const path = file(
      'nope.json',
      changed(atlantis(), 'calendar', { name: 'nope', article: 'a', mark: 'P' }),
    );
    const { text, exitCode } = await run('check', path);
    expect(exitCode).toBe(65);
    expect(text).toContain('calendar.name: no calendar nope is published; there are ');
  });

  test('names what a file by itself is over and what nobody defines; over what ships it is right', async () => {
    const lost = file('lost.json', { ...atlantis(), over: ['nothing'] });
    const { text, exitCode } = await run('check', lost);
    expect(exitCode).toBe(65);
    expect(text).toContain('atlantis-2030.over: no regime here is called nothing');
    const found = file('found.json', { ...atlantis(), over: ['cn-nfra-2020'] });
    expect(await json('check', found)).toMatchObject({ right: true, together: [] });
  });

  test('a place that is not there', async () => {
    await expect(run('check', join(folder, 'none'))).rejects.toThrow(/There is no file/);
    await expect(run('check', folder)).rejects.toThrow(/holds no \.json file/);
  });
});

describe('regime show', () => {
  test('shows the marks of what is not read from the rule, in both languages', async () => {
    const { text } = await run('show', 'hk-hkma-ic4');
    expect(text).toMatch(/香港/);
    expect(text).toMatch(/clocks\.respond .*M unconfirmed/);
    expect(text).toMatch(/complex: 60 days in all/);
  });

  test('shows who confirmed a datum, and refuses to confirm what is not there', async () => {
    const confirmed = {
      regime: 'hk-hkma-ic4',
      version: '2023-04-05',
      path: 'clocks.respond',
      confirmedBy: 'Ho',
      on: '2026-11-24',
    };
    const right = file('right.json', [confirmed]);
    const { text } = await run('show', 'hk-hkma-ic4', '--confirmations', right);
    expect(text).toMatch(/clocks\.respond .*M, Ho 2026-11-24/);
    const lost = file('lost.json', [{ ...confirmed, path: 'clocks.reply' }]);
    await expect(run('show', 'hk-hkma-ic4', '--confirmations', lost)).rejects.toThrow(
      /clocks\.reply/,
    );
    const wrong = file('wrong.json', [{ ...confirmed, on: 'today' }]);
    await expect(run('show', 'hk-hkma-ic4', '--confirmations', wrong)).rejects.toThrow(/on/);
  });

  test('says which regimes and versions there are', async () => {
    await expect(run('show', 'lemuria')).rejects.toThrow(/there is au-asic-rg271, /);
    await expect(run('show', 'us-cfpb', '--version', '1999')).rejects.toThrow(/there is 2015/);
    await expect(run('show', 'us-cfpb@1999')).rejects.toThrow(/no version 1999/);
    expect(await json('show', 'us-cfpb@2015')).toMatchObject({ regime: { version: '2015' } });
  });
});

describe('regime diff', () => {
  test('compares two files by the path of each datum', async () => {
    const one = file('one.json', atlantis());
    const other = file(
      'other.json',
      changed(changed(atlantis(), 'version', '2'), 'kinds.1.mark', 'V'),
    );
    const { text } = await run('diff', one, other);
    expect(text).toContain('~ version  changed from "1" to "2"');
    expect(text).toContain('~ kinds.wet.mark  changed from "M" to "V"');
    expect(await json('diff', one, one)).toEqual({ changes: [] });
  });
});

describe('regime explain', () => {
  test('answers with the date and each step of the count', async () => {
    const others: readonly unknown[] = [1, 2, 3].map(() => expect.any(String) as unknown);
    expect(await json('explain', 'cn-nfra-2020', 'decide', '--from', '2026-03-02')).toMatchObject({
      lastDay: '2026-03-17',
      steps: [
        {
          lastDay: '2026-03-17',
          trace: [{ from: '2026-03-02', count: 15 }, {}, {}, {}],
          explained: {
            en: [expect.stringContaining('15 calendar days'), ...others],
            zh: [expect.stringContaining('15个自然日'), ...others],
          },
        },
      ],
    });
    const { text } = await run(
      'explain',
      'cn-nfra-2020',
      'decide',
      '--from',
      '2026-03-02',
      '--extension',
      'complex',
      'very-complex',
    );
    expect(text).toMatch(/due +2026-05-01 until 2026-05-01T15:59:59\.999Z, legal/);
    expect(text).toMatch(/unconfirmed +clocks\.decide\.counting \(M\)/);
    expect(text).toContain('from 2026-03-02, when the complaint was received, that day not');
    expect(text).toContain('期限为自2026-03-02（收到投诉）起15个自然日（不含当日）');
    expect(text).toContain('由高级管理人员或者上级机构批准；先行告知投诉人');
  });

  test('a regime that was not in force, a clock that is not there', async () => {
    await expect(run('explain', 'cn-nfra-2020', 'decide', '--from', '2020-02-29')).rejects.toThrow(
      /no version in force on 2020-02-29; there is 2020-03-01/,
    );
    await expect(
      run('explain', 'cn-nfra-2020', 'decide', '--from', '1999-01-01'),
    ).rejects.toMatchObject({
      because: {
        en: expect.stringContaining('2020-03-01 (from 2020-03-01)') as string,
        zh: 'cn-nfra-2020 没有在 1999-01-01 有效的版本；现有：2020-03-01（自 2020-03-01 起）。',
      },
    });
    await expect(run('explain', 'us-cfpb', 'decide', '--from', '2026-03-02')).rejects.toThrow(
      /it has respond/,
    );
  });
});

test('regime deadlines shows every legal deadline and the one worked to', async () => {
  const regimes = ['cn-nfra-2020', 'cn-circ-life-2010', 'iso-10002'];
  const said = await json('deadlines', ...regimes, '--from', '2026-03-02');
  expect(said).toMatchObject({
    duties: [
      { metBy: ['acknowledged'], legal: [] },
      {
        metBy: ['decided', 'told'],
        legal: [{ regime: 'cn-nfra-2020', dueAt: '2026-03-17T15:59:59.999Z' }],
        worksTo: { limit: 'target' },
        waiting: [],
      },
    ],
  });
});

test('regime deadlines names a kind that none of the regimes has', async () => {
  const wanted = ['deadlines', 'uk-fca-disp', '--from', '2026-03-02', '--kind', 'xx'];
  await expect(run(...wanted)).rejects.toThrow(
    'None of these regimes has the kind xx; there are general, payment, ucits.',
  );
  await expect(run(...wanted)).rejects.toMatchObject({ exitCode: 65 });
});

test('regime schema is JSON Schema', async () => {
  expect(await json('schema')).toMatchObject({
    $schema: expect.any(String) as string,
    type: 'object',
  });
});

test('a tenth regime is data alone: checked, shown and counted from its file', async () => {
  const path = file('atlantis-2030.json', atlantis());
  expect(await run('check', path)).toMatchObject({ exitCode: undefined });
  const { text } = await run('show', path);
  for (const says of ['亚特兰蒂斯', 'upTo: 100.00 EUR', 'within: 1 week', 'steps: ring-bell'])
    expect(text).toContain(says);
  expect(
    await json('explain', path, 'surface', '--from', '2026-12-31', '--extension', 'storm'),
  ).toMatchObject({ lastDay: '2027-03-31', zone: 'Atlantic/Azores' });
});
