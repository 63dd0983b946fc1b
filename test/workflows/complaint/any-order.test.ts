import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import { ENGINE } from '../../../events/envelope.ts';
import type { Actor, Instant } from '../../../events/envelope.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { complaint } from '../../../workflows/complaint/complaint.ts';
import { evolveAll } from '../../../workflows/complaint/evolve.ts';
import { nothing } from '../../../workflows/complaint/state.ts';
import type { ComplaintState } from '../../../workflows/complaint/state.ts';
import { box, clara, hana, head, lookedInto, proposal, rules, sun } from './a-case.ts';

/**
 * One complaint of 2 March, of which the same things happen on the same days: new facts, a mediation, an agreement on
 * its last day, the telling. Each is recorded when it happens, or only after the telling, in any order.
 */

const FIRST = Date.parse('2026-03-03T00:00:00.000Z');
const HOUR = 3_600_000;
const at = (hours: number): Instant => new Date(FIRST + hours * HOUR).toISOString();
/** Long after every telling. */
const LATE = 24 * 100;
const END = at(24 * 150);
const dayAt = (hours: number): string => at(hours).slice(0, 10);

type Step = { readonly by: Actor; readonly of: (state: ComplaintState) => ComplaintCommand | null };
type Happened = {
  readonly hours: number;
  /** For whoever reads a counterexample. */
  readonly what: string;
  readonly steps: readonly Step[];
};

const step = (by: Actor, command: ComplaintCommand): Step => ({ by, of: () => command });

const newFacts = (hours: number): Happened => ({
  ...{ hours, what: `facts ${at(hours)}` },
  steps: [
    step(clara, { type: 'RecordNewFacts', data: { receivedAt: at(hours), facts: box('a fee') } }),
    {
      by: head,
      of: ({ intake }) => {
        const [waits] = intake.unconfirmed;
        return waits === undefined
          ? null
          : { type: 'ConfirmNewFacts', data: { receipt: waits.receipt, reasons: box('new') } };
      },
    },
  ],
});

const agreement = (hours: number, length: number): Happened => ({
  ...{ hours, what: `agreed ${at(hours)} on ${dayAt(hours + length)}` },
  steps: [
    step(head, {
      type: 'RecordAgreement',
      data: {
        ...{ of: 'time-limit', clock: 'decide', evidence: box('Signed.') },
        ...{ agreedAt: at(hours), until: dayAt(hours + length) },
      },
    }),
  ],
});

const mediation = (hours: number, length: number): readonly Happened[] => [
  {
    ...{ hours, what: `mediation from ${at(hours)}` },
    steps: [
      step(head, {
        type: 'BeginMediation',
        data: {
          ...{ body: 'mediators', complainantAgrees: true, agreement: box('Application.') },
          appliedAt: at(hours),
        },
      }),
    ],
  },
  {
    ...{ hours: hours + length, what: `mediation until ${at(hours + length)}` },
    steps: [
      {
        by: head,
        of: ({ after }) => {
          const underWay = after.mediations.find(({ ended }) => !ended);
          return underWay === undefined
            ? null
            : {
                type: 'EndMediation',
                data: {
                  mediation: underWay.revision,
                  ...{ endedAt: at(hours + length), result: 'failed' },
                },
              };
        },
      },
    ],
  },
];

const telling = (hours: number): Happened => ({
  ...{ hours, what: `told ${at(hours)}` },
  steps: [
    step(hana, { type: 'ProposeDecision', data: proposal }),
    {
      by: sun,
      of: ({ proposal: proposed }) =>
        proposed && {
          type: 'SignOff',
          data: { proposal: proposed.revision, letterCommitment: proposed.letter.commitment },
        },
    },
    step(head, {
      type: 'RecordTelling',
      data: {
        ...{ channel: 'phone', toldAt: at(hours) },
        proof: { deed: 'dialled', evidence: box('Recording.') },
      },
    }),
  ],
});

