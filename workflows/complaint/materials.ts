import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { broughtAlong } from './brought-along.ts';
import type { CommandData } from './commands.ts';
import { materialsRule } from './intake-rules.ts';
import { refuse } from './refuse.ts';
import { startClocks } from './start-clocks.ts';
import type { ComplaintState } from './state.ts';

/**
 * Where the regimes of the case say so, nothing is asked for that the firm holds already or can look up, nor what the
 * complaint itself brought.
 */
export function askForMaterials(
  state: ComplaintState,
  { materials, held, ...note }: CommandData<'AskForMaterials'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { intake } = state;
  const known = [...broughtAlong(state), ...intake.held, ...held];
  const needless = materials.filter((one) => known.includes(one));
  const found = needless.length === 0 ? undefined : materialsRule(state, context);
  if (found?.rule.held === 'never-asked-for')
    return refuse(
      'held-already',
      `The firm holds ${needless.join(', ')} already and may not ask for it (${found.source.text.en}).`,
      `机构已掌握${needless.map(inChineseWords).join('、')}，不得要求投诉人提供（${found.source.text.zh}）。`,
    );
  if (materials.every((one) => intake.askedFor.includes(one))) return { events: [] };
  return {
    events: [
      { type: 'MaterialsAskedFor', data: { materials, held, ...note, by: context.actor.id } },
    ],
  };
}

/** Once all that was asked for has come in the materials are complete, and clocks may count from there. */
export function recordMaterials(
  state: ComplaintState,
  { materials }: CommandData<'RecordMaterials'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { askedFor, held } = state.intake;
  if (materials.every((one) => held.includes(one) && !askedFor.includes(one)))
    return { events: [] };
  const isComplete = askedFor.length > 0 && askedFor.every((one) => materials.includes(one));
  return {
    events: [
      { type: 'MaterialsReceived', data: { materials, by: context.actor.id } },
      ...(isComplete ? startClocks(state, { 'materials-complete': context.now }, context) : []),
    ],
  };
}
