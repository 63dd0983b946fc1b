import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { authorityOver } from '../../regimes/sign-off.ts';
import type { Signable } from '../../regimes/sign-off.ts';
import type { Refusal } from '../process.ts';
import { caseRegimes } from './case-regime.ts';
import { isAbove } from './promise.ts';
import { sourceOf } from './source.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState, Proposal } from './state.ts';

type Authority = NonNullable<ReturnType<typeof authorityOver>>;
type Found = { readonly regime: Regime; readonly rule: Authority; readonly decision: Signable };

/**
 * The rule that says who signs a proposal. Of several regimes over one case the one that asks for the highest rank; of
 * regimes that do not say who signs, none, and any second person who leads does.
 */
export function signOffRule(
  state: ComplaintState,
  { outcome, amount }: Pick<Proposal, 'outcome' | 'amount'>,
  rules: RuleBook,
): Found | undefined {
  const decision: Signable = {
    outcome,
    class: state.classification?.said.class ?? 'simple',
    ...(amount === null ? {} : { amount }),
  };
  return caseRegimes(state, rules)
    .flatMap((regime) => {
      const rule = authorityOver(regime.signOff ?? [], decision);
      return rule === undefined ? [] : [{ regime, rule, decision }];
    })
    .reduce<Found | undefined>(
      (strictest, one) =>
        strictest === undefined || isAbove(one.rule.rank, strictest.rule.rank) ? one : strictest,
      undefined,
    );
}

/** The refusal of a rank below the one a rule asks for. Money it names no amounts in is said to be the reason. */
export function refuseRank(
  found: Found | undefined,
  rank: string,
): { readonly refused: Refusal } | undefined {
  if (found === undefined || !isAbove(found.rule.rank, rank)) return undefined;
  const { regime, rule, decision } = found;
  const datum = `${regime.name} signOff.${rule.name}`;
  const from = sourceOf(regime, rule).text;
  const known = regime.signOff?.find(({ upTo }) => upTo !== undefined)?.upTo?.currency;
  const paid = decision.amount?.currency;
  const foreign = known !== undefined && paid !== undefined && known !== paid;
  const [why, whyZh] = foreign
    ? [
        ` It pays in ${paid}, and signOff has amounts in ${known} only.`,
        `补偿币种为 ${paid}，而 signOff 仅规定了 ${known} 金额。`,
      ]
    : ['', ''];
  return refuse(
    'rank-not-sufficient',
    `This decision is for ${rule.rank} to sign, or higher (${from.en}): ${datum}.${why}`,
    `该处理决定应由${inChineseWords(rule.rank)}或者更高级别审批（${from.zh}）：${datum}。${whyZh}`,
  );
}
