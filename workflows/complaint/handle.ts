import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { sameJson } from '../../events/same-json.ts';
import type { Context, Decision } from '../process.ts';
import { startAccepted } from './start-clocks.ts';
import { refuseUnfit } from './class-of-case.ts';
import type { CommandData } from './commands.ts';
import { interestsOf, mustStandAside } from './recusal.ts';
import { refuse } from './refuse.ts';
import { isBeingTold } from './state.ts';
import type { ComplaintState } from './state.ts';

export function classify(
  state: ComplaintState,
  data: CommandData<'ClassifyComplaint'>,
  context: Context,
): Decision<ComplaintEvent> {
  const refused = whileTelling(state);
  if (refused !== undefined) return refused;
  const said = state.classification?.said;
  if (said !== undefined && sameJson(said, { ...data, by: said.by })) return { events: [] };
  const unfit = refuseUnfit(state, data.class, context.rules);
  if (unfit !== undefined) return unfit;
  return {
    events: [
      { type: 'ComplaintClassified', data: { ...data, by: context.actor.id } },
      ...voided(state, 'reclassified'),
      ...startAccepted(state, context),
    ],
  };
}

/** Only to whom no rule of the case tells to stand aside. */
export function assign(
  state: ComplaintState,
  { handler, unit, involved = [] }: CommandData<'AssignCase'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { actor } = context;
  const refused = mustStandAside(state, handler, context, 'assignment', involved);
  if (refused !== undefined) return refused;
  const interests = interestsOf(state, involved, context);
  const sameHandler = state.handler === handler;
  if (sameHandler && state.handling.unit === unit) return { events: interests };
  return {
    events: [
      ...interests,
      { type: 'CaseAssigned', data: { handler, unit, by: actor.id, at: context.now } },
      // Whoever proposed a decision answers for it in another unit as well.
      ...(sameHandler || stands(state) ? [] : voided(state, 'reassigned')),
      ...startAccepted(state, context),
    ],
  };
}

export function recordFinding(
  state: ComplaintState,
  { finding, corrects }: CommandData<'RecordFinding'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const refused = whileTelling(state);
  if (refused !== undefined) return refused;
  if (corrects !== undefined && !state.findings.includes(corrects))
    return refuse(
      'no-such-finding',
      `No finding stands at revision ${corrects}.`,
      `修订号 ${corrects} 处没有调查结论。`,
    );
  return {
    events: [
      { type: 'FindingRecorded', data: { finding, corrects: corrects ?? null, by: actor.id } },
      ...voided(state, 'new-finding'),
    ],
  };
}

/** A decision rests on facts: once they change it is void, and with it the sign-off. */
export function voided(
  { proposal }: ComplaintState,
  because: 'reclassified' | 'new-finding' | 'new-facts' | 'reassigned' | 'review-requested',
): readonly ComplaintEvent[] {
  return proposal === null
    ? []
    : [{ type: 'DecisionVoided', data: { proposal: proposal.revision, because } }];
}

/** A decision that is on its way, or that need not be told, is changed no more. */
function stands(state: ComplaintState): boolean {
  return isBeingTold(state) || state.decided.excused;
}

/** The refusal to change what a decision rests on once it is on its way. */
export function whileTelling(state: ComplaintState): ReturnType<typeof refuse> | undefined {
  return stands(state)
    ? refuse(
        'decision-being-told',
        'The decision has been told, or is on its way; its facts can no longer change.',
        '处理决定已经告知或正在送达，相关事实不得再变更。',
      )
    : undefined;
}
