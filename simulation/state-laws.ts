import { ENGINE } from '../events/envelope.ts';
import type { Instant, Json, Message } from '../events/envelope.ts';
import { faultOf } from '../events/plain-json.ts';
import type { Deadline, Errand, Kind } from '../workflows/process.ts';
import { standing } from '../workflows/standing.ts';
import type { Rules } from '../workflows/visit.ts';

/**
 * The laws that every process keeps in every state: the state survives JSON and is never changed in place; what is
 * listed has its own name; a listed deadline's command, a listed errand's answer and its `otherwise` are accepted,
 * change something, and then are gone from the list. Tests and simulation look for a state that breaks one.
 */

/** A law that broke, by its code, and where. */
export type BrokenLaw = { readonly law: string; readonly says: string };

export type LawParts = {
  readonly kind: Kind;
  readonly rules: Rules;
  /** What the errand's activity would answer when it succeeds. */
  readonly answerTo: (errand: Errand<Message>, at: Instant) => Message;
};

/** A state as the laws look at it: at which revision, and when its last event occurred. */
export type Stand = {
  readonly state: unknown;
  readonly revision: number;
  readonly at: Instant;
  /** A state that was looked at before: what this one has of it is not looked at again. */
  readonly before?: unknown;
};

export function brokenStateLaws(parts: LawParts, stand: Stand): readonly BrokenLaw[] {
  const { process } = parts.kind;
  const [deadlines, errands] = [process.deadlines(stand.state), process.errands(stand.state)];
  const names = [...deadlines, ...errands].map(({ name }) => name);
  const { wakeAt, errands: listed } = standing(process, stand.state, stand.revision);
  return [
    ...survives(stand.state, 'state', stand.before),
    ...survives(listed, 'list of errands'),
    ...(new Set(names).size === names.length ? [] : [broke('own-name', names.join(', '))]),
    ...(wakeAt === undefined || new Date(wakeAt).toISOString() === wakeAt
      ? []
      : [broke('wake-at', `${wakeAt} is no instant.`)]),
    ...deadlines.flatMap((deadline) => brokenByDeadline(parts, stand, deadline)),
    ...errands.flatMap((errand) => brokenByErrand(parts, stand, errand)),
  ];
}

/** Whether a value is the same after it was written as JSON and read: what is plain JSON is. */
export function survives(value: unknown, what: string, before?: unknown): readonly BrokenLaw[] {
  return isPlainJson(value, before)
    ? []
    : [broke('survives-json', `The ${what} is not the same after JSON.`)];
}

function isPlainJson(value: unknown, before: unknown): boolean {
  if (faultOf(value) !== undefined) return false;
  if (typeof value !== 'object' || value === null || value === before) return true;
  const held = before as { readonly [key: string]: unknown } | null | undefined;
  for (const [key, inner] of Object.entries(value))
    if (!isPlainJson(inner, held?.[key])) return false;
  return true;
}

function brokenByDeadline(
  parts: LawParts,
  stand: Stand,
  { name, at, command }: Deadline<Message>,
): readonly BrokenLaw[] {
  const after = decided(parts, { ...stand, at }, command);
  if ('broken' in after) return [after.broken];
  const { process } = parts.kind;
  return [
    ...(after.events > 0 ? [] : [broke('deadline-changes', `${name} changes nothing.`)]),
    ...(process.deadlines(after.state).some((listed) => listed.name === name)
      ? [broke('deadline-goes', `${name} is listed after it fell due.`)]
      : []),
  ];
}

function brokenByErrand(
  parts: LawParts,
  stand: Stand,
  errand: Errand<Message>,
): readonly BrokenLaw[] {
  const { name, otherwise, withinSeconds } = errand;
  const { process } = parts.kind;
  const whole = Number.isSafeInteger(withinSeconds)
    ? []
    : [broke('errand-seconds', `${name} may take ${withinSeconds} seconds.`)];
  const answered = [parts.answerTo(errand, stand.at), otherwise].flatMap((command) => {
    const after = decided(parts, stand, command);
    if ('broken' in after) return [after.broken];
    return [
      ...(after.events > 0 ? [] : [broke('errand-changes', `${name} changes nothing.`)]),
      ...(process.errands(after.state).some((listed) => listed.name === name)
        ? [broke('errand-goes', `${name} is listed after it was answered.`)]
        : []),
    ];
  });
  return [...whole, ...answered];
}

type After = { readonly state: unknown; readonly events: number };

function decided(
  { kind: { process, words }, rules }: LawParts,
  { state, revision, at }: Stand,
  command: Message,
): After | { readonly broken: BrokenLaw } {
  const context = { now: at, actor: ENGINE, rules: rules(() => undefined) };
  try {
    const decision = process.decide(state, command, context);
    if ('refused' in decision)
      return { broken: broke('accepted', `${command.type} is refused: ${decision.refused.code}.`) };
    let next = state;
    for (const [index, event] of decision.events.entries()) {
      words.check(event);
      next = process.evolve(next, event, revision + 1 + index);
    }
    return { state: next, events: decision.events.length };
  } catch (error) {
    return { broken: broke('never-throws', `${command.type} threw: ${String(error)}`) };
  }
}

export function broke(law: string, says: string): BrokenLaw {
  return { law, says };
}

/** Deeply frozen, so that a change in place throws. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value as { [key: string]: Json })) frozen(inner);
  }
  return value;
}
