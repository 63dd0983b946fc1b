import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENGINE } from '../events/envelope.ts';
import type { Instant, Json, Message } from '../events/envelope.ts';
import { play } from '../workflows/play.ts';
import type { Timed } from '../workflows/play.ts';
import type { Deadline, Errand, Kind } from '../workflows/process.ts';
import { standing } from '../workflows/standing.ts';
import { visit } from '../workflows/visit.ts';
import type { Folded, Rules } from '../workflows/visit.ts';

export type LawsOf = {
  readonly kind: Kind;
  readonly rules: Rules;
  /** Lives of a case: submissions in order of their instants. Senseless ones are welcome. */
  readonly lives: fc.Arbitrary<readonly Timed[]>;
  /** What the errand's activity would answer when it succeeds. */
  readonly answerTo: (errand: Errand<Message>, at: Instant) => Message;
  readonly runs?: number;
};

/** After the last submission of a life, so that its deadlines fall due as well. */
const AFTERWARDS = 400 * 24 * 3_600_000;

/**
 * The laws every process keeps. They are checked in every state that a life passes through:
 * state survives JSON and is never changed in place; what is listed has its own name; a listed deadline's command, a
 * listed errand's answer and its `otherwise` are accepted, and then it is gone from the list; repeating a recorded
 * submission changes nothing; `decide` never throws; nothing is listed for ever.
 */
export function laws({ kind, rules, lives, answerTo, runs = 200 }: LawsOf): void {
  const { process, words } = kind;

  const accepts = (
    state: unknown,
    revision: number,
    command: Message,
    now: Instant,
  ): { state: unknown; events: number } => {
    const context = { now, actor: ENGINE, rules: rules(() => undefined) };
    const decision = process.decide(state, command, context);
    if ('refused' in decision) expect.fail(`${command.type}: ${decision.refused.code}`);
    let next = state;
    for (const [index, event] of decision.events.entries()) {
      words.check(event);
      next = frozen(process.evolve(next, event, revision + 1 + index));
    }
    return { state: next, events: decision.events.length };
  };

  const checkDeadline = (state: unknown, revision: number, deadline: Deadline<Message>): void => {
    const after = accepts(state, revision, deadline.command, deadline.at);
    expect(after.events, `${deadline.name} must change something`).toBeGreaterThan(0);
    expect(process.deadlines(after.state).map(({ name }) => name)).not.toContain(deadline.name);
  };

  const checkErrand = (state: unknown, revision: number, errand: Errand<Message>, at: string) => {
    expect(errand.withinSeconds, 'whole seconds').toSatisfy(Number.isSafeInteger);
    for (const command of [answerTo(errand, at), errand.otherwise]) {
      const after = accepts(state, revision, command, at);
      expect(after.events, `${errand.name} must change something`).toBeGreaterThan(0);
      expect(process.errands(after.state).map(({ name }) => name)).not.toContain(errand.name);
    }
  };

  const checkState = (state: unknown, revision: number, at: Instant): void => {
    expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
    const [deadlines, errands] = [process.deadlines(state), process.errands(state)];
    const names = [...deadlines, ...errands].map(({ name }) => name);
    expect(new Set(names).size, 'names are unique').toBe(names.length);
    for (const deadline of deadlines) checkDeadline(state, revision, deadline);
    for (const errand of errands) checkErrand(state, revision, errand, at);
    const { wakeAt, errands: listed } = standing(process, state, revision);
    expect(JSON.parse(JSON.stringify(listed))).toStrictEqual(listed);
    if (wakeAt !== undefined) expect(new Date(wakeAt).toISOString()).toBe(wakeAt);
  };

  describe(`the laws, kept by ${process.name}`, () => {
    test('hold in every state that a life passes through', () => {
      fc.assert(
        fc.property(lives, (life) => {
          const until = new Date(Date.parse(life.at(-1)?.at ?? EPOCH) + AFTERWARDS).toISOString();
          const played = play(kind, life, until, rules);
          let state = frozen(process.initial);
          checkState(state, -1, EPOCH);
          for (const { event, revision, meta } of played.events) {
            expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event);
            state = frozen(process.evolve(state, frozen(event), revision));
            checkState(state, revision, meta.occurredAt);
          }
          expect(state).toStrictEqual(played.state);
          expect(process.deadlines(state).filter(({ at }) => at < until)).toEqual([]);
          for (const answer of played.answers) expect(answer.status).not.toBe('fault');
        }),
        { numRuns: runs },
      );
    });

    test('repeating a recorded submission changes nothing', () => {
      fc.assert(
        fc.property(lives, (life) => {
          const end = life.at(-1)?.at ?? EPOCH;
          const once = play(kind, life, end, rules);
          const twice = play(
            kind,
            life.flatMap((timed) => [timed, timed]),
            end,
            rules,
          );
          expect(twice.events).toStrictEqual(once.events);
        }),
        { numRuns: runs },
      );
    });

    test('a look at any later instant never breaks a rule', () => {
      fc.assert(
        fc.property(lives, fc.integer({ min: 0, max: AFTERWARDS }), (life, pause) => {
          const end = life.at(-1)?.at ?? EPOCH;
          const { state, events } = play(kind, life, end, rules);
          const folded: Folded = {
            state,
            revision: events.length - 1,
            decidedAt: end,
            linesOf: () => [],
          };
          const later = new Date(Date.parse(end) + pause).toISOString();
          expect(visit(kind, folded, [], later, rules).broken).toEqual([]);
        }),
        { numRuns: runs },
      );
    });
  });
}

const EPOCH = '2026-01-01T00:00:00.000Z';

/** Deeply frozen, so that a change in place throws. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value as { [key: string]: Json })) frozen(inner);
  }
  return value;
}
