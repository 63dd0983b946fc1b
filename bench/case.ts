import type { Json, Message } from '../events/envelope.ts';
import type { ComplaintEvent } from '../events/complaint/complaint-events.ts';
import { box } from './generated-events.ts';
import { complaint } from '../workflows/complaint/complaint.ts';
import type { ComplaintCommand } from '../workflows/complaint/commands.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { longCase } from './long-case.ts';
import type { LongCase } from './long-case.ts';

/** All in microseconds. */
export type CaseBench = {
  readonly result: {
    readonly events: number;
    /** Deciding one command and evolving what it brings, on the state of the long case. */
    readonly command: Spread;
    /** The same with the whole case folded from its events first, as after a restart. */
    readonly fromEvents: Spread;
    /** The baseline: the state written as JSON and read back. */
    readonly json: Spread;
    /** Medians of command to JSON: below 1 a command costs less than copying the state. */
    readonly ratio: number;
  };
  readonly table: string;
};

type Spread = { readonly median: number; readonly p99: number };

const EVENTS = 200;
/** Rounds that are run but not counted, while code is compiled. */
const WARM_UP = 200;

/**
 * How long a command to a case of 200 events takes in `decide` and `evolve`, without servers; each way takes its turn
 * in every round, so that whatever else the machine does meets all.
 */
export function benchCase({ seconds }: { readonly seconds: number }): CaseBench {
  const long = longCase(EVENTS);
  const { state } = long.play;
  const messages = long.play.events.map(({ event }) => event);
  const commands = commandsTo(long);
  // The play keeps the state as the process left it, under no type.
  const last = state as ComplaintState;
  const rounds: (readonly number[])[] = [];
  const until = performance.now() + seconds * 1_000;
  for (let round = -WARM_UP; round < 0 || performance.now() < until; round += 1) {
    const command = commands[(round + WARM_UP) % commands.length];
    if (command === undefined) continue;
    const times = [
      microseconds(() => step(last, command, long)),
      microseconds(() => step(folded(messages), command, long)),
      microseconds(() => JSON.parse(JSON.stringify(state)) as Json),
    ];
    if (round >= 0) rounds.push(times);
  }
  const spread = (which: number): Spread => spreadOf(rounds.map((times) => times[which] ?? 0));
  const [command, fromEvents, json] = [spread(0), spread(1), spread(2)];
  const ratio = command.median / json.median;
  const result = { events: messages.length, command, fromEvents, json, ratio };
  return { result, table: report(result) };
}

/** What people say at that point of a case, of several kinds, each of which is taken. */
function commandsTo(long: LongCase): readonly ComplaintCommand[] {
  const { now } = long;
  const commands: readonly ComplaintCommand[] = [
    { type: 'RecordFinding', data: { finding: box('The fee was taken twice.') } },
    {
      type: 'RecordContact',
      data: {
        ...{ with: 'complainant', direction: 'in', channel: 'phone', at: now, reached: true },
        note: box('Asks when it is paid.'),
      },
    },
    { type: 'RecordNewFacts', data: { facts: box('A third fee.'), receivedAt: now } },
    {
      type: 'BeginMediation',
      data: { body: 'm', appliedAt: now, complainantAgrees: true, agreement: box('Signed.') },
    },
    {
      type: 'RequestExtension',
      data: { clock: 'decide', step: 'very-complex', reasons: box('A third party.') },
    },
  ];
  const last = long.play.state as ComplaintState;
  for (const command of commands)
    if (step(last, command, long) === last)
      throw new Error(`The long case does not take ${command.type}.`);
  return commands;
}

function step(
  state: ComplaintState,
  command: ComplaintCommand,
  { now, rules, handler }: LongCase,
): ComplaintState {
  const decided = complaint.decide(state, command, { now, rules, actor: handler });
  return 'refused' in decided ? state : evolved(state, decided.events);
}

function folded(messages: readonly Message[]): ComplaintState {
  // They were played by this very process.
  return evolved(complaint.initial, messages as readonly ComplaintEvent[]);
}

function evolved(state: ComplaintState, events: readonly ComplaintEvent[]): ComplaintState {
  return events.reduce((before, event) => complaint.evolve(before, event, before.next), state);
}

function microseconds(work: () => unknown): number {
  const started = performance.now();
  work();
  return (performance.now() - started) * 1_000;
}

function spreadOf(times: readonly number[]): Spread {
  const inOrder = times.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    Number((inOrder[Math.floor(inOrder.length * share)] ?? 0).toFixed(1));
  return { median: at(0.5), p99: at(0.99) };
}

function report({ events, command, fromEvents, json, ratio }: CaseBench['result']): string {
  const rows: readonly (readonly [string, Spread])[] = [
    ['command', command],
    ['from events', fromEvents],
    ['JSON', json],
  ];
  return [
    `A case of ${events} events, in microseconds`,
    `${''.padEnd(12)}${'median'.padStart(10)}${'p99'.padStart(10)}`,
    ...rows.map(
      ([name, { median, p99 }]) =>
        `${name.padEnd(12)}${median.toFixed(1).padStart(10)}${p99.toFixed(1).padStart(10)}`,
    ),
    `command to JSON ${ratio.toFixed(2)}`,
  ].join('\n');
}
