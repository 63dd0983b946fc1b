import type { Text } from '../../events/envelope.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import { sourceOf } from './source.ts';
import type { Source } from './source.ts';

/** A way that stays open to the complainant, as a letter tells it, and where that is written. */
export type LetterRoute = { readonly name: string; readonly text: string; readonly source: Source };

/**
 * The ways that a letter under some regimes tells of, none of them twice; with the time there is for each where the
 * letter is the one from which it counts.
 */
export function routesOf(
  regimes: readonly Regime[],
  language: 'zh-CN' | 'en',
  { timed }: { readonly timed: boolean },
): readonly LetterRoute[] {
  const found = regimes.flatMap((regime) =>
    (regime.routes ?? []).map((route) => {
      const { name, title } = route;
      const clock = timed ? regime.clocks.find((one) => one.name === route.clock) : undefined;
      const { en, zh } = within(clock);
      const text = language === 'zh-CN' ? `${title.zh}${zh}` : `${title.en}${en}`;
      return { name, text, source: sourceOf(regime, route) };
    }),
  );
  return found.filter(({ text }, place) => found.findIndex((one) => one.text === text) === place);
}

/** Nothing where the regime names no time. */
function within(clock: Clock | undefined): Text {
  if (clock === undefined) return { en: '', zh: '' };
  const { count, unit } = clock.length;
  const from = BEGINS[clock.startsWith] ?? { en: '', zh: '' };
  const many = count === 1 ? '' : 's';
  return {
    en: `, within ${count} ${unit.replace('-', ' ')}${many}${from.en}`,
    zh: `（${from.zh}${count}${UNITS[unit]}内）`,
  };
}

const BEGINS: { readonly [Start in Clock['startsWith']]?: Text } = {
  told: { en: ' of receiving this letter', zh: '自收到本函之日起' },
  'final-response-sent': { en: ' of the date of this letter', zh: '自本函发出之日起' },
};

const UNITS: { readonly [Unit in Clock['length']['unit']]: string } = {
  second: '秒',
  minute: '分钟',
  hour: '小时',
  day: '日',
  'business-day': '个工作日',
  week: '周',
  month: '个月',
  year: '年',
};
