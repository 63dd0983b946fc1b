import type { Regime } from '../../regimes/regime.ts';
import { contentOf } from './letter-content.ts';
import type { Section } from './letter-content.ts';
import { routesOf } from './letter-routes.ts';
import type { LetterRoute } from './letter-routes.ts';
import type { Source } from './source.ts';

/** The skeleton of a letter in one language: what is demanded of it, section by section, for a person to fill. */
export type LetterDraft = {
  readonly language: 'zh-CN' | 'en';
  /** What a command that proposes the finished letter declares. */
  readonly covers: readonly string[];
  /** The regimes that demand something of it, with their articles. */
  readonly sources: readonly Source[];
  /** The ways that stay open, as the text tells them, each with its source. */
  readonly routes: readonly LetterRoute[];
  readonly text: string;
};

/** The letters that somebody writes for a second person to read, or that open a way to others. */
export type DraftedLetter = 'decision' | 'delay' | 'review-decision';

/**
 * What all regimes of a case demand of one letter, each section once; nothing where none demands any. Salutation and
 * case number are added when the letter goes out.
 */
export function draftLetter(
  regimes: readonly Regime[],
  { letter, language }: { readonly letter: DraftedLetter } & Pick<LetterDraft, 'language'>,
): LetterDraft | undefined {
  const demanded = regimes.flatMap((regime) => contentOf(letter, regime) ?? []);
  if (demanded.length === 0) return undefined;
  const sections = new Map<string, Section>();
  for (const section of demanded.flatMap((one) => one.sections))
    if (!sections.has(section.name)) sections.set(section.name, section);
  const zh = language === 'zh-CN';
  const parts = [...sections.values()].map(({ title }) =>
    zh ? `【${title.zh}】\n（请填写）` : `${title.en}\n[to be written]`,
  );
  const { opening, closing } = zh ? CHINESE : ENGLISH;
  const routes = regimes.flatMap((regime) => routesFor(letter, regime, language));
  const next = routes.map((route) => `- ${route.text}`);
  const ways = next.length === 0 ? [] : [[zh ? CHINESE.ways : ENGLISH.ways, ...next].join('\n')];
  const text = [opening[letter], ...parts, ...ways, closing].join('\n\n');
  const sources = demanded.map(({ source }) => source);
  return { language, covers: [...sections.keys()], sources, routes, text };
}

/** Whoever has had his review has no other. */
function routesFor(
  letter: DraftedLetter,
  regime: Regime,
  language: LetterDraft['language'],
): readonly LetterRoute[] {
  const over = regime.routes?.filter(
    ({ clock }) => letter === 'review-decision' && clock === regime.review?.requestClock,
  );
  // The times count from the decision: no other letter begins them.
  return routesOf([regime], language, { timed: letter === 'decision' }).filter(
    ({ name }) => !over?.some((one) => one.name === name),
  );
}

const CHINESE = {
  opening: {
    decision: '感谢您向我们反映问题。经调查核实，现将处理决定告知如下：',
    delay: '您的投诉我们仍在办理，未能在期限内答复，谨此致歉并说明如下：',
    'review-decision': '您对处理决定提出的核查申请我们已经办理。现将核查决定告知如下：',
  },
  ways: '【后续救济途径】',
  closing: '如对本函有任何疑问，请随时与我们联系。',
};

const ENGLISH = {
  opening: {
    decision:
      'Thank you for telling us. We have looked into your complaint, and this is our answer.',
    delay: 'We are still looking into your complaint and are sorry that our answer is not ready.',
    'review-decision':
      'You asked us to look again at our decision. Somebody who took no part in it has done so, and this is the result.',
  },
  ways: 'What you can do next',
  closing: 'If anything in this letter is not clear, please call or write to us.',
};
