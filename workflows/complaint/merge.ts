import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Decision, Errand, Refusal } from '../process.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { endByRegime, saidByRegime } from './end-by-regime.ts';
import type { EndByRegime, Ended } from './end-by-regime.ts';
import { whileTelling } from './handle.ts';
import { endsByMerge, lostBy, refuseLoss } from './merge-losses.ts';
import type { Owed } from './merge-losses.ts';
import { inTheFuture, newFacts } from './new-facts.ts';
import { refuse } from './refuse.ts';
import { isSecondLead } from './relations.ts';
import { retentionBegins } from './retention.ts';
import { HOUSE_RULE } from './source.ts';
import type { ComplaintState } from './state.ts';
import { stopEnded } from './stop-clocks.ts';

/**
 * Order 2020-3 art. 18: a repeat within the period may be merged. The other case is asked first; this one goes on until
 * it has accepted, and then ends pointing at it. Of two that would merge into each other both are refused. That two are
 * the same is the handler's word only where the house found them alike itself, and no time limit of the law is lost.
 */
const CASE_WITHIN_SECONDS = 120;

export function mergeInto(
  state: ComplaintState,
  data: CommandData<'MergeIntoCase'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor, rules } = context;
  const { merge } = state.intake;
  if (merge?.into === data.into || state.intake.mergedInto === data.into) return { events: [] };
  if (merge !== null)
    return refuse(
      'merge-under-way',
      `The case is being merged into ${merge.into} already; wait for its answer.`,
      `案件正在并入 ${merge.into}，请等待其答复。`,
    );
  const refused =
    refuseUnlike(state, data.into, actor) ??
    whileTelling(state) ??
    inTheFuture(data.newFactsAt, now);
  if (refused !== undefined) return refused;
  const ends = endsByMerge(state, endOf(state, context), rules);
  return { events: [{ type: 'MergeAsked', data: { ...data, ends, by: actor.id } }] };
}

/** Whoever handled the complaint would be rid of it, in a case of anybody. */
function refuseUnlike(
  state: ComplaintState,
  into: string,
  actor: Actor,
): { readonly refused: Refusal } | undefined {
  const isAlike = state.intake.alike.includes(into);
  return isAlike || isSecondLead(state, actor)
    ? undefined
    : refuse(
        'takes-a-lead',
        `Case ${into} is none that the house found to be alike: only somebody who leads and never handled this complaint may merge it there (${HOUSE_RULE.en}).`,
        `案件 ${into} 不在系统提示的疑似重复案件之列，仅未经办过本投诉的主管及以上人员可决定并入（${HOUSE_RULE.zh}）。`,
      );
}

/** Another case asks to end in this one. */
export function acceptMerge(
  state: ComplaintState,
  { from, newFactsAt, by, ends }: CommandData<'AcceptMerge'>,
  context: Context,
): Decision<ComplaintEvent> {
  const loses = ends && refuseLoss(state, ends, context.rules);
  if (loses !== undefined) return loses;
  if (state.intake.mergedFrom.includes(from)) return { events: [] };
  if (state.intake.merge !== null)
    return refuse(
      'merging-itself',
      'This case is being merged into another itself.',
      '本案正在并入其他案件。',
    );
  const refused = whileTelling(state);
  if (refused !== undefined) return refused;
  const accepted: ComplaintEvent = { type: 'MergeAccepted', data: { from } };
  if (newFactsAt === undefined) return { events: [accepted] };
  const said = { receivedAt: newFactsAt, from, by: by ?? context.actor.id };
  const facts = newFacts(state, said, context);
  return 'refused' in facts ? facts : { events: [accepted, ...facts.events] };
}

export function mergeAnswered(
  state: ComplaintState,
  { merge: revision, outcome }: CommandData<'RecordMergeAnswer'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor, rules } = context;
  const { merge } = state.intake;
  if (merge?.revision !== revision) return { events: [] };
  const refused = (code: string): Decision<ComplaintEvent> => ({
    events: [{ type: 'MergeRefused', data: { merge: revision, code } }],
  });
  if (outcome.status !== 'recorded' && outcome.status !== 'accepted')
    return refused(outcome.code ?? outcome.status);
  const points = { merge: revision, into: merge.into };
  // A case that was withdrawn in between has ended already; it points at the other all the same.
  if (state.status !== 'open') return { events: [{ type: 'CaseMerged', data: points }] };
  const end = endOf(state, context);
  if (merge.ends !== undefined && isMore(endsByMerge(state, end, rules), merge.ends))
    return refused('merge-outdated');
  const closing: readonly ComplaintEvent[] = [
    { type: 'CaseClosed', data: { by: actor.id } },
    retentionBegins(state, now, rules),
  ];
  return {
    events: [
      { type: 'CaseMerged', data: { ...points, ...saidByRegime(end) } },
      ...stopEnded(state, end),
      ...(end.goesOn.length === 0 ? closing : []),
    ],
  };
}

/** More would end by now than the other case was asked to take in. */
function isMore(ends: Owed, asked: Owed): boolean {
  const { regimes, clocks } = lostBy(ends, asked);
  return regimes.length + clocks.length > 0;
}

function endOf(state: ComplaintState, { rules, now }: Context): EndByRegime {
  return endByRegime(state, { rules, at: now }, (regime) => mergedBy(regime, now));
}

/** A case under a regime that knows no merging is answered by itself, though it was joined to another. */
function mergedBy({ repeats = [] }: Regime, at: Instant): Ended | undefined {
  const rule = repeats.find(({ effect }) => effect === 'may-merge');
  return rule === undefined ? undefined : { at, rule };
}

/** What the other case is asked. */
export function mergeErrands({ intake }: ComplaintState): readonly Errand<ComplaintCommand>[] {
  if (intake.merge === null) return [];
  const { revision, into, newFactsAt, by, ends } = intake.merge;
  const facts = newFactsAt === undefined ? {} : { newFactsAt, by };
  return [
    {
      name: `merge@${revision}`,
      activity: 'submit-to-case',
      input: {
        case: into,
        command: { type: 'AcceptMerge', data: { ...facts, ...(ends && { ends }) } },
        answer: { type: 'RecordMergeAnswer', data: { merge: revision } },
      },
      withinSeconds: CASE_WITHIN_SECONDS,
      otherwise: {
        type: 'RecordMergeAnswer',
        data: { merge: revision, outcome: { status: 'no-answer' } },
      },
    },
  ];
}