/** The case after each is recorded at its hour, with all that the engine does in between. */
function lived(recorded: readonly { readonly hours: number; readonly happened: Happened }[]) {
  let events: readonly ComplaintEvent[] = lookedInto;
  let state = evolveAll(nothing, events);
  const refused: Step[] = [];
  for (const { hours, happened } of recorded.toSorted((one, other) => one.hours - other.hours)) {
    passUntil(at(hours));
    happened.steps.forEach((one) => take(one, at(hours)));
  }
  passUntil(END);
  // Whoever is refused because something else is not on record yet comes again.
  for (let left = refused.splice(0); left.length > 0; left = refused.splice(0)) {
    left.forEach((one) => take(one, END));
    if (refused.length === left.length) break;
  }
  const stops = events.flatMap((event) =>
    event.type === 'ClockStopped' && event.data.clock === 'decide' ? [event.data] : [],
  );
  const [clock] = state.clocks.filter(({ name }) => name === 'decide');
  const { dueAt, startsAt, breached } = clock ?? {};
  return { startsAt, dueAt, breached, inTime: stops.at(-1)?.inTime };

  function take(said: Step, now: Instant): void {
    const command = said.of(state);
    if (command !== null && !act(command, now, said.by)) refused.push(said);
  }

  function act(command: ComplaintCommand, now: Instant, actor: Actor): boolean {
    const decision = complaint.decide(state, command, { now, actor, rules });
    if ('refused' in decision) return false;
    events = [...events, ...decision.events];
    state = evolveAll(state, decision.events);
    return true;
  }

  function passUntil(now: Instant): void {
    for (let next = due(now); next !== undefined; next = due(now)) {
      const before = state.next;
      act(next.command, next.at, ENGINE);
      if (state.next === before) throw new Error(`Nothing came of ${next.name}.`);
    }
  }

  function due(now: Instant) {
    return complaint
      .deadlines(state)
      .filter((one) => one.at < now)
      .toSorted((one, other) => (one.at < other.at ? -1 : 1))[0];
  }
}

const hour = (from: number, to: number) => fc.integer({ min: from * 24, max: to * 24 });

test('the verdict rests on what happened and when, not on when it was recorded (Order 2020-3 arts. 18, 21, 23)', () => {
  fc.assert(
    fc.property(
      fc.array(hour(0, 30).map(newFacts), { maxLength: 2 }),
      // Of two agreements of one instant nothing says which of them is the last.
      fc.uniqueArray(
        fc.tuple(hour(0, 30), hour(1, 40)).map(([from, length]) => agreement(from + 0.25, length)),
        { maxLength: 2, selector: ({ hours }) => hours },
      ),
      fc.option(
        fc.tuple(hour(0, 20), hour(1, 15)).map(([from, length]) => mediation(from, length)),
        { nil: [] },
      ),
      hour(5, 60).map((hours) => hours + 0.5),
      fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }),
      (facts, agreed, mediated: readonly Happened[], toldAt, delays) => {
        const told = telling(toldAt);
        const before = [...facts, ...agreed].filter(({ hours }) => hours < toldAt);
        const recorded = [
          ...before.map((happened, index) => {
            const delay = delays[index] ?? 0;
            return { hours: delay > 20 ? LATE + delay : happened.hours, happened };
          }),
          ...mediated.map((happened, index) => ({ hours: LATE + 60 + index, happened })),
          { hours: toldAt, happened: told },
        ];
        const asItHappened = recorded.map(({ happened }) => ({ hours: happened.hours, happened }));
        const story = recorded
          .toSorted((one, other) => one.happened.hours - other.happened.hours)
          .map(({ hours, happened }) => `${happened.what}, recorded ${at(hours)}`);
        expect(lived(recorded), story.join('\n')).toEqual(lived(asItHappened));
      },
    ),
    { numRuns: 400 },
  );
});
