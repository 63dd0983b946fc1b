import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Language } from '../explain-count.ts';
import type { Cause } from './cause-of-stop.ts';
import { endOfCase } from './explain-end.ts';

type Words = { readonly [In in Language]: string };

/** What satisfies a clock, as people say it. */
const SATISFACTIONS: { readonly [what: string]: Words } = {
  acknowledged: { en: 'the receipt acknowledged', zh: '确认受理' },
  decided: { en: 'a decision signed off', zh: '处理决定经审批' },
  told: { en: 'the complainant told', zh: '告知投诉人' },
  'review-requested': { en: 'a review asked for', zh: '申请核查' },
  referred: { en: 'the matter taken outside', zh: '提交外部机构' },
  'delay-explained': { en: 'the delay explained by letter', zh: '书面说明延迟原因' },
  'progress-told': { en: 'the complainant told of progress', zh: '告知投诉人办理进度' },
  resolved: { en: 'the complaint resolved', zh: '投诉获得解决' },
  'ending-told': {
    en: 'the end of the case told to whoever submitted it',
    zh: '已将终结情况告知提交人',
  },
  'summary-told': { en: 'a summary of the resolution sent', zh: '发出简要解决告知' },
  forwarded: { en: 'the complaint passed on to the firm', zh: '转送机构办理' },
  'review-decided': { en: 'the review decided', zh: '作出核查决定' },
  'review-told': { en: 'the result of the review told', zh: '告知核查结果' },
  'regulator-answered': { en: 'the regulator answered', zh: '答复监管机构' },
};

/** A chance that is gone is no breach. */
const LAPSED: { readonly [Because in EventData<'ClockLapsed'>['because']]: Words } = {
  'time-over': {
    en: 'Its time is over: the lighter way is gone, and nothing is breached.',
    zh: '期限已过，不再适用简易方式，不构成逾期。',
  },
  'decision-told': {
    en: 'The decision was told in full: the lighter way is of no use any more.',
    zh: '已正式告知处理决定，不再适用简易方式。',
  },
};

/** What somebody else had time for, and let go by: it was no way of the firm's. */
const LET_GO: { readonly [Whose in NonNullable<EventData<'ClockStarted'>['whose']>]: Words } = {
  complainant: {
    en: 'The complainant’s time is over, unused: the way it was for is closed, and the firm breached nothing.',
    zh: '投诉人的期限已过且未行使，该途径不再开放，机构不构成逾期。',
  },
  regulator: {
    en: 'The regulator’s time is over: the firm breached nothing.',
    zh: '监管机构的期限已过，机构不构成逾期。',
  },
};

/** Of a clock that stops, and what stopped it where that stands before it. */
type Stopping = {
  readonly regime: string;
  readonly whose: 'firm' | keyof typeof LET_GO;
  readonly metBy: readonly string[];
  readonly cause: Cause | undefined;
};

/** Why a clock stopped – what its rule asked for, or the end of its case –, or what it counts from now. */
export function explainStop(
  said: ComplaintEvent,
  language: Language,
  clock: Stopping,
): readonly string[] {
  const { type, data } = said;
  if (type === 'ClockLapsed')
    return [(clock.whose === 'firm' ? LAPSED[data.because] : LET_GO[clock.whose])[language]];
  if (type === 'WaitingClockMet') return [metWords(data.at, clock)[language]];
  return (type === 'ClockStopped' ? stopWords(data, clock) : explainStart(said)).map(
    (words) => words[language],
  );
}

/** One that stopped anew by a fact put right says that, and no more. */
function stopWords(data: EventData<'ClockStopped'>, clock: Stopping): readonly Words[] {
  const satisfiedBy = data.satisfiedBy ?? satisfiedSilently(clock);
  if (satisfiedBy !== undefined) return [satisfied(satisfiedBy, data.inTime, clock)];
  if (data.basis !== undefined) return [];
  const end = endOfCase(clock.cause, clock.regime);
  const [due, dueZh] = data.inTime
    ? ['before it was due', '期限之内']
    : ['after it was due', '逾期之后'];
  if (end === undefined)
    return [
      { en: `It stopped at ${data.at}, ${due}.`, zh: `于 ${data.at} 终止计算（${dueZh}）。` },
    ];
  const { en, zh, by } = end;
  return [
    {
      en: `It ended with the case${by.en}, ${due}: ${en}.`,
      zh: `${by.zh}随案件终止（${dueZh}）：${zh}。`,
    },
  ];
}

/** The clock of a review, or of an answer to a regulator, stops by nothing but what it asks for. */
function satisfiedSilently({ cause, metBy }: Stopping): readonly string[] | undefined {
  const type = cause?.said.type;
  return type === 'ReviewTold' || type === 'RegulatorAnswered' ? metBy : undefined;
}

