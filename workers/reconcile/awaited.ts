import type { RecordedEvent } from '../../events/envelope.ts';
import type { Kind } from '../../workflows/process.ts';
import { standing } from '../../workflows/standing.ts';

/** What the log awaits of a case, from its events alone. */
export type Awaited = {
  readonly revision: number;
  /** The earliest deadline. */
  readonly wakeAt: string | undefined;
  /** When each listed errand's time is up, by its name. */
  readonly errands: { readonly [name: string]: string };
  /** Closed, and nothing can happen any more. */
  readonly isOver: boolean;
};

/** Undefined where there is no event. Throws on events that this release does not know. */
export function awaitedIn(
  { process, words }: Kind,
  events: readonly RecordedEvent[],
): Awaited | undefined {
  let state = process.initial;
  let since = new Map<string, number>();
  for (const event of events) {
    state = process.evolve(state, words.read(event), event.revision);
    const recorded = Date.parse(event.recordedAt);
    const listed = process.errands(state).map(({ name }) => name);
    since = new Map(listed.map((name) => [name, since.get(name) ?? recorded]));
  }
  const last = events.at(-1);
  if (last === undefined) return undefined;
  const { wakeAt, errands, closed } = standing(process, state, last.revision);
  return {
    revision: last.revision,
    wakeAt,
    errands: Object.fromEntries(
      errands.map(({ name, withinSeconds }) => [
        name,
        new Date((since.get(name) ?? 0) + withinSeconds * 1_000).toISOString(),
      ]),
    ),
    isOver: closed && wakeAt === undefined && errands.length === 0,
  };
}
