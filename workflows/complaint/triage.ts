import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision } from '../process.ts';
import { startAccepted } from './accepted-clocks.ts';
import type { CommandData } from './commands.ts';
import { whileTelling } from './handle.ts';
import { refuse } from './refuse.ts';
import { LEADING } from './relations.ts';
import { retentionBegins } from './retention.ts';
import type { ComplaintState } from './state.ts';
import { stopAll } from './stop-clocks.ts';

/**
 * A letter may hold more than a complaint. Order 2020-3 art. 32: what is a report of a violation (举报) or a petition
 * (信访) follows its own rule; only what asserts a claim against the firm is a complaint (art. 2).
 */
type Part = EventData<'ComplaintTriaged'>['parts'][number];

const ways: { readonly [Kind in Part['kind']]: readonly Part['way'][] } = {
  complaint: ['accepted'],
  report: ['passed-on'],
  petition: ['passed-on'],
  enquiry: ['answered', 'passed-on'],
};

export function triage(
  state: ComplaintState,
  { parts }: CommandData<'TriageComplaint'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor } = context;
  const refused = whileTelling(state);
  if (refused !== undefined) return refused;
  const astray = parts.find(({ kind, way }) => !ways[kind].includes(way));
  if (astray !== undefined)
    return refuse(
      'wrong-way',
      `A part that is a ${astray.kind} is ${ways[astray.kind].join(' or ')}, not ${astray.way} (Order 2020-3 art. 32).`,
      `类别为 ${astray.kind} 的事项不得按 ${astray.way} 处理（2020年第3号令第三十二条）。`,
    );
  if (parts.some(({ way, to }) => (way === 'passed-on') !== (to !== undefined)))
    return refuse(
      'passed-on-to-nobody',
      'A part that is passed on says to whom, and no other part does.',
      '转送的事项应当写明转送单位，其他事项不填。',
    );
  const triaged: ComplaintEvent = { type: 'ComplaintTriaged', data: { parts, by: actor.id } };
  if (parts.some(({ kind }) => kind === 'complaint'))
    return { events: [triaged, ...startAccepted(state, context)] };
  if (!LEADING.includes(actor.role))
    return refuse(
      'takes-a-lead',
      'Only somebody who leads may find that a letter holds no complaint, since that ends the case.',
      '认定来件不含投诉事项将终止案件，应由主管及以上人员作出。',
    );
  return {
    events: [
      triaged,
      {
        type: 'FoundNoComplaint',
        data: { article: 'Order 2020-3 art. 2, art. 32', mark: 'V', by: actor.id },
      },
      ...stopAll(state, now),
      { type: 'CaseClosed', data: { by: actor.id } },
      retentionBegins(state, now, context.rules),
    ],
  };
}