function satisfied(by: readonly string[], inTime: boolean, { cause }: Stopping): Words {
  const what = by.map((one) => wordsOf(one, cause));
  const [en, zh] = inTime ? ['in time', '期限之内'] : ['too late', '已逾期'];
  return {
    en: `Satisfied ${en} by: ${what.map((one) => one.en).join(', ')}.`,
    zh: `已满足（${zh}）：${what.map((one) => one.zh).join('、')}。`,
  };
}

/** A telling that was excused told nobody. */
function wordsOf(what: string, cause: Cause | undefined): Words {
  if (what === 'told' && cause?.said.type === 'TellingExcused') {
    const { article } = cause.said.data;
    return {
      en: `telling excused: the complainant could not be reached (${article})`,
      zh: `免予告知：无法与投诉人取得联系（${article}）`,
    };
  }
  return SATISFACTIONS[what] ?? { en: what, zh: what };
}

function metWords(at: string, { cause, regime }: Stopping): Words {
  const end = endOfCase(cause, regime);
  return end === undefined
    ? {
        en: `What it asks for was done at ${at}: whether in time shows once its calendar is out.`,
        zh: `所要求的事项已于 ${at} 完成，是否按期待日历发布后认定。`,
      }
    : {
        en: `It ended with the case${end.by.en}: ${end.en}; whether in time shows once its calendar is out.`,
        zh: `${end.by.zh}随案件终止：${end.zh}，是否按期待日历发布后认定。`,
      };
}

/** What a clock counts from in place of what it counted from before. */
function explainStart({ type, data }: ComplaintEvent): readonly Words[] {
  switch (type) {
    case 'WaitingClockMoved':
      return [
        {
          en: `A fact was corrected: it will count from ${data.startsAt}, not from ${data.before}.`,
          zh: `事实已更正：将自 ${data.startsAt} 起算，不再自 ${data.before} 起算。`,
        },
      ];
    case 'RegimeVersionAdopted':
      return [
        {
          en: `Version ${data.after} of ${data.regime} takes it over from version ${data.before}: what is counted from here on is counted by it.`,
          zh: `自此适用 ${data.regime} 的 ${data.after} 版（原为 ${data.before} 版），此后的计算以新版为准。`,
        },
      ];
    case 'ClockStarted':
      return setWords(data);
    case 'ClockWaits':
      return [waitWords(data)];
    case 'ClockRestarted':
      return data.because === 'started-again'
        ? [
            {
              en: `What starts it happened again: it counts from ${data.startsAt} alone.`,
              zh: `起算事由再次发生：改自 ${data.startsAt} 起算。`,
            },
          ]
        : [];
    case 'ClockMoved':
      if (data.because === 'decision-received')
        return [
          {
            en: `The complainant received the decision at ${data.startsAt}: his time counts from there.`,
            zh: `投诉人于 ${data.startsAt} 收到处理决定：其期限自该日起算。`,
          },
        ];
      return data.runsOn === true
        ? [
            {
              en: 'By this count its time is not over: it runs on.',
              zh: '按此计算期限尚未届满，继续计算。',
            },
          ]
        : [];
    default:
      return [];
  }
}

/** By whom a time was set that no rule counts: a letter of delay that names a day, or a regulator. */
function setWords({
  promisedOn,
  metBy,
  startsAt,
  dueAt,
}: EventData<'ClockStarted'>): readonly Words[] {
  if (promisedOn !== undefined)
    return [
      {
        en: `The letter of delay promised an answer by ${promisedOn}: nothing else is counted.`,
        zh: `延迟告知函承诺于 ${promisedOn} 前答复，以该日为准，不另行计算。`,
      },
    ];
  return metBy.includes('regulator-answered')
    ? [
        {
          en: `The regulator set it in its request, received at ${startsAt}: a reply by ${dueAt}. Nothing is counted.`,
          zh: `监管机构在其要求（于 ${startsAt} 收到）中指定于 ${dueAt} 前答复，以该时刻为准，不另行计算。`,
        },
      ]
    : [];
}

/** Which calendar a clock waits for, and what of it. */
function waitWords({ calendar, year, startsAt }: EventData<'ClockWaits'>): Words {
  return year === null
    ? {
        en: `It waits: no calendar ${calendar} is published. Once it is, the clock starts, counted from ${startsAt}.`,
        zh: `暂不计算：日历 ${calendar} 尚未发布；待其发布后，时限自 ${startsAt} 起算。`,
      }
    : {
        en: `It waits: the calendar ${calendar} does not cover ${year}. Once that year is published, the clock starts, counted from ${startsAt}.`,
        zh: `暂不计算：日历 ${calendar} 尚未涵盖 ${year} 年；待该年日历发布后，时限自 ${startsAt} 起算。`,
      };
}
