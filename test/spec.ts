import { expect } from 'vitest';
import { SAID_IN_CHINESE } from '../events/complaint/code-words.ts';
import { ENGINE } from '../events/envelope.ts';
import type { Actor, Instant, Message } from '../events/envelope.ts';
import { ruleBook } from '../regimes/rule-book.ts';
import type { RuleBook } from '../regimes/rule-book.ts';
import type { Context, Decision, Process, Words } from '../workflows/process.ts';
import { frozen } from '../simulation/state-laws.ts';

/** An event as a test expects it: its type alone, or with the data that the rule speaks of. */
export type Expected = string | { readonly type: string; readonly data: object };

/** The instant and the actor of a decision; the rules are those of the spec unless others are given. */
export type When = { readonly at: Instant; readonly by?: Actor; readonly rules?: RuleBook };

/**
 * The verb triple of a process: `given(events).when(command, context).then(events)`, or `.then({ refused: code })`.
 * Also `given(events).awaits({ name: instant })` and `.asks([name])` for what is outstanding. Given events must
 * be words of the process, and every state on the way must survive JSON; it is deeply frozen, so that a decision
 * which changes it in place throws.
 */
export function specOf<State, Command extends Message, Event extends Message>(
  process: Process<State, Command, Event>,
  words: Words,
  rules: RuleBook = ruleBook([]),
) {
  const fold = (events: readonly Event[]): State =>
    events.reduce<State>((state, event, revision) => {
      words.check(event);
      const next = process.evolve(state, frozen(structuredClone(event)), revision);
      expect(JSON.parse(JSON.stringify(next)), 'state survives JSON').toStrictEqual(next);
      return frozen(next);
    }, frozen(process.initial));

  const decided = (events: readonly Event[], command: Command, when: When): Decision<Event> => {
    const context: Context = { now: when.at, actor: when.by ?? ENGINE, rules: when.rules ?? rules };
    const decision = process.decide(fold(events), frozen(structuredClone(command)), context);
    if ('events' in decision) fold([...events, ...decision.events]);
    return decision;
  };

  const given = (...lists: readonly (readonly Event[])[]) => {
    const events = lists.flat();
    return {
      when: (command: Command, when: When) => ({
        then: (expected: readonly Expected[] | { readonly refused: string }): void =>
          check(decided(events, command, when), expected),
      }),
      /** The case as it is after the commands, for a story's next sentence. */
      after: (command: Command, when: When): readonly Event[] => {
        const decision = decided(events, command, when);
        if ('refused' in decision) expect.fail(`${command.type}: ${decision.refused.code}`);
        return [...events, ...decision.events];
      },
      awaits: (expected: { readonly [name: string]: Instant }): void => {
        const listed = process.deadlines(fold(events)).map(({ name, at }) => [name, at]);
        expect(Object.fromEntries(listed)).toStrictEqual(expected);
      },
      asks: (expected: readonly string[]): void => {
        expect(process.errands(fold(events)).map(({ name }) => name)).toStrictEqual(expected);
      },
      state: (): State => fold(events),
    };
  };
  return { given };
}

/** Codes that stand bare in a Chinese sentence though they have a word; one in brackets follows its word. */
function codesIn(zh: string): readonly string[] {
  const tokens = zh.match(/(?<![\w.@（-])[a-z]+(?:-[a-z]+)*(?![\w.@-])/g) ?? [];
  return tokens.filter((token) => SAID_IN_CHINESE.includes(token));
}

function check(
  decision: Decision<Message>,
  expected: readonly Expected[] | { readonly refused: string },
): void {
  if ('refused' in expected) {
    expect(decision).toMatchObject({ refused: { code: expected.refused } });
    if ('refused' in decision) {
      expect(decision.refused.because.en).toMatch(/^\p{Lu}.*\.$/su);
      expect(decision.refused.because.zh).toMatch(/\p{Script=Han}.*。$/su);
      expect(codesIn(decision.refused.because.zh), decision.refused.because.zh).toEqual([]);
    }
    return;
  }
  const events = expected.map((event) => (typeof event === 'string' ? { type: event } : event));
  expect(decision).toMatchObject({ events });
}
