import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context } from '../process.ts';
import type { ComplaintCommand } from './commands.ts';
import type { Refused } from './correctable.ts';
import { refuse } from './refuse.ts';
import { isSecondLead, relations } from './relations.ts';
import { HOUSE_RULE } from './source.ts';
import type { ComplaintState } from './state.ts';
import { proofsDemanded } from './telling-proof.ts';

/**
 * A breach is undone by two. That a clock was met in time, or had more of it, can be said after the breach by a date
 * alone; so whoever says it leads, and never had the case or its review in hand. A telling is proved at once. Only new
 * facts have a second person of their own, whom they wait for.
 */
export function refuseUndoneAlone(
  state: ComplaintState,
  command: ComplaintCommand,
  events: readonly ComplaintEvent[],
  { actor, rules }: Context,
): Refused | undefined {
  if (!events.some(undoesBreach) || actor.role === 'engine') return undefined;
  if (!isSecondLead(state, actor) || !relations['not-reviewer'].holds(state, actor))
    return refuse(
      'takes-a-lead',
      `This undoes a breach that is on record: somebody who leads and never handled or reviewed the case records it (${HOUSE_RULE.en}).`,
      `此项登记将撤销已记录的逾期，应由未经办、未核查过本案的主管及以上人员登记（${HOUSE_RULE.zh}）。`,
    );
  return refuseUnproved(state, command, rules);
}

function undoesBreach({ type, data }: ComplaintEvent): boolean {
  return (
    type === 'NonRoutineOverdueRevoked' ||
    (type === 'BreachRevoked' && data.because !== 'new-facts')
  );
}

function refuseUnproved(
  state: ComplaintState,
  { type, data }: ComplaintCommand,
  rules: Context['rules'],
): Refused | undefined {
  if (type !== 'RecordTelling' && type !== 'RecordReviewTelling') return undefined;
  const [rule] = proofsDemanded(state, data.channel, rules);
  return data.proof === undefined && rule !== undefined
    ? refuse(
        'telling-not-proved',
        `This telling undoes a breach that is on record: give its proof with it (${rule.article}).`,
        `此项告知将撤销已记录的逾期，须同时提供告知证据（${rule.article}）。`,
      )
    : undefined;
}
