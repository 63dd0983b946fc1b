import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { dayOf } from '../calendar.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import type { Promised } from './decision-state.ts';
import { refuse } from './refuse.ts';
import { receivedAtOf } from './state.ts';
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
  // It may have been put right before it was decided on, but not before anybody complained.
  if (data.deliveredAt < (receivedAtOf(state) ?? data.deliveredAt))
    return refuse(
      'delivered-before-received',
      'The remedy cannot have been delivered before the complaint was received.',
      '补救措施落实时间不能早于投诉接收时间。',
    );
  const { deliveredBy, deliveredAt } = found.promised;
  if (deliveredBy === null)
    return { events: [{ type: 'RemedyDelivered', data: { ...data, by: actor.id } }] };
  return deliveredAt === data.deliveredAt
    ? { events: [] }
    : refuse(
        'already-delivered',
        `This remedy is on record as delivered at ${deliveredAt}. Where that is wrong, a check that finds it not delivered makes it owed again.`,
        `该补救措施已登记于 ${deliveredAt} 落实；如有误，请先由他人核对为未落实，再重新登记。`,
      );
}

/** A remedy is promised for a day to come, by the days of the leading regime. */
export function refusePastDays(
  state: ComplaintState,
  remedies: CommandData<'ProposeDecision'>['remedies'] = [],
  { now, rules }: Context,
): { readonly refused: Refusal } | undefined {
  const [leading] = openRegimes(state, rules);
  if (leading === undefined) return undefined;
  const today = dayOf(now, leading.zone);
  const past = remedies.findIndex(({ dueOn }) => dueOn !== undefined && dueOn < today);
  return past < 0
    ? undefined
    : refuse(
        'remedy-due-in-the-past',
        `A remedy is promised for ${today} or later, not for ${remedies[past]?.dueOn ?? ''} (remedies.${past}.dueOn).`,
        `补救措施的承诺日期不得早于今日 ${today}，现为 ${remedies[past]?.dueOn ?? ''}（remedies.${past}.dueOn）。`,
      );
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
