import type { Instant } from '../../events/envelope.ts';
import { kindsUnknown } from '../../regimes/overlay.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { refuse } from './refuse.ts';

/** What a complaint comes under: the leading regime, those over it, and its kinds. */
type Under = {
  readonly regime: string;
  readonly overlays?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
};

/** The regimes a complaint comes under, in the versions that were in effect when it was received. */
export function regimesOf(
  { regime: leading, overlays = [], kinds = [] }: Under,
  at: Instant,
  rules: RuleBook,
): { readonly first: Regime; readonly found: readonly Regime[] } | { readonly refused: Refusal } {
  const names = [leading, ...overlays];
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined)
    return refuse(
      'regime-named-twice',
      `The regime ${twice} is named twice: its clocks run once.`,
      `监管规则 ${twice} 重复注明，其时限只计算一次。`,
    );
  const found: Regime[] = [];
  for (const name of names) {
    const regime = rules.regime(name, { at });
    if (regime === undefined)
      return refuse(
        'unknown-regime',
        `No version of regime ${name} was in effect when the complaint was received.`,
        `投诉接收时没有生效的监管规则 ${name}。`,
      );
    const { over = [] } = regime;
    if (over.length > 0 && !over.some((one) => names.includes(one)))
      return refuse(
        'overlay-alone',
        `The regime ${name} only adds to ${over.join(' or ')}: name one of these as well.`,
        `${name} 是对 ${over.join('、')} 的补充，须一并注明。`,
      );
    found.push(regime);
  }
  const [first] = found;
  if (first === undefined)
    return refuse('unknown-regime', 'No regime is named.', '未注明监管规则。');
  return refuseUnknownKind(found, kinds) ?? { first, found };
}

/** A kind that no regime has would leave the case to the clocks of another kind. */
function refuseUnknownKind(
  regimes: readonly Regime[],
  wanted: readonly string[],
): { readonly refused: Refusal } | undefined {
  const { unknown, known } = kindsUnknown(regimes, wanted);
  if (unknown.length === 0) return undefined;
  const [kinds, theirs] = [unknown.join(', '), known.join(', ')];
  return refuse(
    'unknown-kind',
    `No regime of this complaint has the kind ${kinds}; ${theirs === '' ? 'they have none' : `there are ${theirs}`}.`,
    `适用的监管规则没有投诉类型 ${kinds}；${theirs === '' ? '均未区分类型' : `已有类型：${theirs}`}。`,
  );
}
