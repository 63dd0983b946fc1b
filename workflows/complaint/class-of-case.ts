import { inChineseWords, namedInChinese } from '../../events/complaint/code-words.ts';
import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Extension, Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import type { Refusal } from '../process.ts';
import { running } from './clocks.ts';
import { ruleOf } from './counting.ts';
import { refuse } from './refuse.ts';
import { sourceOf } from './source.ts';
import type { ComplaintState } from './state.ts';

/**
 * How complex a case is decides how much time its rule gives and who signs its decision (Order 2020-3 art. 18). Both
 * go by one class: nobody takes the longer time for a complex case and has a simple one signed.
 */

type Class = EventData<'ComplaintClassified'>['class'];

/** A step is refused to a case of a class that it is not for, and to one that nobody has classified. */
export function refuseClass(
  { classification }: ComplaintState,
  { regime, step }: { readonly regime: Regime; readonly step: Extension },
): { readonly refused: Refusal } | undefined {
  const is = classification?.said.class;
  if (step.classes === undefined || (is !== undefined && step.classes.includes(is)))
    return undefined;
  const from = sourceOf(regime, step).text;
  const [en, zh] =
    is === undefined ? ['one that nobody classified', '尚未分类'] : [is, inChineseWords(is)];
  return refuse(
    'extension-for-another-class',
    `This extension is for a case of class ${step.classes.join(' or ')}, not ${en} (${from.en}): classify it first.`,
    `该延期仅适用于${step.classes.map(inChineseWords).join('或者')}类投诉，本案为：${zh}（${from.zh}），请先分类。`,
  );
}

/**
 * The refusal of a class by which the time that the case has taken already would not have been given; a case that
 * nobody classified has none that fits.
 */
export function refuseUnfit(
  { clocks }: ComplaintState,
  is: Class | undefined,
  rules: RuleBook,
): { readonly refused: Refusal } | undefined {
  const [unfit] = clocks.flatMap((clock) => {
    const found = ruleOf(clock, rules);
    const last = found?.rule.extensions.findIndex(({ name }) => name === clock.step) ?? -1;
    const taken = (found?.rule.extensions ?? []).slice(0, last + 1);
    return taken
      .filter(({ classes }) => classes !== undefined && (is === undefined || !classes.includes(is)))
      .map(({ name }) => ({ clock: clock.name, step: name }));
  });
  if (unfit === undefined) return undefined;
  const [en, zh] =
    is === undefined
      ? ['that nobody classified', '尚未分类的']
      : [`of class ${is}`, `${inChineseWords(is)}类`];
  return refuse(
    'class-of-extension',
    `The clock ${unfit.clock} was extended by ${unfit.step}, which is not for a case ${en}.`,
    `时限 ${unfit.clock} 已按 ${namedInChinese(unfit.step)} 延期，该延期不适用于${zh}投诉。`,
  );
}

/** The class and the clocks of a case as they stand when a decision on it is signed. */
export function standsAs(
  state: ComplaintState,
): Pick<EventData<'DecisionSignedOff'>, 'class' | 'clocks'> {
  const clocks = running(state)
    .filter(({ whenMissed }) => whenMissed === undefined)
    .map(({ name: clock, step, dueAt }) => ({ clock, dueAt, ...(step === null ? {} : { step }) }));
  const is = state.classification?.said.class;
  return { ...(is === undefined ? {} : { class: is }), clocks };
}
