import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import type { CommandData } from './commands.ts';
import type { Promised } from './decision-state.ts';
import { refuse } from './refuse.ts';
import type { ComplaintState } from './state.ts';

/** What was promised is delivered, with evidence, and a second person may look whether it was. */

export function recordRemedyDelivered(
  state: ComplaintState,
  data: CommandData<'RecordRemedyDelivered'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const found = findRemedy(state, data);
  if ('refused' in found) return found;
  if (data.deliveredAt > now)
    return refuse(
      'delivered-in-the-future',
      'The remedy cannot have been delivered later than now.',
      '补救措施落实时间不能晚于当前时间。',
    );
  if (found.promised.deliveredBy !== null) return { events: [] };
  return { events: [{ type: 'RemedyDelivered', data: { ...data, by: actor.id } }] };
}

/** A check that finds nothing delivered makes the remedy owed again. */
export function checkRemedy(
  state: ComplaintState,
  data: CommandData<'CheckRemedy'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const found = findRemedy(state, data);
  if ('refused' in found) return found;
  const { deliveredBy, checked } = found.promised;
  if (deliveredBy === null)
    return refuse(
      'not-delivered',
      'Nobody has recorded that this remedy was delivered.',
      '尚无该补救措施已落实的记录。',
    );
  if (deliveredBy === actor.id)
    return refuse(
      'same-person',
      'A delivery is checked by another person than the one who recorded it.',
      '补救措施的落实应由登记人以外的人员核对。',
    );
  if (checked && data.found === 'delivered') return { events: [] };
  return { events: [{ type: 'RemedyChecked', data: { ...data, by: actor.id } }] };
}

/** What is promised and not delivered yet. */
export function outstanding({ decided }: ComplaintState): readonly Promised[] {
  return decided.remedies.filter(({ deliveredBy }) => deliveredBy === null);
}

function findRemedy(
  { decided }: ComplaintState,
  { decision, remedy }: { readonly decision: number; readonly remedy: number },
): { readonly promised: Promised } | { readonly refused: Refusal } {
  const promised = decided.remedies.find(
    (one) => one.decision === decision && one.remedy === remedy,
  );
  return promised === undefined
    ? refuse(
        'no-such-remedy',
        `No remedy ${remedy} was promised at revision ${decision} and signed off.`,
        `修订号 ${decision} 处没有经审批承诺的第 ${remedy} 项补救措施。`,
      )
    : { promised };
}
