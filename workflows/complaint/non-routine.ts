import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import { count } from '../calendar.ts';
import type { Context, Deadline, Decision } from '../process.ts';
import { raised } from './escalate.ts';
import type { CommandData, ComplaintCommand } from './commands.ts';
import { markerRule, markersKnown } from './non-routine-rules.ts';
import type { Marking } from './non-routine-state.ts';
import { refuse } from './refuse.ts';
import { everHandled } from './relations.ts';
import type { ComplaintState } from './state.ts';

/** Complaints out of the ordinary: marked by a rule or by a person, with steps to be ticked off and a rank told. */

export function mark(
  state: ComplaintState,
  { marker, reasons }: CommandData<'MarkNonRoutine'>,
  context: Context,
): Decision<ComplaintEvent> {
  if (markerRule(state, marker, context) !== undefined)
    return { events: marked(state, marker, { because: 'person', reasons }, context) };
  const known = markersKnown(state, context);
  return refuse(
    'no-such-marker-in-rules',
    `Neither the regimes of this case nor the house's rules have a marker ${marker} (markers); there are ${known.join(', ') || 'none'}.`,
    `本案适用的监管规则及内部规则均未规定标记 ${marker}（markers）；现有：${known.join('、') || '无'}。`,
  );
}

/**
 * The events of a marking: none when the case is marked so already, or when no rule knows the marker. Its source is
 * that of the rule which brings it, or else the marker's own.
 */
export function marked(
  state: ComplaintState,
  marker: string,
  why: Pick<EventData<'NonRoutineMarked'>, 'because' | 'reasons'>,
  context: Context,
  source?: Pick<EventData<'NonRoutineMarked'>, 'article' | 'mark'>,
): readonly ComplaintEvent[] {
  const { nonRoutine } = state;
  const { now, actor } = context;
  const found = markerRule(state, marker, context);
  if (found === undefined || nonRoutine.markings.some((one) => one.marker === marker)) return [];
  const { steps, tell, suspicion = false, clock } = found.rule;
  const { article, mark: sure } = source ?? found.rule;
  return [
    {
      type: 'NonRoutineMarked',
      data: {
        marker,
        ...why,
        steps: steps.map(({ name }) => name),
        tell,
        suspicion,
        clock: clock === undefined ? null : promised(clock, now, found.regime.zone),
        article,
        mark: sure,
        by: actor.id,
      },
    },
    ...raised(state, { to: tell, because: 'non-routine' }, actor),
  ];
}

/** What is promised of a step, as it stands in the event. */
function promised(
  { metBy, within, limit, article, mark: sure }: MarkerClock,
  from: Instant,
  zone: string,
): EventData<'NonRoutineMarked'>['clock'] {
  return { dueAt: count(from, within, zone, false).dueAt, metBy, limit, article, mark: sure };
}

type MarkerClock = NonNullable<NonNullable<Regime['markers']>[number]['clock']>;

/** A suspicion about the complainant's side is no fact until somebody else shares it. */
export function confirmMarker(
  state: ComplaintState,
  { marking }: CommandData<'ConfirmMarker'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const known = inForce(state, marking);
  if (known === undefined) return noSuchMarking(marking);
  if (!known.suspicion) return { events: [] };
  if (known.by === actor.id)
    return refuse(
      'same-person',
      'A suspicion is confirmed by a second person, not by whoever raised it.',
      '疑似标记应由提出人以外的第二人确认。',
    );
  return { events: [{ type: 'NonRoutineConfirmed', data: { marking, by: actor.id } }] };
}

/** What makes a case one to watch is taken back neither by whoever said so nor by whoever is watched handling it. */
export function liftMarker(
  state: ComplaintState,
  { marking, reasons }: CommandData<'LiftMarker'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const known = inForce(state, marking);
  if (known === undefined) return noSuchMarking(marking);
  if (known.by === actor.id || everHandled(state, actor.id))
    return refuse(
      'same-person',
      'A marker is lifted by a second person, neither the one who set it nor who handles or ever handled the case.',
      '标记应由第二人解除：设定人、现任及历任经办人均不得解除。',
    );
  return { events: [{ type: 'NonRoutineLifted', data: { marking, reasons, by: actor.id } }] };
}

/** Done at the very instant it is due is in time; done in time and recorded late revokes what was recorded. */
export function tickStep(
  state: ComplaintState,
  data: CommandData<'TickStep'>,
  { now, actor }: Context,
): Decision<ComplaintEvent> {
  const { marking, step, doneAt } = data;
  const known = inForce(state, marking);
  if (known === undefined) return noSuchMarking(marking);
  if (!known.steps.includes(step))
    return refuse(
      'no-such-step',
      `The marker ${known.marker} has no step ${step}; it has ${known.steps.join(', ')}.`,
      `标记 ${known.marker} 没有步骤 ${step}，可选：${known.steps.join('、')}。`,
    );
  if (known.done.includes(step)) return { events: [] };
  if (doneAt > now)
    return refuse(
      'done-in-the-future',
      'A step cannot have been done later than now.',
      '步骤完成时间不能晚于当前时间。',
    );
  const { clock, overdue } = known;
  const revoked: readonly ComplaintEvent[] =
    overdue && clock?.metBy === step && doneAt <= clock.dueAt
      ? [
          {
            type: 'NonRoutineOverdueRevoked',
            data: { marking, dueAt: clock.dueAt, because: 'done-in-time-recorded-late' },
          },
        ]
      : [];
  return {
    events: [...revoked, { type: 'NonRoutineStepDone', data: { ...data, by: actor.id } }],
  };
}

export function markerOverdue(
  state: ComplaintState,
  { marking }: CommandData<'RecordMarkerOverdue'>,
): Decision<ComplaintEvent> {
  const clock = waitsFor(inForce(state, marking));
  if (clock === undefined) return { events: [] };
  const { dueAt, metBy: step, limit, article, mark: sure } = clock;
  return {
    events: [
      { type: 'NonRoutineOverdue', data: { marking, step, dueAt, limit, article, mark: sure } },
    ],
  };
}

/** What falls due of the markers in force: the step that has an hour. */
export function nonRoutineDeadlines({
  nonRoutine,
}: ComplaintState): readonly Deadline<ComplaintCommand>[] {
  return nonRoutine.markings.flatMap((one) => {
    const { marking, marker } = one;
    const clock = waitsFor(one);
    return clock === undefined
      ? []
      : [
          {
            name: `${marker}-${clock.metBy}@${marking}`,
            at: clock.dueAt,
            command: { type: 'RecordMarkerOverdue', data: { marking } },
          },
        ];
  });
}

/** The clock of a marking while its step is neither done nor recorded as overdue. */
function waitsFor(marking: Marking | undefined): NonNullable<Marking['clock']> | undefined {
  if (marking === undefined || marking.clock === null) return undefined;
  const { clock, done, overdue } = marking;
  return overdue || done.includes(clock.metBy) ? undefined : clock;
}

function inForce({ nonRoutine }: ComplaintState, marking: number): Marking | undefined {
  return nonRoutine.markings.find((one) => one.marking === marking);
}

function noSuchMarking(marking: number): ReturnType<typeof refuse> {
  return refuse(
    'no-such-marker',
    `No marker in force was set at revision ${marking}.`,
    `修订号 ${marking} 处没有有效的标记。`,
  );
}
