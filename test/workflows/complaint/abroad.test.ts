import { expect, test } from 'vitest';
import type { JsonObject, RecordedEvent } from '../../../events/envelope.ts';
import { memoryLog } from '../../../events/log/memory-log.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../../regimes/shelf.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { complaintKind } from '../../../workflows/complaint/complaint.ts';
import { complaintHouse } from '../../complaint-house.ts';
import type { Said, people } from '../../complaint-house.ts';
import { expectSamePlay } from '../../play-again.ts';
import { withTimeSkipping } from '../../with-time-skipping.ts';

/** Complaints under other regimes, with the real workflow on skipped time. */
const time = withTimeSkipping();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const shelf = [...readShelf(REGIMES), ...readCalendars(CALENDARS)];

type Case = {
  readonly say: (who: keyof typeof people, said: Said) => Promise<void>;
  readonly refused: (who: keyof typeof people, said: Said) => Promise<string>;
  readonly events: () => Promise<readonly RecordedEvent[]>;
};

async function live(
  number: string,
  about: { readonly regime: string; readonly kinds?: readonly string[] },
  story: (one: Case) => Promise<void>,
): Promise<void> {
  const log = memoryLog();
  await using house = complaintHouse(log, time.attendance);
  const stream = `complaint-bank.${number}`;
  await time.attending(house, async () => {
    const say: Case['say'] = async (who, said) => {
      expect(await house.say(stream, who, said)).toMatchObject({ status: 'recorded' });
    };
    const refused: Case['refused'] = async (who, said) => {
      const answer = await house.say(stream, who, said);
      return answer.status === 'refused' ? answer.code : answer.status;
    };
    await say('chen', {
      type: 'ReceiveComplaint',
      data: {
        ...{ source: 'hotline', reference: '2026-000123', receivedAt: await time.now() },
        ...{ channel: 'phone', unit: 'branch', language: 'en' },
        complainant: { name: 'A. Example' },
        ...about,
      },
    });
    await say('li', { type: 'AssignCase', data: { handler: 'hana', unit: 'claims' } });
    await story({ say, refused, events: () => log.read(stream) });
    expect(house.broken).toEqual([]);
    expectSamePlay(complaintKind, await log.read(stream), (note) => ruleBook(shelf, note));
  });
}

const types = (events: readonly RecordedEvent[]) => events.map(({ type }) => type);
const of = (events: readonly RecordedEvent[], type: string, clock: string) =>
  events.find((event) => event.type === type && event.data['clock'] === clock);
const said = (data: JsonObject | undefined, name: string): string => {
  const value = data?.[name];
  return typeof value === 'string' ? value : '';
};
const until = async (instant: number) => time.pass(instant - Date.parse(await time.now()));

test('a holding reply inside 15 business days moves the answer (Directive 2015/2366 art. 101)', () =>
  live('00000000004A', { regime: 'eu-psd2' }, async ({ say, refused, events }) => {
    const first = Date.parse(said(of(await events(), 'ClockStarted', 'reply')?.data, 'dueAt'));
    await time.pass(10 * DAY);
    const data = { clock: 'reply', step: 'exceptional', reasons: 'A third party must answer.' };
    expect(await refused('hana', { type: 'RequestExtension', data })).toBe('holding-reply-missing');
    const expectedOn = new Date(first + 7 * DAY).toISOString().slice(0, 10);
    const letter = `We wait for another bank and will answer by ${expectedOn}.`;
    const notice = { letter, covers: ['reason', 'date'], expectedOn };
    await say('hana', { type: 'RequestExtension', data: { ...data, notice } });
    await expect.poll(async () => types(await events())).toContain('ClockExtended');
    const longer = Date.parse(said(of(await events(), 'ClockExtended', 'reply')?.data, 'dueAt'));
    expect(types(await events()).slice(-2)).toEqual(['LetterSent', 'ClockExtended']);
    expect(longer - first).toBeGreaterThanOrEqual(28 * DAY - HOUR);
    await until(first + HOUR);
    expect(types(await events())).not.toContain('DeadlineBreached');
    await until(longer + HOUR);
    expect(of(await events(), 'DeadlineBreached', 'reply')?.meta.occurredAt).toBe(
      new Date(longer).toISOString(),
    );
  }));

const summary = async (): Promise<Said> => ({
  type: 'EndWithoutDecision',
  data: {
    ...{ ground: 'early-resolution', at: await time.now(), reasons: 'She accepted by phone.' },
    accepted: {
      ...{ who: 'complainant', channel: 'phone' },
      proof: { deed: 'dialled', evidence: 'Recording 0304-07.' },
    },
    letter: 'You complained on Tuesday and we take it as resolved.',
    covers: ['resolved', 'ombudsman-right', 'time-limits', 'leaflet'],
  },
});

test('resolved by the third business day, a summary is enough (DISP 1.5)', () =>
  live('00000000004C', { regime: 'uk-fca-disp' }, async ({ say, events }) => {
    const chance = of(await events(), 'ClockStarted', 'summary-resolution')?.data;
    await until(Date.parse(said(chance, 'dueAt')) - HOUR);
    await say('li', await summary());
    await expect.poll(async () => types(await events())).toContain('LetterSent');
    const stop = of(await events(), 'ClockStopped', 'summary-resolution');
    expect(stop?.data).toMatchObject({ inTime: true, satisfiedBy: ['resolved'] });
    // The six months to go to the ombudsman begin with the summary (DISP 2.8.2R) and end unused.
    await time.pass(190 * DAY);
    expect(types(await events())).not.toContain('DeadlineBreached');
    expect(of(await events(), 'ClockLapsed', 'ombudsman')?.data).toMatchObject({
      because: 'time-over',
    });
    expect(of(await events(), 'ClockLapsed', 'summary-resolution')).toBeUndefined();
  }));

test('resolved an hour later, the final response is owed, and the lapse breaches nothing', () =>
  live('00000000004D', { regime: 'uk-fca-disp' }, async ({ refused, events }) => {
    const chance = of(await events(), 'ClockStarted', 'summary-resolution')?.data;
    await until(Date.parse(said(chance, 'dueAt')) + HOUR);
    expect(of(await events(), 'ClockLapsed', 'summary-resolution')?.meta.occurredAt).toBe(
      chance?.['dueAt'],
    );
    expect(await refused('li', await summary())).toBe('chance-lapsed');
    expect(types(await events())).not.toContain('DeadlineBreached');
    await time.pass(60 * DAY);
    expect(of(await events(), 'DeadlineBreached', 'final-response')).toBeDefined();
  }));

test('hardship is answered within 21 days, not 30 (RG 271)', () =>
  live('00000000004B', { regime: 'au-asic-rg271', kinds: ['hardship'] }, async ({ events }) => {
    const { data } = of(await events(), 'ClockStarted', 'respond-hardship') ?? {};
    const dueAt = Date.parse(said(data, 'dueAt'));
    expect(Math.floor((dueAt - Date.parse(said(data, 'startsAt'))) / DAY)).toBe(21);
    expect(of(await events(), 'ClockStarted', 'respond')).toBeUndefined();
    await until(dueAt - HOUR);
    expect(of(await events(), 'DeadlineBreached', 'respond-hardship')).toBeUndefined();
    await until(dueAt + HOUR);
    expect(of(await events(), 'DeadlineBreached', 'respond-hardship')?.meta.occurredAt).toBe(
      data?.['dueAt'],
    );
  }));
