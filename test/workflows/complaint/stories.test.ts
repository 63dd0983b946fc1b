import { describe, expect, test } from 'vitest';
import type { Instant, RecordedEvent } from '../../../events/envelope.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { complaintHouse } from '../../complaint-house.ts';
import type { Said, people } from '../../complaint-house.ts';
import { expectSamePlay } from '../../play-again.ts';
import { withTimeSkipping } from '../../with-time-skipping.ts';

/** What moves a case under Order 2020-3 off its straight way, with the real workflow, on skipped time. */
const time = withTimeSkipping();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const intake = (receivedAt: Instant, reference = '2026-000123'): Said => ({
  type: 'ReceiveComplaint',
  data: {
    source: 'hotline-12378',
    ...{ reference, receivedAt },
    channel: 'regulator',
    unit: 'life-insurance',
    regime: 'cn-nfra-2020',
    language: 'zh-CN',
    complainant: { name: '周长河' },
    narrative: '购买保险时未被告知退保损失。',
  },
});
const assign: Said = { type: 'AssignCase', data: { handler: 'hana', unit: 'claims' } };

type Case = {
  readonly say: (who: keyof typeof people, said: Said) => Promise<void>;
  readonly refused: (who: keyof typeof people, said: Said) => Promise<string>;
  readonly events: () => Promise<readonly RecordedEvent[]>;
};

/** One case that is received, lives through `story`, and plays again to the same events. */
async function live(number: string, story: (one: Case) => Promise<void>): Promise<void> {
  const log = memoryLog();
  await using house = complaintHouse(log, time.attendance);
  const stream = `complaint-bank.${number}`;
  const events = () => log.read(stream);
  await time.attending(house, async () => {
    const say: Case['say'] = async (who, said) => {
      expect(await house.say(stream, who, said)).toMatchObject({ status: 'recorded' });
    };
    await say('chen', intake(await time.now()));
    const refused: Case['refused'] = async (who, said) => {
      const answer = await house.say(stream, who, said);
      return answer.status === 'refused' ? answer.code : answer.status;
    };
    await story({ say, refused, events });
    expect(house.broken).toEqual([]);
    expectSamePlay(complaintKind, await events(), (note) => ruleBook(readShelf(REGIMES), note));
  });
}

/** When the one clock of the case is due, each time that it started or moved. */
function dues(events: readonly RecordedEvent[]): readonly number[] {
  return events.flatMap(({ type, data: { dueAt } }) =>
    /^Clock(Started|Resumed|Restarted)$/.test(type) && typeof dueAt === 'string'
      ? [Date.parse(dueAt)]
      : [],
  );
}

const types = (events: readonly RecordedEvent[]) => events.map(({ type }) => type);

