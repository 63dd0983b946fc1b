import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Entries, Occasion, Register } from './register.ts';
import { registers } from './registers.ts';

/** The entries of one case, by register; a register without entries is left out. */
export type Held = { readonly [register: string]: Entries };

const named: readonly (readonly [string, Register])[] = Object.entries(registers);
const NONE: Entries = [];

/** What the registers hold of a case after an event; the very same when it changes nothing in any of them. */
export function heldAfter(before: Held, event: ComplaintEvent, occasion: Occasion): Held {
  return named.reduce((held, [name, { changes }]) => {
    // Each change was written for the event under whose name it stands.
    const change = changes[event.type] as Change | undefined;
    if (change === undefined) return held;
    const known = held[name] ?? NONE;
    const after = change(known, event.data, occasion);
    return after === known ? held : { ...held, [name]: after };
  }, before);
}

type Change = (entries: Entries, data: ComplaintEvent['data'], occasion: Occasion) => Entries;
