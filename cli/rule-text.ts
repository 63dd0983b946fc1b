import { markText } from './mark-text.ts';
import type { Marked } from './mark-text.ts';

type Rule = Marked & {
  readonly regime: string | null;
  readonly datum: string | null;
  readonly article: string;
};

/** Where a rule stands, and how sure it is: `cn-nfra-2020 signOff.small; house proposal; P, unconfirmed`. */
export function ruleText({ regime, datum, article, ...sure }: Rule): string {
  const place = [regime, datum].filter((part) => part !== null).join(' ');
  return [place, article, markText(sure)].filter((part) => part !== '').join('; ');
}
