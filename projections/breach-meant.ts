import type { Json } from '../events/envelope.ts';

/** What an event says of a promise of a clock. */
type Said = { readonly [Name in 'clock' | 'dueAt' | 'promise']?: Json | undefined };

/**
 * Of the breaches of a case that stand, the oldest first, the one that an event means: the breach of that due instant.
 * A promise that moved after its breach has another one by then, and so have the events since; their breach is the
 * last that stands of its clock. A clock that has begun anew since (`promise`) is told by the breached instant itself,
 * since the last of its name is another's.
 *
 * Of the present clock `BreachRevoked` names its due instant as it is then. To name the breached one there would decide
 * the recorded cases otherwise (`redress replay decide`), and the older events would need this all the same.
 */
export function breachMeant<Breach>(
  standing: readonly Breach[],
  saidBy: (breach: Breach) => Said,
  { clock, dueAt, promise }: Said,
): Breach | undefined {
  const ofClock = standing.filter((one) => saidBy(one).clock === clock);
  const exact = ofClock.findLast((one) => saidBy(one).dueAt === dueAt);
  return exact ?? (promise === undefined ? ofClock.at(-1) : undefined);
}
