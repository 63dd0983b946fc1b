import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant, Message } from '../events/envelope.ts';
import { brokenStateLaws, frozen } from '../simulation/state-laws.ts';
import { play } from '../workflows/play.ts';
import type { Timed } from '../workflows/play.ts';
import type { Errand, Kind } from '../workflows/process.ts';
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

/** How many lives each law is tried on; REDRESS_PROPERTY_RUNS tries more. */
const LIVES = Number(process.env['REDRESS_PROPERTY_RUNS'] ?? 300);

/** After the last submission of a life, so that its deadlines fall due as well. */
const AFTERWARDS = 400 * 24 * 3_600_000;

/**
 * The laws every process keeps. Those of `simulation/state-laws.ts` are checked in every state that a life passes
 * through; and repeating a recorded submission changes nothing; `decide` never throws; nothing is listed for ever.
 */
export function laws({ kind, rules, lives, answerTo, runs = LIVES }: LawsOf): void {
  const { process } = kind;
  const checkState = (state: unknown, revision: number, at: Instant): void =>
    expect(brokenStateLaws({ kind, rules, answerTo }, { state, revision, at })).toEqual([]);

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
