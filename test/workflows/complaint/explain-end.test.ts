import { describe, expect, test } from 'vitest';
import type { ComplaintEvent, EventData } from '../../../events/complaint/complaint-events.ts';
import type { Meta } from '../../../events/envelope.ts';
import { ruleBook } from '../../../regimes/rule-book.ts';
import { REGIMES, readShelf } from '../../../regimes/shelf.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { timelineOf } from '../../../workflows/complaint/timeline.ts';
import {
  DUE_AT,
  TUESDAY,
  box,
  clara,
  given,
  hana,
  intake,
  lookedInto,
  received,
  rules,
  signedOff,
  sun,
} from './a-case.ts';
import { DECIDED, signedOff as reviewSignedOff } from './a-review.ts';
import { told } from './told.ts';

/** Why a clock stopped for which nobody did what it asks for, or not quite. */

const LATER = '2026-03-06T03:00:00.000Z';
const momentsOf = (events: readonly ComplaintEvent[], name = 'decide') =>
  timelineOf(told(events, LATER), rules).find(({ clock }) => clock === name)?.moments ?? [];
const lastWords = (events: readonly ComplaintEvent[], name?: string) =>
  momentsOf(events, name).at(-1)?.explained;
const after = (events: readonly ComplaintEvent[], command: ComplaintCommand, by = sun) =>
  given(events).after(command, { at: LATER, by });
const ended = (...causes: readonly ComplaintEvent[]): ReturnType<typeof lastWords> =>
  lastWords([...received, ...causes, stop({})]);
const stop = (changes: Partial<EventData<'ClockStopped'>>): ComplaintEvent => ({
  type: 'ClockStopped',
  data: { clock: 'decide', at: TUESDAY, dueAt: DUE_AT, inTime: true, ...changes },
});

describe('a clock that ended with its case', () => {
  test('says that it was withdrawn, and whether before it was due', () => {
    const withdrawal = {
      type: 'WithdrawComplaint',
      data: { withdrawnAt: TUESDAY, evidence: box('A signed letter.') },
    } as const;
    const withdrawn = after(lookedInto, withdrawal, clara);
    expect(lastWords(withdrawn)).toEqual({
      en: [
        `It ended with the case, before it was due: withdrawn at ${TUESDAY} (Order 2020-3 art. 15).`,
      ],
      zh: [`随案件终止（期限之内）：投诉人于 ${TUESDAY} 撤回投诉（Order 2020-3 art. 15）。`],
    });
    const late = withdrawn.map((event) =>
      event.type === 'ClockStopped' ? stop({ inTime: false }) : event,
    );
    expect(lastWords(late)?.en[0]).toContain('after it was due');
    expect(lastWords(late)?.zh[0]).toContain('（逾期之后）');
  });

  test('says that it was merged, or that there was nothing to complain of', () => {
    const of = { regime: 'cn-nfra-2020', ending: 'repeat', article: 'art. 18', mark: 'V' };
    const merged: ComplaintEvent = {
      type: 'CaseMerged',
      data: { merge: 2, into: 'complaint-bank.000000000009', endsFor: [of] },
    };
    expect(ended(merged)?.en[0]).toContain('merged into complaint-bank.000000000009 (art. 18).');
    expect(ended(merged)?.zh[0]).toContain('并入案件 complaint-bank.000000000009（art. 18）。');
    const none: ComplaintEvent = {
      type: 'FoundNoComplaint',
      data: { article: 'art. 2', mark: 'V', by: 'sun' },
    };
    expect(ended(none)?.en[0]).toContain('is no complaint (art. 2).');
    expect(ended(none)?.zh[0]).toContain('来件不含投诉事项（art. 2）。');
  });

  test.each([
    ['no-standing', 'from nobody who may complain', '不具备投诉资格'],
    ['unreachable', 'could not be reached', '无法与投诉人取得联系'],
    ['early-resolution', `resolved at ${TUESDAY}`, `投诉于 ${TUESDAY} 获得解决`],
  ] as const)('says that it ended without a decision: %s', (ground, en, zh) => {
    const rule = { ending: ground, article: 'art. 18', mark: 'V' };
    const words = ended({
      type: 'EndedWithoutDecision',
      data: { ...rule, ground, at: TUESDAY, reasons: box('r'), by: 'sun' },
    });
    expect(words?.en[0]).toContain(en);
    expect(words?.en[0]).toContain('(art. 18).');
    expect(words?.zh[0]).toContain(zh);
  });

  test('says by which regime alone, where it goes on for another', () => {
    const of = { regime: 'cn-nfra-2020', ending: 'withdrawal', article: 'art. 15', mark: 'V' };
    const words = ended({
      type: 'ComplaintWithdrawn',
      data: {
        ...{ withdrawnAt: TUESDAY, evidence: box('A letter.'), by: 'clara' },
        ...{ endsFor: [of], goesOnFor: ['uk-fca-disp'] },
      },
    });
    expect(words?.en[0]).toContain('ended with the case under cn-nfra-2020, before it was due:');
    expect(words?.en[0]).toContain('(art. 15).');
    expect(words?.zh[0]).toMatch(/^就 cn-nfra-2020 随案件终止（期限之内）/);
  });

  test('says at least when, where nothing before it says why', () => {
    expect(ended()).toEqual({
      en: [`It stopped at ${TUESDAY}, before it was due.`],
      zh: [`于 ${TUESDAY} 终止计算（期限之内）。`],
    });
    const withdrawn: ComplaintEvent = {
      type: 'ComplaintWithdrawn',
      data: { withdrawnAt: TUESDAY, evidence: box('A letter.'), by: 'clara' },
    };
    const [last, ...others] = told([...received, withdrawn, stop({})], LATER).toReversed();
    if (last === undefined) return expect.fail('No events.');
    const of = (submission: Meta['submission']) => {
      const recorded = { ...last.recorded, meta: { ...last.recorded.meta, submission } };
      return timelineOf([...others.toReversed(), { ...last, recorded }])[0]?.moments.at(-1);
    };
    expect(of(last.recorded.meta.submission)?.explained.en[0]).toContain('withdrawn at');
    for (const another of [
      { id: 'person:test:2', command: 0, of: 1 },
      { id: 'person:test:1', command: 1, of: 2 },
    ])
      expect(of(another)?.explained.en[0]).toBe(`It stopped at ${TUESDAY}, before it was due.`);
  });

  test('says so while it waits for its calendar', () => {
    const unpublished = ruleBook(readShelf(REGIMES));
    const waiting = given().after(
      { type: 'ReceiveComplaint', data: { ...intake, regime: 'sg-mas-2021' } },
      { at: TUESDAY, by: clara, rules: unpublished },
    );
    const name = waiting.flatMap(({ type, data }) => (type === 'ClockWaits' ? data.clock : []))[0];
    if (name === undefined) return expect.fail('No clock waits.');
    const met: ComplaintEvent = { type: 'WaitingClockMet', data: { clock: name, at: TUESDAY } };
    expect(lastWords([...waiting, met], name)).toEqual({
      en: [
        `What it asks for was done at ${TUESDAY}: whether in time shows once its calendar is out.`,
      ],
      zh: [`所要求的事项已于 ${TUESDAY} 完成，是否按期待日历发布后认定。`],
    });
    const none: ComplaintEvent = {
      type: 'FoundNoComplaint',
      data: { article: 'art. 2', mark: 'V', by: 'sun' },
    };
    const over = lastWords([...waiting, none, met], name);
    expect(over?.en[0]).toContain('ended with the case: what was sent in is no complaint');
    expect(over?.zh[0]).toContain('随案件终止：来件不含投诉事项（art. 2），是否按期');
  });
});

