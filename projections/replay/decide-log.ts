import type { RecordedEvent } from '../../events/envelope.ts';
import { categoryOf } from '../../events/stream-category.ts';
import type { Kind } from '../../workflows/process.ts';
import { decideAgain, isUpheld } from '../../workflows/replay/decide-again.ts';
import type {
  Cause,
  DecidedAgain,
  DecidedOtherwise,
  NotDecidable,
  Shelf,
} from '../../workflows/replay/decide-again.ts';

/** What came of deciding every command of many cases again. */
export type DecidedLog = {
  readonly cases: number;
  readonly events: number;
  readonly commands: number;
  readonly equal: number;
  readonly otherwise: { readonly [Name in Cause]: number };
  /** Commands that cannot be put again, by the reason; they are not among `commands`. */
  readonly notDecidable: { readonly [Name in NotDecidable['because']]: number };
  /** Every case with a difference that no rule which came since explains. */
  readonly differing: readonly string[];
  /** The first of the differences, those that a release must not have before all others. */
  readonly shown: readonly (DecidedOtherwise & { readonly stream: string })[];
};

/** How many differences are kept to be shown. */
const SHOWN = 100;

/** Decides again what each case recorded; `onCase` hears of each. Streams of no known process are left out. */
export async function decideLog(
  { kinds, shelf }: { readonly kinds: ReadonlyMap<string, Kind>; readonly shelf: Shelf },
  cases: AsyncIterable<readonly RecordedEvent[]>,
  onCase: () => void = () => undefined,
): Promise<DecidedLog> {
  const sum = nothing();
  for await (const events of cases) {
    const stream = events[0]?.stream ?? '';
    const kind = kinds.get(categoryOf(stream));
    if (kind === undefined) continue;
    add(sum, stream, decideAgain(kind, events, shelf));
    sum.cases += 1;
    sum.events += events.length;
    onCase();
  }
  const { harmful, harmless, ...counts } = sum;
  return { ...counts, shown: [...harmful, ...harmless].slice(0, SHOWN) };
}

type Shown = DecidedLog['shown'][number];

function nothing() {
  return {
    ...{ cases: 0, events: 0, commands: 0, equal: 0 },
    otherwise: { 'rule-changed': 0, 'code-changed': 0, 'rule-added': 0 },
    notDecidable: { 'command-not-recorded': 0, 'event-unreadable': 0 },
    differing: [] as string[],
    harmful: [] as Shown[],
    harmless: [] as Shown[],
  };
}

function add(sum: ReturnType<typeof nothing>, stream: string, again: DecidedAgain): void {
  sum.commands += again.commands;
  sum.equal += again.equal;
  for (const { because } of again.notDecidable) sum.notDecidable[because] += 1;
  for (const one of again.otherwise) {
    sum.otherwise[one.cause] += 1;
    const kept = one.cause === 'rule-added' ? sum.harmless : sum.harmful;
    if (kept.length < SHOWN) kept.push({ stream, ...one });
  }
  if (!isUpheld(again)) sum.differing.push(stream);
}
