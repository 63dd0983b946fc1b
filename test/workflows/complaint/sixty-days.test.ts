import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject, RecordedEvent } from '../../../events/envelope.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { awayWhile } from '../../away.ts';
import { complaintHouse } from '../../complaint-house.ts';
import type { Said } from '../../complaint-house.ts';
import { expectSamePlay } from '../../play-again.ts';
import { withTimeSkipping } from '../../with-time-skipping.ts';

/** Whole lives under Order 2020-3 with the real workflow, on skipped time. */
const time = withTimeSkipping();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Noon in Shanghai, from the beginning of the same day's number. */
const NOON = 4 * HOUR;
const MINUTE = 60_000;

const intake = (receivedAt: string): Said => ({
  type: 'ReceiveComplaint',
  data: {
    source: 'hotline-12378',
    reference: '2026-000123',
    receivedAt,
    channel: 'regulator',
    unit: 'life-insurance',
    regime: 'cn-nfra-2020',
    language: 'zh-CN',
    complainant: { name: '周长河' },
    narrative: '购买保险时未被告知退保损失。',
  },
});
const reasons = '需委托第三方鉴定录音。';

/** Days from the day of receipt to an instant, by the calendar of Shanghai. */
function daysAfter(receivedAt: string, instant: string): number {
  return dayOf(instant) - dayOf(receivedAt);
}

/** The day in Shanghai, eight hours ahead, counted from the epoch. */
function dayOf(at: string): number {
  return Math.floor((Date.parse(at) + 8 * HOUR) / DAY);
}

function told(events: readonly RecordedEvent[], receivedAt: string): readonly string[] {
  return events.map(
    ({ type, meta }) => `day ${daysAfter(receivedAt, meta.occurredAt)}: ${meta.actor.id} ${type}`,
  );
}

function dueAtOf(data: JsonObject | undefined): string {
  const dueAt = data?.['dueAt'];
  return typeof dueAt === 'string' ? dueAt : '';
}

/** The letter is an errand; meanwhile others go on. */
const WHILE_IT_IS_SENT =
  /^day 0: (redress (LetterSent|ComplaintAcknowledged)|li CaseAssigned|hana ComplaintClassified)$/;

