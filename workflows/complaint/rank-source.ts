import type { Text } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';

type Origin = Pick<NonNullable<Regime['signOff']>[number], 'article' | 'mark'>;

/** What asks for a rank: the article, or where no article speaks of it, the institution itself. */
export function rankSource(origin?: Origin): Text {
  return origin === undefined || origin.mark === 'P'
    ? { en: '(house rule)', zh: '（机构规定）' }
    : { en: `(${origin.article})`, zh: `（${origin.article}）` };
}