describe('a complaint under Order 2020-3', () => {
  test('in mediation over its old due date is not breached, until its new one (art. 23)', () =>
    live('00000000002A', async ({ say, events }) => {
      await say('li', assign);
      await time.pass(5 * DAY);
      await say('hana', {
        type: 'BeginMediation',
        data: {
          body: 'mediators',
          appliedAt: await time.now(),
          complainantAgrees: true,
          agreement: '调解申请书。',
        },
      });
      const begun = (await events()).find(({ type }) => type === 'MediationBegun');
      await time.pass(20 * DAY);
      expect(types(await events())).not.toContain('DeadlineBreached');
      await say('hana', {
        type: 'EndMediation',
        data: { mediation: begun?.revision, endedAt: await time.now(), result: 'failed' },
      });
      const [first = 0, second = 0] = dues(await events());
      expect((second - first) / DAY).toBe(20);
      await time.pass(second - HOUR - Date.parse(await time.now()));
      expect(types(await events())).not.toContain('DeadlineBreached');
      await time.pass(2 * HOUR);
      expect((await events()).find(({ type }) => type === 'DeadlineBreached')).toMatchObject({
        meta: { occurredAt: new Date(second).toISOString() },
      });
    }));

  test('begins its fifteen days again with new facts (art. 18)', () =>
    live('00000000002B', async ({ say, events }) => {
      await say('li', assign);
      await time.pass(10 * DAY);
      await say('chen', {
        type: 'RecordNewFacts',
        data: { facts: '补充了通话录音。', receivedAt: await time.now() },
      });
      const [first = 0, second = 0] = dues(await events());
      expect((second - first) / DAY).toBe(10);
      await time.pass(first + HOUR - Date.parse(await time.now()));
      expect(types(await events())).not.toContain('DeadlineBreached');
      await time.pass(second + HOUR - Date.parse(await time.now()));
      expect(types(await events()).filter((type) => type === 'DeadlineBreached')).toHaveLength(1);
    }));

  test('begins them again with facts that the handler records, once a second person confirms (art. 18)', () =>
    live('00000000002E', async ({ say, refused, events }) => {
      await say('li', assign);
      await time.pass(10 * DAY);
      await say('hana', {
        type: 'RecordNewFacts',
        data: { facts: '补充了通话录音。', receivedAt: await time.now() },
      });
      const receipt = (await events()).find(({ type }) => type === 'NewFactsReceived')?.revision;
      const confirm: Said = {
        type: 'ConfirmNewFacts',
        data: { receipt, reasons: '录音此前未曾提交。' },
      };
      expect(await refused('hana', confirm)).toBe('not-authorised');
      expect(dues(await events())).toHaveLength(1);
      // Nobody answers for a day: the head hears of it, and the time runs on.
      await time.pass(DAY + HOUR);
      expect(types(await events())).toContain('NewFactsLeftUnconfirmed');
      expect(dues(await events())).toHaveLength(1);
      await say('li', confirm);
      const [first = 0, second = 0] = dues(await events());
      expect((second - first) / DAY).toBe(10);
      await time.pass(second + HOUR - Date.parse(await time.now()));
      expect(types(await events()).filter((type) => type === 'DeadlineBreached')).toHaveLength(1);
    }));

  test('told a decision is reviewed by two of the superior within thirty days (art. 20)', () =>
    live('00000000002D', async ({ say, refused, events }) => {
      await say('li', assign);
      await say('hana', {
        type: 'ClassifyComplaint',
        data: { product: 'life', cause: 'disclosure', right: 'to-know', class: 'simple' },
      });
      await say('hana', { type: 'RecordFinding', data: { finding: '录音完整。' } });
      const revisionOf = async (type: string) =>
        (await events()).find((event) => event.type === type)?.revision ?? 0;
      await say('hana', {
        type: 'ProposeDecision',
        data: {
          outcome: 'not-upheld',
          remedy: { kind: 'explanation' },
          covers: ['verified', 'grounds', 'routes'],
          reasons: '已说明退保损失。',
          letter: '经核实，不支持退保请求。',
          restsOn: [await revisionOf('ComplaintClassified'), await revisionOf('FindingRecorded')],
        },
      });
      const proposed = (await events()).find(({ type }) => type === 'DecisionProposed');
      const { commitment } = proposed?.data['letter'] as { commitment: string };
      const proposal = proposed?.revision ?? 0;
      await say('maria', { type: 'SignOff', data: { proposal, letterCommitment: commitment } });
      await say('chen', {
        type: 'RecordTelling',
        data: {
          ...{ channel: 'phone', toldAt: await time.now() },
          proof: { deed: 'dialled', evidence: '录音编号 1124-07。' },
        },
      });
      await say('chen', { type: 'CloseCase', data: {} });
      await time.pass(10 * DAY);
      await say('chen', {
        type: 'RequestReview',
        data: {
          ...{ requestedAt: await time.now(), decidedBy: 'branch', form: 'written' },
          grounds: '未回应退保损失。',
        },
      });
      const give: Said = {
        type: 'AssignReview',
        data: { reviewer: 'renata', unit: 'head-office-review' },
      };
      expect(await refused('maria', give)).toBe('took-part');
      await say('renata', give);
      const started = (await events()).find(
        ({ type, data }) => type === 'ClockStarted' && data['clock'] === 'decide-review',
      );
      const [due = 0] = dues(started === undefined ? [] : [started]);
      await time.pass(due - HOUR - Date.parse(await time.now()));
      const decide: Said = {
        type: 'DecideReview',
        data: {
          ...{ outcome: 'confirmed', process: 'in-order', timeliness: 'in-time' },
          ...{ reasons: '程序合规。', letter: '经核查，维持原处理决定。' },
          covers: ['process', 'timeliness', 'result', 'grounds', 'routes'],
        },
      };
      await say('renata', decide);
      const toRead = async () => {
        const result = (await events()).findLast(({ type }) => type === 'ReviewProposed');
        const { commitment: letter } = result?.data['letter'] as { commitment: string };
        return { proposal: result?.revision ?? 0, letterCommitment: letter };
      };
      const first = await toRead();
      expect(await refused('renata', { type: 'SignOffReview', data: first })).toBe('same-person');
      expect(await refused('maria', { type: 'SignOffReview', data: first })).toBe('took-part');
      await say('rosa', {
        type: 'ReturnReview',
        data: { proposal: first.proposal, reasons: '信函未说明时限情况。' },
      });
      expect(await refused('rosa', { type: 'SignOffReview', data: first })).toBe(
        'no-such-proposal',
      );
      await say('renata', decide);
      expect(types(await events())).not.toContain('ReviewTold');
      await say('rosa', { type: 'SignOffReview', data: await toRead() });
      await expect.poll(async () => types(await events())).toContain('ReviewTold');
      const stop = (await events()).findLast(({ type }) => type === 'ClockStopped');
      expect(stop?.data).toMatchObject({ clock: 'decide-review', inTime: true });
      await time.pass(2 * DAY);
      expect(types(await events())).not.toContain('DeadlineBreached');
    }));

  test('is not given to whoever sold the product (art. 17)', () =>
    live('00000000002C', async ({ say, refused, events }) => {
      const involved = [{ person: 'hana', as: 'seller' }];
      const toSeller: Said = {
        type: 'AssignCase',
        data: { handler: 'hana', unit: 'claims', involved },
      };
      expect(await refused('li', toSeller)).toBe('has-an-interest');
      await say('li', {
        type: 'AssignCase',
        data: { handler: 'hugo', unit: 'claims', involved },
      });
      expect(await refused('li', assign)).toBe('has-an-interest');
      expect(types(await events()).slice(2)).toEqual(['InterestRecorded', 'CaseAssigned']);
    }));
});

