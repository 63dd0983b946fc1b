import { EVENT_WORDS } from '../../../events/complaint/event-words.ts';
import type { Actor, JsonObject } from '../../../events/envelope.ts';
import type { Told } from '../../../workflows/complaint/timeline.ts';
import { languageOf } from '../languages.ts';
import type { ToldCase } from '../told-case.ts';
import { eventDetails } from './event-details.ts';
import type { Saying } from './event-details.ts';
import { localTime } from './local-time.ts';
import type { Cell, Section } from './report.ts';
import { roleWords } from './report-words.ts';

/** What happened, step by step: what, when, by whom, and on which article. */
export function courseSection({ events }: ToldCase, saying: Saying): Section {
  const { title, head } = WORDS[languageOf(saying.language)];
  const rows = events.map((told) => stepRow(told, saying));
  return { title, blocks: [{ is: 'table', widths: [22, 62, '*', 78, 82], head, rows }] };
}

const WORDS = {
  en: { title: 'The course of the case', head: ['No.', 'When', 'What', 'Who', 'Ground'] },
  zh: { title: '办理经过', head: ['序号', '时间', '事项', '经办', '依据'] },
} as const;

function stepRow({ said, recorded }: Told, saying: Saying): readonly Cell[] {
  const { revision, meta } = recorded;
  const title = EVENT_WORDS[said.type][languageOf(saying.language)];
  const { at, ...data }: JsonObject = said.data;
  // Most events happened when they say so.
  const others = at === meta.occurredAt ? data : said.data;
  return [
    String(revision),
    localTime(meta.occurredAt, saying.zone).replace(' ', '\n'),
    { strong: title, text: eventDetails(others, saying).join('\n') },
    actorWords(meta.actor, saying),
    groundWords(said.data),
  ];
}

export function actorWords(
  { id, role, unit }: Actor,
  { language }: Pick<Saying, 'language'>,
): string {
  const as = roleWords(role, language);
  return role === 'engine' ? as : `${id}\n${as}, ${unit}`;
}

function groundWords(data: object): string {
  const { authority = data } = data as { readonly authority?: object };
  const { article, mark } = authority as { readonly article?: unknown; readonly mark?: unknown };
  if (typeof article !== 'string') return '';
  return typeof mark === 'string' ? `${article} (${mark})` : article;
}
