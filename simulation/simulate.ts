import type { Instant } from '../events/envelope.ts';
import { castOf } from './cast.ts';
import { idOf } from './hearing.ts';
import { inventor } from './invent.ts';
import { countKinds, kindsOf } from './kinds.ts';
import type { Kinds } from './kinds.ts';
import { conclude, take } from './live.ts';
import { randomOf } from './random.ts';
import { shrunk } from './shrink.ts';
import { broke } from './state-laws.ts';
import type { BrokenLaw } from './state-laws.ts';
import { tell } from './story.ts';
import type { SaidBy, Step, Story } from './story.ts';
import { openWorld, reasonOf } from './world.ts';
import type { Counts, Subject, World } from './world.ts';

/**
 * Simulated cases: each has its own institution, people and luck, all drawn from the seed and the number of the case,
 * and lives two years of virtual time at two desks over a log in memory that fails. Same seed, same cases.
 */

/** A case in which a law broke: its story, shrunk, and what broke in it. */
export type BrokenCase = {
  readonly case: number;
  readonly broken: readonly BrokenLaw[];
  readonly story: readonly string[];
};

export type Simulated = Counts &
  Kinds & { readonly cases: number; readonly broken: readonly BrokenCase[] };

const START = Date.parse('2024-01-01T00:00:00.000Z');
const TWO_YEARS = 731 * 24 * 3_600_000;
/** Of cases that begin before the first day of the calendars, so that clocks wait for one. */
const EARLY = 0.08;
const TEN_DAYS = 10 * 24 * 3_600_000;
const END: Instant = new Date(START + TWO_YEARS).toISOString();
/** A life longer than this has lost its way. */
const STEPS = 2_000;
/** Broken cases that are shrunk and told; of the rest only the number is. */
export const TOLD = 5;

/** What a simulated case left: its record, the rules it lived under, and the instant at which its life ended. */
export type LeftCase = Pick<World, 'events' | 'shelf'> & { readonly until: Instant };

/** Simulates cases one after the other; `onCase` hears of each. */
export async function simulateCases(
  subject: Subject,
  seed: number,
  cases: Iterable<number>,
  onCase: (left: LeftCase) => void = () => undefined,
): Promise<Simulated> {
  const counts = noCounts();
  const kinds = new Map<string, number>();
  const broken: BrokenCase[] = [];
  let number = 0;
  for (const one of cases) {
    const lived = await liveCase(subject, seed, one);
    add(counts, lived.counts);
    countKinds(
      kinds,
      lived.events.map(({ type }) => [type, 1]),
    );
    number += 1;
    if (lived.broken.length > 0) broken.push(await told(subject, one, lived, broken.length < TOLD));
    onCase({ events: lived.events, shelf: lived.shelf, until: END });
  }
  return { ...counts, ...kindsOf(kinds), cases: number, broken };
}

export function noCounts(): Counts {
  return { events: 0, commands: 0, refused: 0, breaches: 0, faultsInjected: 0, lawsChecked: 0 };
}

export function add(to: Counts, more: Counts): void {
  to.events += more.events;
  to.commands += more.commands;
  to.refused += more.refused;
  to.breaches += more.breaches;
  to.faultsInjected += more.faultsInjected;
  to.lawsChecked += more.lawsChecked;
}

type Lived = {
  readonly story: Story;
  readonly counts: Counts;
  readonly broken: readonly BrokenLaw[];
  readonly submitted: World['submitted'];
  readonly events: World['events'];
  readonly shelf: World['shelf'];
};

async function liveCase(subject: Subject, seed: number, number: number): Promise<Lived> {
  const random = randomOf(seed, number);
  const isEarly = random.chance(EARLY);
  const begin = START + (isEarly ? -random.below(TEN_DAYS) : random.below(TWO_YEARS * 0.8));
  const regimes = subject.shelf.map(({ regime }) => regime);
  const world = openWorld(subject, castOf(random, regimes, begin));
  const next = inventor(random, world, begin, START + TWO_YEARS);
  return run(world, next);
}

/** Steps until nothing comes any more or a law breaks; then the case is looked at as a whole. */
async function run(world: World, next: (world: World) => Step | undefined): Promise<Lived> {
  const steps: Step[] = [];
  try {
    for (let step = next(world); step !== undefined; step = next(world)) {
      steps.push(step);
      await take(world, step);
      if (world.broken.length > 0) break;
      if (steps.length > STEPS) world.broken.push(broke('comes-to-rest', 'The case never rests.'));
    }
    if (world.broken.length === 0) await conclude(world, END);
  } catch (error) {
    world.broken.push(broke('never-throws', reasonOf(error)));
  }
  const { cast, counts, broken, submitted, events, shelf } = world;
  return { story: { cast, steps }, counts, broken, submitted, events, shelf };
}

/** A story lived again, step by step. */
async function liveAgain(subject: Subject, story: Story): Promise<Lived> {
  const steps = story.steps.values();
  return run(openWorld(subject, story.cast), () => steps.next().value);
}

async function told(
  subject: Subject,
  number: number,
  { story, broken }: Lived,
  isShrunk: boolean,
): Promise<BrokenCase> {
  const laws = new Set(broken.map(({ law }) => law));
  const fails = async (one: Story): Promise<boolean> =>
    (await liveAgain(subject, one)).broken.some(({ law }) => laws.has(law));
  const short = isShrunk ? await shrunk(story, fails) : { ...story, steps: [] };
  const again = await liveAgain(subject, short);
  const saidBy: SaidBy = (salt) => again.submitted.get(idOf(salt))?.[0]?.commands[0];
  return {
    case: number,
    broken: again.broken.length > 0 ? again.broken : broken,
    story: short.steps.map((step) => tell(step, saidBy)),
  };
}
