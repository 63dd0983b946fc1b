import { inChineseWords } from '../../events/complaint/code-words.ts';
import { IN_MONEY } from '../../events/complaint/decision-codes.ts';
import type { Refusal } from '../process.ts';
import type { CommandData } from './commands.ts';
import { totalOf } from './money.ts';
import { refuse } from './refuse.ts';

type Proposed = CommandData<'ProposeDecision'>;
type Refused = { readonly refused: Refusal };

/** Every matter complained of has its outcome, and the outcome in one word follows from them. */
export function refuseMatters({ matters, outcome, remedies = [] }: Proposed): Refused | undefined {
  const names = matters?.map(({ matter }) => matter) ?? [];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return refuse(
      'matter-twice',
      `The matter ${twice} has two outcomes.`,
      `投诉事项 ${twice} 出现了两次。`,
    );
  const unknown = remedies.find(({ matter }) => matter !== undefined && !names.includes(matter));
  if (unknown !== undefined)
    return refuse(
      'no-such-matter',
      `A remedy is for the matter ${unknown.matter ?? ''}, which has no outcome.`,
      `补救措施所针对的投诉事项 ${unknown.matter ?? ''} 没有处理结果。`,
    );
  const outcomes = [...new Set(matters?.map((one) => one.outcome))];
  const [first] = outcomes;
  const follows = outcomes.length > 1 ? 'partly-upheld' : first;
  if (follows === undefined || follows === outcome) return undefined;
  return refuse(
    'outcome-does-not-follow',
    `The outcomes of the matters make the decision ${follows}, not ${outcome}.`,
    `各投诉事项的处理结果对应的总体结论应为“${inChineseWords(follows)}”，而非“${inChineseWords(outcome)}”。`,
  );
}

/** Several remedies make one total in one currency: the one that the decision states. */
export function refuseRemedies({ remedy, remedies }: Proposed): Refused | undefined {
  if (remedies === undefined) return undefined;
  const mixed = refuseMixed(remedies);
  if (mixed !== undefined) return mixed;
  const total = totalOf(remedies.flatMap(({ money }) => money ?? []));
  if (total !== undefined && 'mixed' in total) return undefined;
  const stated = IN_MONEY.includes(remedy.kind) ? remedy.money : undefined;
  if (total?.amount === stated?.amount && total?.currency === stated?.currency) return undefined;
  const shown = total === undefined ? '0' : `${total.amount} ${total.currency}`;
  return refuse(
    'total-differs',
    `The remedies come to ${shown}, and the decision states another amount.`,
    `各项补救措施合计为 ${shown}，与处理决定所载金额不一致。`,
  );
}

/** No total is made of several currencies. */
export function refuseMixed(remedies: NonNullable<Proposed['remedies']>): Refused | undefined {
  const total = totalOf(remedies.flatMap(({ money }) => money ?? []));
  return total !== undefined && 'mixed' in total
    ? refuse(
        'currencies-mixed',
        `Amounts in ${total.mixed.join(' and ')} make no total: decide in one currency.`,
        `${total.mixed.join('、')} 的金额不能合计，请使用同一币种。`,
      )
    : undefined;
}
