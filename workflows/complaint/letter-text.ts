import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { JsonObject } from '../../events/envelope.ts';

type Letter = EventData<'LetterOrdered'>['letter'];
type Opened = { readonly received: JsonObject; readonly subject: JsonObject };

type Body = (zh: boolean, subject: JsonObject) => string;

const BODIES: { readonly [One in Letter]: Body } = {
  acknowledgement,
  'extension-notice': extensionNotice,
  'holding-reply': holdingReply,
  decision: asWritten,
  delay: asWritten,
  'review-decision': asWritten,
  survey,
  ending: asWritten,
};

/** The words of a letter, in the complainant's language. A decision letter is as it was signed off. */
export function letterText(letter: Letter, stream: string, { received, subject }: Opened): string {
  const { language, complainant } = received as {
    language: string;
    complainant?: { name?: unknown };
  };
  const zh = language === 'zh-CN';
  const { name } = complainant ?? {};
  const salutation = typeof name === 'string' ? name : zh ? '投诉人' : 'Sir or Madam';
  const number = stream.slice(stream.lastIndexOf('.') + 1);
  const body = BODIES[letter](zh, subject);
  return zh
    ? `${salutation}：\n\n${body}\n\n案号：${number}\n`
    : `Dear ${salutation},\n\n${body}\n\nCase number: ${number}\n`;
}

function acknowledgement(zh: boolean): string {
  return zh
    ? '您的投诉我们已经收到，正在办理。办理结果将在规定期限内告知您。'
    : 'We have received your complaint and are looking into it. We will tell you the outcome in time.';
}

function extensionNotice(zh: boolean, subject: JsonObject): string {
  const { until = subject['lastDay'] ?? subject['dueAt'] } = subject;
  if (typeof until !== 'string') throw new TypeError('The extension has no day that it ends on.');
  return zh
    ? `您的投诉情况复杂，办理期限已依照规定延长至 ${until}。`
    : `Your complaint needs more time. The period for our answer has been extended to ${until}, as the rules provide.`;
}

function holdingReply(zh: boolean, { notice }: JsonObject): string {
  return asWritten(zh, typeof notice === 'object' && notice !== null ? (notice as JsonObject) : {});
}

function survey(zh: boolean): string {
  return zh
    ? '您的投诉已经办结。请您对办理情况打分：1 分为很不满意，5 分为非常满意。您可以回复本信函或者致电我们。'
    : 'Your complaint is closed. Please tell us how satisfied you are, from 1 (not at all) to 5 (entirely), by answering this letter or calling us.';
}

/** A letter that a person wrote, and that others read before it was sent. */
function asWritten(_zh: boolean, subject: JsonObject): string {
  const { letter } = subject;
  if (typeof letter !== 'string')
    throw new TypeError('The event has no letter that can be opened.');
  return letter;
}
