import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Message } from '../../../events/envelope.ts';
import { unknown } from '../../../projections/returns/known-case.ts';
import type { KnownCase } from '../../../projections/returns/known-case.ts';
import { madeKnown } from '../../../projections/returns/made-known.ts';
import { periodNamed } from '../../../projections/returns/period.ts';
import { cellsOf } from '../../../projections/returns/placed.ts';
import type { ReturnForm } from '../../../projections/returns/return-form.ts';
import { textOf } from '../../../projections/returns/decimal.ts';

/** What is known of a case after these events, each told at noon of 2 March 2026. */
export function knownOf(life: readonly Message[]): KnownCase {
  return life.reduce((known, message, revision) => {
    const occasion = { revision, at: '2026-03-02T12:00:00.000Z' };
    return { ...known, ...madeKnown(known, message as ComplaintEvent, occasion) };
  }, unknown);
}

/** Where it stands in a return: `cell=value`. */
export function placedIn(
  form: ReturnForm,
  name: string,
  life: readonly Message[],
): readonly string[] {
  const period = periodNamed(name);
  if (period === undefined) throw new RangeError(`${name} is no period.`);
  return [...cellsOf(form, period, knownOf(life))].map(
    ([cell, { value }]) => `${cell}=${textOf(value)}`,
  );
}
