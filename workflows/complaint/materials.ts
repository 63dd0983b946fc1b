import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** Order 2020-3 art. 13: nothing may be asked for that the firm holds already or can look up. */
export function askForMaterials(
  { intake }: ComplaintState,
  { materials, held, ...note }: CommandData<'AskForMaterials'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const known = [...intake.held, ...held];
  const needless = materials.filter((one) => known.includes(one));
  if (needless.length > 0)
    return refuse(
      'held-already',
      `The firm holds ${needless.join(', ')} already and may not ask for it (Order 2020-3 art. 13).`,
      `机构已掌握 ${needless.join('、')}，不得要求投诉人提供（2020年第3号令第十三条）。`,
    );
  if (materials.every((one) => intake.askedFor.includes(one))) return { events: [] };
  return {
    events: [{ type: 'MaterialsAskedFor', data: { materials, held, ...note, by: actor.id } }],
  };
}

export function recordMaterials(
  { intake }: ComplaintState,
  { materials }: CommandData<'RecordMaterials'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return materials.every((one) => intake.held.includes(one) && !intake.askedFor.includes(one))
    ? { events: [] }
    : { events: [{ type: 'MaterialsReceived', data: { materials, by: actor.id } }] };
}
