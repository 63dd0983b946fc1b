import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant, Text } from '../../events/envelope.ts';
import type { Language } from '../explain-count.ts';
import { LIMIT_WORDS } from '../limit-words.ts';

/** Why a breach that was recorded is none. */
const REVOKED: { readonly [Because in EventData<'BreachRevoked'>['because']]: Text } = {
  'satisfied-in-time-recorded-late': {
    en: 'what had to be done had been done in time, and was recorded late',
    zh: '应办事项已按期完成，仅登记较晚',
  },
  'fact-corrected': {
    en: 'a fact that decided it was put right',
    zh: '据以认定的事实已更正',
  },
  'agreed-otherwise': { en: 'both sides agreed on another day', zh: '双方已另行约定截止日' },
  'new-version': {
    en: 'a new version of its regime counts it otherwise',
    zh: '按新版规则计算，未届满',
  },
  'new-facts': {
    en: 'new facts had been received before it was due, and were recorded or confirmed only afterwards; it counts from them',
    zh: '新事实在届满之前收到，届满之后方予登记或者确认，时限自收到之时重新起算',
  },
  mediation: {
    en: 'mediation had been applied for before it was due, and was recorded late; it stood still from then',
    zh: '调解申请在届满之前提出，仅登记较晚，时限自申请之时中止计算',
  },
};

/** Beside an event, of its clock: the due instant of its breach, and what ended the case by the same command. */
type Known = { readonly breached?: Instant | undefined; readonly end?: Text | undefined };

/** That a clock came near its end, or past it, and who was told; that it was none; what both sides agreed of it. */
export function explainDeadline(
  said: ComplaintEvent,
  language: Language,
  known: Known = {},
): readonly string[] {
  const words = deadlineWords(said, known);
  return words === undefined ? [] : [words[language]];
}

function deadlineWords({ type, data }: ComplaintEvent, known: Known): Text | undefined {
  switch (type) {
    case 'DeadlineWarned':
      return {
        en: `Of the time of “${data.clock}” ${data.percent} % had gone by: a warning that it was due at ${data.dueAt}.`,
        zh: `时限“${data.clock}”已过 ${data.percent}%，予以预警；届满时刻为 ${data.dueAt}。`,
      };
    case 'DeadlineBreached': {
      const { en, zh } = LIMIT_WORDS[data.limit];
      return {
        en: `What “${data.clock}” asks for was not done by ${data.dueAt}, when it was due: a ${en} is breached (${data.article}).`,
        zh: `时限“${data.clock}”于 ${data.dueAt} 届满，所要求的事项未按期完成，构成${zh}逾期（${data.article}）。`,
      };
    }
    case 'CaseEscalated':
      return raisedWords(data);
    case 'BreachRevoked':
      return revokedWords(data, known);
    case 'OtherwiseAgreed':
      if (data.clock === undefined || data.until === undefined) return undefined;
      return agreementWords({ ...data, ends: { clock: data.clock, until: data.until } });
    default:
      return undefined;
  }
}

/** What is revoked of an earlier clock names the instant that was breached; else it names the one that holds. */
function revokedWords(
  { clock, dueAt, because, promise }: EventData<'BreachRevoked'>,
  { breached = dueAt, end }: Known,
): Text {
  const isMet = because === 'satisfied-in-time-recorded-late';
  const { en, zh } = isMet && end !== undefined ? endedWords(end) : REVOKED[because];
  const [due, dueZh] =
    breached === dueAt || promise !== undefined || isMet
      ? [`It was due at ${dueAt}.`, `届满时刻为 ${dueAt}。`]
      : [
          `By the new count it is due at ${dueAt}, not at ${breached}.`,
          `按重新计算的结果，届满时刻为 ${dueAt}，不再是 ${breached}。`,
        ];
  return {
    en: `The breach recorded of “${clock}” is none: ${en}. ${due}`,
    zh: `时限“${clock}”的逾期记录已撤销：${zh}。${dueZh}`,
  };
}

/** With the case a clock ends, though nothing of what it asks for was done. */
function endedWords({ en, zh }: Text): Text {
  return {
    en: `the case had ended before it was due, ${en}, and this was recorded only afterwards`,
    zh: `案件在届满之前已终止，即${zh}，届满之后方予登记`,
  };
}

/** Only time raises a case by one of its clocks. */
function raisedWords({ to, clock, percent }: EventData<'CaseEscalated'>): Text | undefined {
  if (clock === undefined || percent === undefined) return undefined;
  return {
    en: `Of the time of “${clock}” ${percent} % had gone by: the case was raised to ${to}.`,
    zh: `时限“${clock}”已过 ${percent}%，案件升级至${inChineseWords(to)}。`,
  };
}

type Agreement = EventData<'OtherwiseAgreed'> & {
  readonly ends: { readonly clock: string; readonly until: string };
};

function agreementWords(agreement: Agreement): Text {
  const { agreedAt, article, ends } = agreement;
  const { clock, until } = ends;
  const { en, zh } = afterwardsWords(agreement);
  return {
    en: `Both sides agreed at ${agreedAt} that “${clock}” ends with ${until} (${article}).${en}`,
    zh: `双方于 ${agreedAt} 约定时限“${clock}”的截止日为 ${until}（${article}）。${zh}`,
  };
}

/** What had happened since they agreed, and was on record already. */
function afterwardsWords({ laterAgreedAt, begunAgainAt, stoppedAt }: Agreement): Text {
  if (laterAgreedAt !== undefined)
    return {
      en: ` What they agreed later, at ${laterAgreedAt}, holds, unless this day was over by then.`,
      zh: `双方于 ${laterAgreedAt} 又另有约定；其时该截止日尚未届满的，以后一约定为准。`,
    };
  if (stoppedAt !== undefined)
    return {
      en: ` The clock had stopped at ${stoppedAt}: whether that was in time is judged by this day.`,
      zh: `该时限已于 ${stoppedAt} 终止计算，是否逾期按约定的截止日重新认定。`,
    };
  return begunAgainAt === undefined
    ? { en: '', zh: '' }
    : {
        en: ` The clock had begun again with new facts at ${begunAgainAt}: the day stands where it is no earlier than that count.`,
        zh: `该时限已自 ${begunAgainAt} 收到新事实时重新起算，约定的截止日不早于重新计算结果的，以约定为准。`,
      };
}
