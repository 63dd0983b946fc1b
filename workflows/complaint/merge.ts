import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Decision, Errand } from '../process.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { endByRegime, saidByRegime } from './end-by-regime.ts';
import type { Ended } from './end-by-regime.ts';
import { whileTelling } from './handle.ts';
import { inTheFuture, newFacts } from './new-facts.ts';
import { refuse } from './refuse.ts';
import { retentionBegins } from './retention.ts';
import type { ComplaintState } from './state.ts';
import { stopEnded } from './stop-clocks.ts';

/**
 * Order 2020-3 art. 18: a repeat within the period may be merged. The other case is asked first; this one goes on until
 * it has accepted, and then ends pointing at it. Of two that would merge into each other both are refused.
 */
const CASE_WITHIN_SECONDS = 120;

export function mergeInto(
  state: ComplaintState,
  data: CommandData<'MergeIntoCase'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const { merge } = state.intake;
  if (merge?.into === data.into || state.intake.mergedInto === data.into) return { events: [] };
  if (merge !== null)
    return refuse(
      'merge-under-way',
      `The case is being merged into ${merge.into} already; wait for its answer.`,
      `案件正在并入 ${merge.into}，请等待其答复。`,
    );
  const refused = whileTelling(state) ?? inTheFuture(data.newFactsAt, now);
  return refused ?? { events: [{ type: 'MergeAsked', data: { ...data, by: actor.id } }] };
}

/** Another case asks to end in this one. */
export function acceptMerge(
  state: ComplaintState,
  { from, newFactsAt, by }: CommandData<'AcceptMerge'>,
  context: Context,
): Decision<ComplaintEvent> {
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
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const { merge } = state.intake;
  if (merge?.revision !== revision) return { events: [] };
  if (outcome.status !== 'recorded' && outcome.status !== 'accepted')
    return {
      events: [
        { type: 'MergeRefused', data: { merge: revision, code: outcome.code ?? outcome.status } },
      ],
    };
  const points = { merge: revision, into: merge.into };
  // A case that was withdrawn in between has ended already; it points at the other all the same.
  if (state.status !== 'open') return { events: [{ type: 'CaseMerged', data: points }] };
  const end = endByRegime(state, { rules, at: now }, (regime) => mergedBy(regime, now));
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

/** A case under a regime that knows no merging is answered by itself, though it was joined to another. */
function mergedBy({ repeats = [] }: Regime, at: Instant): Ended | undefined {
  const rule = repeats.find(({ effect }) => effect === 'may-merge');
  return rule === undefined ? undefined : { at, rule };
}

/** What the other case is asked. */
export function mergeErrands({ intake }: ComplaintState): readonly Errand<ComplaintCommand>[] {
  if (intake.merge === null) return [];
  const { revision, into, newFactsAt, by } = intake.merge;
  return [
    {
      name: `merge@${revision}`,
      activity: 'submit-to-case',
      input: {
        case: into,
        command: { type: 'AcceptMerge', data: newFactsAt === undefined ? {} : { newFactsAt, by } },
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