describe('a clock that was met', () => {
  test('says of a telling that was excused that nobody was told', () => {
    const calls = [4, 5, 6].map((day): ComplaintEvent => ({
      type: 'ContactRecorded',
      data: {
        ...{ with: 'complainant', direction: 'out', channel: 'phone', reached: false },
        ...{ at: `2026-03-0${day}T02:00:00.000Z`, note: box('No answer.'), by: 'hana' },
      },
    }));
    const end = {
      type: 'EndWithoutDecision',
      data: { ground: 'unreachable', at: LATER, reasons: box('Nobody answers.') },
    } as const;
    expect(lastWords(after([...signedOff, ...calls], end, hana))).toEqual({
      en: [
        'Satisfied in time by: a decision signed off, telling excused: the complainant could not be reached (Order 2020-3 art. 21).',
      ],
      zh: [
        '已满足（期限之内）：处理决定经审批、免予告知：无法与投诉人取得联系（Order 2020-3 art. 21）。',
      ],
    });
  });

  test('says so of a review that was told, and of a regulator that was answered', () => {
    const tell = {
      type: 'RecordReviewTelling',
      data: { channel: 'phone', toldAt: DECIDED },
    } as const;
    const reviewed = given(reviewSignedOff).after(tell, { at: DECIDED, by: clara });
    expect(lastWords(reviewed, 'decide-review')).toEqual({
      en: ['Satisfied in time by: the review decided, the result of the review told.'],
      zh: ['已满足（期限之内）：作出核查决定、告知核查结果。'],
    });
    const asked = after(lookedInto, {
      type: 'RecordRegulatorRequest',
      data: {
        ...{ regulator: 'nfra', reference: box('x'), receivedAt: TUESDAY },
        replyBy: '2026-03-10T02:00:00.000Z',
      },
    });
    const request = asked.findIndex(({ type }) => type === 'RegulatorAsked');
    const name = asked.flatMap(({ type, data }) => (type === 'ClockStarted' ? data.clock : []));
    const reply = { type: 'RecordRegulatorReply', data: { request, repliedAt: LATER } } as const;
    expect(lastWords(after(asked, reply), name.at(-1))?.en).toEqual([
      'Satisfied in time by: the regulator answered.',
    ]);
  });

  test.each([
    ['ending-told', 'the end of the case told', '已将终结情况告知提交人'],
    ['forwarded', 'passed on to the firm', '转送机构办理'],
  ])('has words for %s', (what, en, zh) => {
    const words = lastWords([...received, stop({ satisfiedBy: [what] })]);
    expect(words?.en[0]).toContain(en);
    expect(words?.zh[0]).toContain(zh);
  });
});
