import { ENGINE } from '../events/envelope.ts';
import type { Instant } from '../events/envelope.ts';
import { PERSONAS } from './cast.ts';
import type { Persona } from './cast.ts';
import { plainName } from './hearing.ts';
import { inventGive } from './invent-give.ts';
import type { Random } from './random.ts';
import type { Fault, Step } from './story.ts';
import type { World } from './world.ts';

/**
 * What happens next in a case, drawn from the state: the attendance wakes when it should or after an outage, errands
 * come back, fail or come back twice, a new version of a regime is made known, and people act.
 */
export type Inventor = (world: World) => Step | undefined;

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** By then it is the day on which a version comes into force, in every zone. */
const TOLD_AFTER = 36 * HOUR;

const OUTAGE = 0.06;
const FAULT = 0.1;
const RIVAL = 0.1;
const BOUNDARY = 0.1;
/** Everybody is away for days or weeks. */
const AWAY = 0.08;
const GAVE_UP = 0.2;
const TWICE = 0.1;
const CHANGED = 0.3;
const FAULTS: readonly Fault[] = ['lost', 'lost-after', 'slow', 'unreadable'];

type Plan = {
  readonly random: Random;
  readonly persona: Persona;
  readonly begin: number;
  readonly until: number;
  acts: number;
  actAt: number;
  wake: { readonly wanted: Instant; readonly at: number } | undefined;
  readonly back: Map<string, number>;
  salt: number;
  hasHeard: boolean;
};

export function inventor(random: Random, world: World, begin: number, until: number): Inventor {
  const persona = PERSONAS[world.cast.persona];
  const [least, most] = persona.acts;
  const acts = least + random.below(most - least + 1);
  const plan: Plan = {
    ...{ random, persona, begin, until, acts, actAt: begin, wake: undefined },
    ...{ back: new Map<string, number>(), salt: 1 + random.below(1_000_000) * 1_000 },
    hasHeard: false,
  };
  return (now) => {
    const coming = [
      wakeUp(plan, now),
      comeBack(plan, now),
      hearOfVersion(plan, now),
      act(plan, now),
    ];
    const found = coming
      .filter((one) => one !== undefined && one.at < until)
      .toSorted((one, other) => (one?.at ?? 0) - (other?.at ?? 0))[0];
    return found?.step(found.at);
  };
}

type Coming = { readonly at: number; readonly step: (at: number) => Step };

/** One millisecond after the earliest deadline, or when an outage is over. */
function wakeUp(plan: Plan, { standing: { wakeAt }, now }: World): Coming | undefined {
  if (wakeAt === undefined) return undefined;
  const { random } = plan;
  if (plan.wake?.wanted !== wakeAt) {
    const late = random.chance(OUTAGE) ? random.below(random.chance(0.5) ? DAY : 20 * DAY) : 0;
    plan.wake = { wanted: wakeAt, at: Math.max(Date.parse(wakeAt) + 1 + late, Date.parse(now)) };
  }
  const wake = plan.wake;
  const step = (at: number): Step => {
    // A look that failed is tried again; one that changes nothing although it is time breaks a law.
    plan.wake = { wanted: wake.wanted, at: at + 30 * SECOND };
    return { ...moment(plan, at), does: 'look' };
  };
  return { at: wake.at, step };
}

/** The first errand that is listed and comes back. */
function comeBack(plan: Plan, world: World): Coming | undefined {
  const { random, persona, back } = plan;
  const now = Date.parse(world.now);
  for (const { name } of world.standing.errands) {
    const late = random.chance(0.05) ? random.below(30 * DAY) : random.below(90 * SECOND);
    if (!back.has(name)) back.set(name, now + late);
  }
  const listed = world.standing.errands
    .map(({ name }) => ({ name, at: back.get(name) ?? now }))
    .toSorted((one, other) => one.at - other.at)[0];
  if (listed === undefined) return undefined;
  const step = (at: number): Step => {
    back.set(listed.name, at + 1 + random.below(HOUR));
    const errand = plainName(listed.name);
    const ofName = world.errands.filter(({ name }) => plainName(name) === errand);
    const last = ofName.findLastIndex(({ name }) => name === listed.name);
    const which = { errand, back: ofName.length - 1 - last };
    const isLetter = world.standing.errands.some(
      ({ name, activity }) => name === listed.name && activity === 'write-letter',
    );
    const share = isLetter ? persona.unsent : GAVE_UP;
    const [gaveUp, twice] = [random.chance(share), random.chance(TWICE)];
    return { ...moment(plan, at), does: 'answer', ...which, gaveUp, twice };
  };
  return { at: Math.max(listed.at, now), step };
}

/** Every open case is told once that a new version is in force. */
function hearOfVersion(
  plan: Plan,
  { cast: { newVersion }, now, revision }: World,
): Coming | undefined {
  if (newVersion === undefined || plan.hasHeard || revision < 0) return undefined;
  const at = Date.parse(newVersion.effectiveFrom) + TOLD_AFTER;
  const step = (when: number): Step => {
    plan.hasHeard = true;
    plan.salt += 2;
    const give = { type: 'AdoptNewVersions', by: ENGINE, salt: plan.salt, wild: false };
    return { ...moment(plan, when), does: 'give', give };
  };
  return { at: Math.max(at, Date.parse(now)), step };
}

/** A person acts; now and then at the very instant of a deadline, or a millisecond beside it. */
function act(plan: Plan, world: World): Coming | undefined {
  const { random, persona } = plan;
  if (plan.acts === 0) return undefined;
  const step = (at: number): Step => {
    plan.acts -= 1;
    const [least, most] = persona.hours;
    plan.actAt = at + least * HOUR + random.below((most - least) * HOUR);
    if (random.chance(AWAY)) plan.actAt += 5 * DAY + random.below(40 * DAY);
    const due = Date.parse(world.standing.wakeAt ?? '');
    if (random.chance(BOUNDARY) && due > at + 1) plan.actAt = due - 1 + random.below(3);
    return { ...moment(plan, at), ...acted(plan, world, at) };
  };
  return { at: Math.max(plan.actAt, Date.parse(world.now)), step };
}

type Moment = Pick<Step, 'at' | 'desk' | 'faults'>;

function moment({ random }: Plan, at: number): Moment {
  const faults = random.chance(FAULT) ? [random.pick(FAULTS) ?? 'slow'] : [];
  const second = faults.length > 0 && random.chance(0.3) ? [random.pick(FAULTS) ?? 'slow'] : [];
  const desk = random.chance(0.5) ? 0 : 1;
  return { at: new Date(at).toISOString(), desk, faults: [...faults, ...second] };
}

type Act = Step extends infer One ? (One extends Step ? Omit<One, keyof Moment> : never) : never;

function acted(plan: Plan, world: World, at: number): Act {
  const { random, persona } = plan;
  const given = [...world.submitted.keys()].filter((id) => id.startsWith('person:'));
  const unsure = [...world.unsure][0];
  if (unsure !== undefined && random.chance(0.8))
    return { does: 'repeat', salt: unsure, changed: false };
  const again = random.chance(persona.repeats) ? random.pick(given) : undefined;
  if (again !== undefined)
    return {
      does: 'repeat',
      salt: Number(again.slice(again.lastIndexOf(':') + 1)),
      changed: random.chance(CHANGED),
    };
  const give = inventGive(plan, world, at);
  if (world.revision < 0 || !random.chance(RIVAL)) return { does: 'give', give };
  const rival = inventGive(plan, world, at);
  return { does: 'give', give, rival, together: random.chance(0.3) };
}
