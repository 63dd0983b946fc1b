import { inChineseWords, namedInChinese } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Language } from '../explain-count.ts';
import { ruleName } from './counting.ts';

/** Why a request for more time came to nothing without anybody’s decision. */
const LAPSED: { readonly [Because in EventData<'ExtensionLapsed'>['because']]: Text } = {
  'clock-breached': { en: 'the time was over before anybody decided', zh: '审批之前时限已届满' },
  'clock-restarted': { en: 'the clock began anew', zh: '时限已重新起算' },
  'clock-stopped': { en: 'the clock has stopped', zh: '时限已终止计算' },
  'notice-not-sent': { en: 'the notice did not go out', zh: '告知函未发出' },
  'notice-too-late': { en: 'the notice went out too late', zh: '告知函逾期发出' },
  'time-limit-agreed': { en: 'both sides agreed on another time', zh: '双方已另有约定' },
};

/**
 * What a clock stood still for and ran on after, which step of its ladder was asked for or taken, and what made it
 * begin anew: by the name that the event has, and what its regime calls that, where it is at hand.
 */
export function explainStep(
  said: ComplaintEvent,
  regime: Regime | undefined,
  language: Language,
): readonly string[] {
  const pause = (name: string) => called(name, titleOf(regime?.pauses, name));
  switch (said.type) {
    case 'WaitingClockPaused':
    case 'ClockPaused':
      return pauseWords(said.data, pause(said.data.pause)).map((words) => words[language]);
    case 'ClockResumed': {
      return [resumedWords(said.data, pause(said.data.pause))[language]];
    }
    case 'WaitingClockResumed': {
      const { pausedAt, resumedAt } = said.data;
      const { en, zh } = pause(said.data.pause);
      return language === 'en'
        ? [
            `${en}, by which it stood still from ${pausedAt} to ${resumedAt}, is over: that is left out once it is counted.`,
          ]
        : [`${zh}已结束，自 ${pausedAt} 至 ${resumedAt} 中止计算；日历发布后计算时予以扣除。`];
    }
    case 'ClockRestarted':
      return said.data.because === 'new-facts' ? [newFacts(said.data)[language]] : [];
    case 'ExtensionRequested':
    case 'ExtensionGranted':
    case 'ExtensionRefused':
    case 'ExtensionLapsed':
    case 'NoticeGiven':
    case 'ClockExtended': {
      const { clock, step } = said.data;
      const rule = regime?.clocks.find(({ name }) => name === ruleName(clock));
      return [extension(said, called(step, titleOf(rule?.extensions, step)))[language]];
    }
    default:
      return [];
  }
}

type Named = readonly { readonly name: string; readonly title: Text }[];

function titleOf(data: Named | undefined, name: string): Text | undefined {
  return data?.find((one) => one.name === name)?.title;
}

/** “mediation” (Mediation that both sides asked for). */
function called(name: string, title: Text | undefined): Text {
  return title === undefined
    ? { en: `“${name}”`, zh: `“${namedInChinese(name)}”` }
    : { en: `“${name}” (${title.en})`, zh: `“${title.zh}”（${name}）` };
}

function pauseWords(
  { pausedAt, complainantToldAt: told, complainantAgreedAt: agreed }: EventData<'ClockPaused'>,
  pause: Text,
): readonly Text[] {
  return [
    {
      en: `It stands still from ${pausedAt} for ${pause.en}.`,
      zh: `自 ${pausedAt} 起因${pause.zh}中止计算。`,
    },
    ...(told === undefined
      ? []
      : [
          {
            en: `The complainant was told of it at ${told}.`,
            zh: `已于 ${told} 告知投诉人。`,
          },
        ]),
    ...(agreed === undefined
      ? []
      : [
          {
            en: `The complainant agreed to it at ${agreed}.`,
            zh: `投诉人已于 ${agreed} 同意。`,
          },
        ]),
  ];
}

function resumedWords(
  { pausedAt, resumedAt, agreedOn }: EventData<'ClockResumed'>,
  { en, zh }: Text,
): Text {
  return agreedOn === undefined
    ? {
        en: `It runs on: ${en}, by which it stood still from ${pausedAt} to ${resumedAt}, is over.`,
        zh: `恢复计算：${zh}已结束，自 ${pausedAt} 至 ${resumedAt} 中止计算。`,
      }
    : {
        en: `It runs on after it stood still from ${pausedAt} to ${resumedAt} for ${en}: both sides agreed on ${agreedOn}, and that day stands.`,
        zh: `自 ${pausedAt} 至 ${resumedAt} 因${zh}中止计算，现恢复计算：双方已约定截止日为 ${agreedOn}，以约定为准。`,
      };
}

function newFacts({ startsAt, agreedOn }: EventData<'ClockRestarted'>): Text {
  if (agreedOn !== undefined)
    return {
      en: `New facts were received at ${startsAt}, and it counts anew from there: the day on which both sides agreed, ${agreedOn}, is no earlier and stands.`,
      zh: `于 ${startsAt} 收到新事实，时限自此重新起算：双方约定的截止日 ${agreedOn} 不早于重新起算的届满日，以约定为准。`,
    };
  return {
    en: `New facts were received at ${startsAt}: it counts anew from there, with every step of its ladder to take again.`,
    zh: `于 ${startsAt} 收到新事实：时限自此重新起算，此前的延期不再适用。`,
  };
}

type OfStep = Extract<
  ComplaintEvent,
  {
    type:
      | `Extension${'Requested' | 'Granted' | 'Refused' | 'Lapsed'}`
      | 'NoticeGiven'
      | 'ClockExtended';
  }
>;

function extension(said: OfStep, step: Text): Text {
  switch (said.type) {
    case 'ExtensionRequested':
      return {
        en: `The step ${step.en} was asked for by ${said.data.by}.`,
        zh: `${said.data.by} 申请按${step.zh}延期。`,
      };
    case 'ExtensionGranted':
      return granted(said.data, step);
    case 'ExtensionRefused':
      return {
        en: `The step ${step.en} was refused by ${said.data.by}.`,
        zh: `${said.data.by} 不同意按${step.zh}延期。`,
      };
    case 'ExtensionLapsed': {
      const why = LAPSED[said.data.because];
      return {
        en: `The request for the step ${step.en} lapsed: ${why.en}.`,
        zh: `按${step.zh}延期的申请失效：${why.zh}。`,
      };
    }
    case 'NoticeGiven': {
      const { channel, toldAt } = said.data;
      return {
        en: `The complainant was told of the step ${step.en} at ${toldAt} (${channel}).`,
        zh: `已于 ${toldAt} 以${inChineseWords(channel)}告知投诉人按${step.zh}延期。`,
      };
    }
    case 'ClockExtended':
      return {
        en: `It was extended by the step ${step.en}; before, it was due at ${said.data.before}.`,
        zh: `按${step.zh}延期；原届满时刻为 ${said.data.before}。`,
      };
  }
}

function granted({ by, rank, holdsWith }: EventData<'ExtensionGranted'>, { en, zh }: Text): Text {
  const [later, laterZh] =
    holdsWith === undefined
      ? ['', '']
      : [' It holds once the complainant has been told in time.', '按期告知投诉人后生效。'];
  return {
    en: `The step ${en} was granted by ${by} (${rank}).${later}`,
    zh: `${by}（${inChineseWords(rank)}）同意按${zh}延期。${laterZh}`,
  };
}