test('twenty complaints of one matter are a mass complaint, and each is asked to note it (art. 29)', async () => {
  const log = memoryLog();
  await using house = complaintHouse(log, time.attendance);
  const numbers = Array.from({ length: 20 }, (_, index) => String(300 + index).padStart(12, '0'));
  const [first = '', ...others] = numbers.map((number) => `complaint-bank.${number}`);
  await time.attending(house, async () => {
    const receivedAt = await time.now();
    for (const [index, stream] of [first, ...others].entries())
      await house.say(stream, 'chen', intake(receivedAt, `2026-${index}`));
    const link = (cases: readonly string[]): Said => ({
      type: 'LinkMass',
      data: { cases, reasons: '同一产品。' },
    });
    await house.say(first, 'li', link(numbers.slice(1, 19)));
    expect(types(await log.read(first))).not.toContain('NonRoutineMarked');
    await house.say(first, 'li', link(numbers.slice(19)));
    await expect
      .poll(async () => types(await log.read(first)).filter((type) => type === 'LinkConfirmed'), {
        timeout: 60_000,
      })
      .toHaveLength(19);
    const marked = (await log.read(first)).find(({ type }) => type === 'NonRoutineMarked');
    expect(marked?.data).toMatchObject({ marker: 'mass', because: 'rule', tell: 'executive' });
    for (const stream of others)
      expect((await log.read(stream)).at(-1)).toMatchObject({
        type: 'LinkAccepted',
        data: { from: first, as: 'mass' },
      });
    expect(house.broken).toEqual([]);
  });
});
