import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Entries, Occasion, Register } from './register.ts';
import { registers } from './registers.ts';

/** The entries of one case, by register; a register without entries is left out. */
export type Held = { readonly [register: string]: Entries };

type Change = (entries: Entries, data: ComplaintEvent['data'], occasion: Occasion) => Entries;

/** Which registers an event changes, by its type: most events change none. */
const changing: ReadonlyMap<string, readonly (readonly [string, Change])[]> = byEvent(
  Object.entries(registers),
);
const NONE: Entries = [];

/** What the registers hold of a case after an event; the very same when it changes nothing in any of them. */
export function heldAfter(before: Held, event: ComplaintEvent, occasion: Occasion): Held {
  let held = before;
  for (const [name, change] of changing.get(event.type) ?? []) {
    const known = held[name] ?? NONE;
    const after = change(known, event.data, occasion);
    if (after !== known) held = { ...held, [name]: after };
  }
  return held;
}

function byEvent(named: readonly (readonly [string, Register])[]) {
  const changes = named.flatMap(([name, register]) =>
    // Each change was written for the event under whose name it stands.
    Object.entries(register.changes).map(([type, change]) => ({
      type,
      of: [name, change as Change] as const,
    })),
  );
  const grouped = [...Map.groupBy(changes, ({ type }) => type)];
  return new Map(grouped.map(([type, some]) => [type, some.map(({ of }) => of)] as const));
}
