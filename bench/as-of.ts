import type { RecordedEvent } from '../events/envelope.ts';
import { canonical } from '../events/log/canonical.ts';
import { readStored } from '../events/log/stored.ts';
import { complaint, complaintKind } from '../workflows/complaint/complaint.ts';
import type { ComplaintCommand } from '../workflows/complaint/commands.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { asOf } from '../workflows/replay/as-of.ts';
import { box } from './generated-events.ts';
import { longCase } from './long-case.ts';

/** Medians, in milliseconds. */
export type AsOfBench = {
  readonly result: {
    readonly events: number;
    readonly bytes: number;
    /** From stored bytes to the state: read, cut and folded. */
    readonly asOf: number;
    /** The baseline: `JSON.parse` of the same bytes. */
    readonly parse: number;
    readonly ratio: number;
  };
  readonly table: string;
};

/** The first of a case are of every kind; the rest are contacts, which a long quarrel is made of. */
const OF_EVERY_KIND = 200;
const MINUTE = 60_000;
/** Rounds that are run but not counted, while code is compiled. */
const WARM_UP = 5;

/** A case of so many events as of its last one, from its stored bytes; the two ways take turns in every round. */
export function benchAsOf({ events, seconds }: { events: number; seconds: number }): AsOfBench {
  const texts = storedCase(events);
  const last = JSON.parse(texts.at(-1) ?? '') as RecordedEvent;
  const instant = last.meta.occurredAt;
  const rounds: (readonly [asOf: number, parse: number])[] = [];
  const until = performance.now() + seconds * 1_000;
  for (let round = -WARM_UP; round < 1 || performance.now() < until; round += 1) {
    const folding = milliseconds(() => {
      const read = texts.map((text, place) => readStored(text, String(place), instant));
      const { revision } = asOf(complaintKind, read, instant, 'occurred');
      if (revision !== events - 1) throw new Error(`As of its end the case has ${revision + 1}.`);
    });
    const parsing = milliseconds(() => texts.map((text) => JSON.parse(text) as unknown));
    if (round >= 0) rounds.push([folding, parsing]);
  }
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const [folded, parse] = [
    median(rounds.map(([one]) => one)),
    median(rounds.map(([, one]) => one)),
  ];
  const result = { events, bytes, asOf: folded, parse, ratio: folded / parse };
  return { result, table: report(result) };
}

/** The stored bytes of a case that has come to so many events and is still open. */
function storedCase(events: number): readonly string[] {
  const { play, now, rules, handler } = longCase(Math.min(OF_EVERY_KIND, events));
  const texts = play.events.map(({ event, version, meta, revision }) =>
    stored({ ...event, version, meta, revision }),
  );
  // The play keeps the state as the process left it, under no type.
  let state = play.state as ComplaintState;
  for (let revision = texts.length; revision < events; revision += 1) {
    // A minute each: the last of them may lie behind deadlines, which nobody attends to here.
    const at = new Date(Date.parse(now) + (revision - texts.length) * MINUTE).toISOString();
    const command: ComplaintCommand = {
      type: 'RecordContact',
      data: {
        ...{ with: 'complainant', direction: 'in', channel: 'phone', at: now, reached: true },
        note: box(`Asks for the ${revision}th time.`),
      },
    };
    const decided = complaint.decide(state, command, { now: at, rules, actor: handler });
    const [event] = 'events' in decided ? decided.events : [];
    if (event === undefined) throw new Error('The long case takes no contact.');
    state = complaint.evolve(state, event, revision);
    const submission = { id: `person:bench:${revision}`, command: 0, of: 1 };
    const meta = {
      submission,
      actor: handler,
      occurredAt: at,
      decidedAt: at,
      grounds: [],
      command,
    };
    texts.push(stored({ ...event, version: 1, meta, revision }));
  }
  return texts;
}

function stored(event: object): string {
  const stream = 'complaint-bench.000000000001';
  return canonical({ ...event, id: '00000000-0000-5000-8000-000000000000', stream }).text;
}

function milliseconds(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(times: readonly number[]): number {
  const inOrder = times.toSorted((one, other) => one - other);
  return Number((inOrder[Math.floor(inOrder.length / 2)] ?? 0).toFixed(2));
}

function report({ events, bytes, asOf: folded, parse, ratio }: AsOfBench['result']): string {
  return [
    `A case of ${events} events, ${Math.round(bytes / 1_024)} KB`,
    `as of its end  ${folded.toFixed(1).padStart(8)} ms`,
    `JSON.parse     ${parse.toFixed(1).padStart(8)} ms`,
    `ratio          ${ratio.toFixed(2).padStart(8)}`,
  ].join('\n');
}
