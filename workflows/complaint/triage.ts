import { inChineseWords } from '../../events/complaint/code-words.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { startAccepted } from './start-clocks.ts';
import type { CommandData } from './commands.ts';
import { whileTelling } from './handle.ts';
import { partsOf } from './intake-rules.ts';
import { refuse } from './refuse.ts';
import { isSecondLead } from './relations.ts';
import { retentionBegins } from './retention.ts';
import type { ComplaintState } from './state.ts';
import { stopAll } from './stop-clocks.ts';

/**
 * A letter may hold more than a complaint: a report of a violation (举报), a petition (信访), an enquiry. Which of them
 * there are, and where each goes, is data of the regimes of the case.
 */
export function triage(
  state: ComplaintState,
  { parts }: CommandData<'TriageComplaint'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor } = context;
  const refused = whileTelling(state);
  if (refused !== undefined) return refused;
  const known = partsOf(state, context);
  const astray = refuseAstray(known, parts);
  if (astray !== undefined) return astray;
  if (parts.some(({ way, to }) => (way === 'passed-on') !== (to !== undefined)))
    return refuse(
      'passed-on-to-nobody',
      'A part that is passed on says to whom, and no other part does.',
      '转送的事项应当写明转送单位，其他事项不填。',
    );
  const triaged: ComplaintEvent = { type: 'ComplaintTriaged', data: { parts, by: actor.id } };
  if (parts.some(({ kind }) => kind === 'complaint'))
    return { events: [triaged, ...startAccepted(state, context)] };
  if (!isSecondLead(state, actor))
    return refuse(
      'takes-a-lead',
      'Only somebody who leads and never handled the case may find that a letter holds no complaint, since that ends it.',
      '认定来件不含投诉事项将终止案件，应由未经办过本案的主管及以上人员作出。',
    );
  return {
    events: [
      triaged,
      { type: 'FoundNoComplaint', data: { ...whatAComplaintIs(known), by: actor.id } },
      ...stopAll(state, now),
      { type: 'CaseClosed', data: { by: actor.id } },
      retentionBegins(state, now, context.rules),
    ],
  };
}

type Known = ReturnType<typeof partsOf>;

/** A part that no rule of the case knows, or that goes another way than its rule says. */
function refuseAstray(
  known: Known,
  parts: CommandData<'TriageComplaint'>['parts'],
): { readonly refused: Refusal } | undefined {
  // Where nothing is said of parts, nothing is demanded of them.
  if (known.length === 0) return undefined;
  for (const { kind, way } of parts) {
    const found = known.filter(({ rule }) => rule.name === kind);
    if (found.length === 0) return refuseUnknown(known, kind);
    const against = found.find(({ rule }) => !rule.ways.includes(way));
    if (against === undefined) continue;
    const { rule, source } = against;
    return refuse(
      'wrong-way',
      `A part that is a ${kind} is ${rule.ways.join(' or ')}, not ${way} (${source.text.en}).`,
      `类别为${inChineseWords(kind)}的事项不得按${inChineseWords(way)}处理（${source.text.zh}）。`,
    );
  }
  return undefined;
}

function refuseUnknown(known: Known, kind: string): { readonly refused: Refusal } {
  const names = [...new Set(known.map(({ rule }) => rule.name))];
  return refuse(
    'no-such-part',
    `The rules of this case know no ${kind}: a part is ${names.join(' or ')}.`,
    `本案适用的规则没有类别“${inChineseWords(kind)}”，可用类别：${names.map(inChineseWords).join('、')}。`,
  );
}

/** Where it is written what a complaint is, and so what is none. */
function whatAComplaintIs(known: Known) {
  const source = known.find(({ rule }) => rule.name === 'complaint')?.source;
  const { article, mark } = source ?? { article: 'no rule of this case says', mark: 'P' };
  return { article, mark };
}