describe('a complaint of sixty days', () => {
  test('is warned, raised, extended twice, returned, signed off, told and closed', async () => {
    const log = memoryLog();
    await using house = complaintHouse(log, time.attendance);
    const stream = 'complaint-bank.00000000001A';
    await time.attending(house, async () => {
      const receivedAt = await time.now();
      const until = async (day: number): Promise<void> => {
        const noon = (dayOf(receivedAt) + day) * DAY + NOON;
        await time.pass(noon - Date.parse(await time.now()));
      };
      const say = async (who: Parameters<typeof house.say>[1], ...said: Said[]) => {
        const answer = await house.say(stream, who, ...said);
        expect(answer).toMatchObject({ status: 'recorded' });
        return answer.status === 'recorded' ? answer.events : [];
      };

      await say('chen', intake(receivedAt));
      await say('chen', { type: 'AcknowledgeComplaint', data: {} });
      await say('li', { type: 'AssignCase', data: { handler: 'hana', unit: 'claims' } });
      await say('hana', {
        type: 'ClassifyComplaint',
        data: { product: 'life', cause: 'disclosure', right: 'to-know', class: 'complex' },
      });
      await until(12);
      await say('hana', {
        type: 'RequestExtension',
        data: { clock: 'decide', step: 'complex', reasons },
      });
      await until(26);
      await say('hana', {
        type: 'RequestExtension',
        data: { clock: 'decide', step: 'very-complex', reasons },
      });
      // The second step is for an executive to grant, and the complainant is told (art. 18).
      const tooLow = await house.say(stream, 'li', {
        type: 'GrantExtension',
        data: { clock: 'decide', step: 'very-complex' },
      });
      expect(tooLow).toMatchObject({ status: 'refused', code: 'rank-not-sufficient' });
      await say('otto', {
        type: 'GrantExtension',
        data: { clock: 'decide', step: 'very-complex' },
      });
      await until(40);
      const [finding] = await say('hana', {
        type: 'RecordFinding',
        data: { finding: '录音不完整。' },
      });
      const propose = async (letter: string): Promise<number> => {
        const [proposed] = await say('hana', {
          type: 'ProposeDecision',
          data: {
            outcome: 'upheld',
            remedy: { kind: 'money', money: { amount: '12800.00', currency: 'CNY' } },
            covers: ['verified', 'grounds', 'routes'],
            reasons: '未能证明已说明退保损失。',
            letter,
            restsOn: [finding?.revision ?? 0],
          },
        });
        return proposed?.revision ?? 0;
      };
      const first = await propose('同意退保。');
      await say('maria', {
        type: 'ReturnDecision',
        data: { proposal: first, reasons: '请写明金额。' },
      });
      await until(58);
      const second = await propose('同意退保，退还一万二千八百元。');
      const recorded = (await log.read(stream, { from: second, to: second }))[0];
      const { commitment } = recorded?.data['letter'] as { commitment: string };
      const signOff: Said = {
        type: 'SignOff',
        data: { proposal: second, letterCommitment: commitment },
      };
      expect(await house.say(stream, 'hana', signOff)).toMatchObject({
        status: 'refused',
        code: 'not-authorised',
      });
      await say('maria', signOff);
      await say('chen', { type: 'TellComplainant', data: {} });
      await until(59);
      const close: Said = { type: 'CloseCase', data: {} };
      expect(await house.say(stream, 'chen', close)).toMatchObject({
        status: 'refused',
        code: 'remedy-not-delivered',
      });
      await say('chen', {
        type: 'RecordRemedyDelivered',
        data: {
          decision: second,
          remedy: 0,
          deliveredAt: await time.now(),
          evidence: '转账凭证编号 0501-22。',
        },
      });
      await say('chen', close);
      await time.environment().client.workflow.getHandle(stream).result();

      const events = await log.read(stream);
      expect(told(events, receivedAt)).toEqual([
        'day 0: chen ComplaintReceived',
        'day 0: chen ClockStarted',
        'day 0: chen LetterOrdered',
        ...[1, 2, 3, 4].map((): unknown => expect.stringMatching(WHILE_IT_IS_SENT)),
        // 50 % and 70 % of fifteen days; then fifteen become thirty, and thirty sixty.
        expect.stringMatching(/^day [78]: redress DeadlineWarned$/),
        expect.stringMatching(/^day 1[01]: redress CaseEscalated$/),
        ...['ExtensionRequested', 'ExtensionGranted', 'ClockExtended'].map(
          (type) => `day 12: hana ${type}`,
        ),
        expect.stringMatching(/^day 1[56]: redress DeadlineWarned$/),
        expect.stringMatching(/^day 2[45]: redress DeadlineWarned$/),
        'day 26: hana ExtensionRequested',
        ...['ExtensionGranted', 'LetterOrdered'].map((type) => `day 26: otto ${type}`),
        ...['LetterSent', 'ClockExtended'].map((type) => `day 26: redress ${type}`),
        expect.stringMatching(/^day 3[01]: redress DeadlineWarned$/),
        'day 40: hana FindingRecorded',
        'day 40: hana DecisionProposed',
        'day 40: maria DecisionReturned',
        expect.stringMatching(/^day 4[89]: redress DeadlineWarned$/),
        expect.stringMatching(/^day 5[45]: redress CaseEscalated$/),
        'day 58: hana DecisionProposed',
        'day 58: maria DecisionSignedOff',
        'day 58: chen LetterOrdered',
        ...['LetterSent', 'ComplainantTold', 'ClockStopped', 'ClockStarted'].map(
          (type) => `day 58: redress ${type}`,
        ),
        ...['RemedyDelivered', 'CaseClosed', 'RetentionBegun'].map(
          (type) => `day 59: chen ${type}`,
        ),
        // Nobody asked for a review within thirty days of the telling.
        expect.stringMatching(/^day 8[89]: redress ClockLapsed$/),
      ]);
      const clock = events.filter(({ type }) => /^Clock(Started|Extended)$/.test(type));
      expect(clock.map(({ data }) => daysAfter(receivedAt, dueAtOf(data)))).toEqual([
        15, 30, 60, 88,
      ]);
      for (const { data } of clock) expect(data['dueAt']).toMatch(/T15:59:59\.999Z$/);
      expect(events.find(({ type }) => type === 'ClockStopped')?.data).toMatchObject({
        inTime: true,
      });
      expect(readdirSync(join(house.outbox, stream)).toSorted()).toMatchObject([
        expect.stringMatching(/^letter-acknowledgement@2/),
        expect.stringMatching(/^letter-decision@/),
        expect.stringMatching(/^letter-extension-notice@/),
      ]);
      expect(house.broken).toEqual([]);
      expectSamePlay(complaintKind, events, (note) => ruleBook(readShelf(REGIMES), note));
    });
  });

  test('an outage over the due instant does not swallow the breach', async () => {
    const log = memoryLog();
    let out = false;
    const fragile = awayWhile(log, () => out);
    await using house = complaintHouse(fragile, time.attendance);
    const stream = 'complaint-bank.00000000001B';
    await time.attending(house, async () => {
      await house.say(stream, 'chen', intake(await time.now()));
      const dueAt = dueAtOf((await log.read(stream))[1]?.data);
      await time.pass(Date.parse(dueAt) - 5 * MINUTE - Date.parse(await time.now()));
      out = true;
      await time.pass(10 * MINUTE);
      expect((await log.read(stream)).map(({ type }) => type)).not.toContain('DeadlineBreached');
      out = false;
      await time.pass(2 * MINUTE);
      const breach = (await log.read(stream)).find(({ type }) => type === 'DeadlineBreached');
      expect(breach?.meta.occurredAt).toBe(dueAt);
      expect(Date.parse(breach?.meta.decidedAt ?? '')).toBeGreaterThan(
        Date.parse(dueAt) + 5 * MINUTE,
      );
      expect(breach?.data).toMatchObject({ limit: 'legal' });
      expect(breach?.data['article']).toMatch(/art\. 18/);
      expect((await log.read(stream)).at(-1)?.data).toMatchObject({ to: 'executive' });
    });
  });

  test('two cases that belong together know of each other', async () => {
    const log = memoryLog();
    await using house = complaintHouse(log, time.attendance);
    const [one, other] = ['complaint-bank.00000000001C', 'complaint-bank.00000000001D'];
    await time.attending(house, async () => {
      for (const stream of [one, other]) await house.say(stream, 'chen', intake(await time.now()));
      await house.say(one, 'chen', {
        type: 'LinkCase',
        data: { to: other.slice(-12), reasons: '同一投诉人。' },
      });
      await expect
        .poll(async () => (await log.read(one)).at(-1)?.type, { timeout: 30_000 })
        .toBe('LinkConfirmed');
      expect((await log.read(other)).at(-1)).toMatchObject({
        type: 'LinkAccepted',
        data: { from: one },
        meta: { correlation: one },
      });
      await house.say(one, 'chen', {
        type: 'LinkCase',
        data: { to: '00000000001Z', reasons: '误录。' },
      });
      await expect
        .poll(async () => (await log.read(one)).at(-1), { timeout: 30_000 })
        .toMatchObject({ type: 'LinkRefused', data: { code: 'no-such-case' } });
    });
  });
});
