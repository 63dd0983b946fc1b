import { describe, expect, test } from 'vitest';
import { showing } from '../../api/replay-case.ts';
import { replayedCase } from '../../api/replay-shapes.ts';
import { placed } from '../../bench/generated-events.ts';
import { stepsText } from '../../cli/replay-steps-text.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';
import { stepsOf } from '../../workflows/replay/steps.ts';
import { withHouse } from '../with-house.ts';
import { clara, given, intake } from '../workflows/complaint/a-case.ts';
import { pressure } from '../workflows/complaint/handling-samples.ts';
import { askingOf, problemOf } from './ask.ts';

const house = withHouse();
const { ask, command, received } = askingOf(house);
const NARRATIVE = '年费重复收取-独一无二的叙述';
const replay = async (number: string, query = '') =>
  replayedCase.parse((await ask('GET', `/complaints/${number}/replay${query}`)).json());

describe('a case step by step', () => {
  test('says of each event who, by which command, on what ground, and which deadline moved why', async () => {
    const number = await received({ regime: 'cn-nfra-2020' });
    await command(number, [{ type: 'AcknowledgeComplaint', data: {} }]);
    const { steps, events, next } = await replay(number);
    expect([steps.length, next]).toEqual([events, null]);
    const started = steps.find(({ event }) => event === 'ClockStarted');
    expect(started).toMatchObject({
      by: { id: 'chen', role: 'clerk' },
      command: { type: 'ReceiveComplaint', number: 1, of: 1 },
      rule: {
        ...{ regime: 'cn-nfra-2020', datum: 'clocks.decide', mark: 'V' },
        article: expect.stringContaining('art. 18') as string,
      },
      deadline: { clock: 'decide', before: null },
    });
    expect(started?.grounds.map(({ name }) => name)).toContain('regime:cn-nfra-2020');
    expect(started?.deadline?.explained.en[0]).toContain('15 calendar days');
    expect(started?.deadline?.explained.zh[0]).toContain('15个自然日');
    expect(started?.awaits.added.map(({ name }) => name)).toContain(
      `decide-breach@${started?.revision}`,
    );
    expect(started?.changes.map(({ path }) => path)).toContain('clocks[decide]');
    expect(started).not.toHaveProperty('before');
  });

  test('comes by pages, with the whole states when asked', async () => {
    const number = await received();
    const [all, first] = [await replay(number), await replay(number, '?limit=1&whole=true')];
    expect(first).toMatchObject({ next: 1, events: all.events, steps: [{ revision: 0 }] });
    const second = await replay(number, '?from=1&limit=1&whole=true');
    expect(second.steps[0]?.before).toEqual(first.steps[0]?.after);
    expect(first.steps[0]?.after).toMatchObject({ status: 'open' });
  });

  test('keeps personal data sealed without a purpose, and opens it with one, which is recorded', async () => {
    const number = await received({ narrative: NARRATIVE });
    const sealed = JSON.stringify(await replay(number));
    expect(sealed).not.toContain(NARRATIVE);
    expect(sealed).toContain('"commitment"');
    const before = house.logged().length;
    expect(JSON.stringify(await replay(number, '?purpose=asked%20by%20the%20court'))).toContain(
      NARRATIVE,
    );
    expect(house.logged().slice(before)).toContain('asked by the court');
  });

  test('a case that is not there, and a question that cannot be read, are told', async () => {
    const lost = await ask('GET', '/complaints/ZZZZZZZZZZZZ/replay');
    expect(problemOf(lost, 404)).toMatchObject({ code: 'no-such-case' });
    const number = await received();
    const malformed = await ask('GET', `/complaints/${number}/replay?whole=perhaps`);
    expect(problemOf(malformed, 400)).toMatchObject({ code: 'malformed-request' });
  });

  test('withholds what a role may not read: what was said, the command and what it changed', () => {
    const at = '2026-03-05T02:00:00.000Z';
    const told = [...given().after({ type: 'ReceiveComplaint', data: intake }, { at, by: clara })];
    const pressed = { type: 'PressureRecorded', data: { ...pressure, by: 'hana' } };
    const events = [...told, pressed].map((message, revision) => ({
      ...placed('complaint-bank.000000000001', revision, message).event,
      ...{ stream: 'complaint-bank.000000000001', revision, position: '', recordedAt: at },
    }));
    const step = stepsOf(complaintKind, events).at(-1) ?? expect.fail('No step.');
    const shown = (role: string) => showing([], { confirmed: [], role, whole: true })(step);
    expect(JSON.stringify(shown('head'))).toContain(pressure.account.sealed);
    const withheld = shown('clerk');
    expect(withheld).toMatchObject({ withheld: true, data: { withheld: true }, changes: [] });
    expect(withheld).not.toHaveProperty('after');
    expect(JSON.stringify(withheld)).not.toContain(pressure.account.sealed);
    expect(stepsText('CASE', [withheld], false)).toContain('withheld · 不予显示');
  });

  test('reads in both languages, forwards and backwards', async () => {
    const number = await received({ regime: 'cn-nfra-2020', narrative: NARRATIVE });
    const { steps } = await replay(number);
    const text = stepsText(number, steps, false);
    expect(text).toContain('by · 经办');
    expect(text).toMatch(/deadline · 时限 +decide: – → \d{4}/);
    expect(text).toContain('"name":"(sealed)"');
    expect(text).not.toContain('"sealed"');
    const back = stepsText(number, steps.toReversed(), true);
    expect(back).toContain('from its last event back · 自末至初');
    expect(back.indexOf('ComplaintReceived')).toBeGreaterThan(back.indexOf('ClockStarted'));
    expect(back).toMatch(/status: open → /);
  });
});
