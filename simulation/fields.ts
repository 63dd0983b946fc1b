import type { Instant, Json } from '../events/envelope.ts';
import { mediationOf } from '../workflows/complaint/stand-still.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { REVIEW_UNIT } from './cast.ts';
import type { Cast } from './cast.ts';
import type { Random } from './random.ts';
import type { Terms } from './terms.ts';

/** What a command is drawn from: the case as its writer sees it, the people, and the moment. */
export type Scene = {
  readonly state: ComplaintState;
  /** The revision the next event will have. */
  readonly next: number;
  readonly now: Instant;
  readonly cast: Cast;
  /** What the case's regimes call things. */
  readonly terms: Terms;
  readonly random: Random;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a field of this name says; `undefined` when nothing is known of the name, or the state has nothing to say. */
export function fieldNamed(name: string, scene: Scene): Json | undefined {
  const field = fields[name];
  if (field !== undefined) return field(scene);
  if (/[a-z]At$/.test(name)) return someTimeAgo(scene, 6 * HOUR);
  if (/[a-z]On$/.test(name)) return someTimeAgo(scene, 20 * DAY).slice(0, 10);
  return undefined;
}

/** A line for each name that the state or the people have something to say to. */
const fields: { readonly [name: string]: (scene: Scene) => Json | undefined } = {
  source: () => 'simulation',
  reference: () => 'R-1',
  regime: ({ cast }) => cast.regime,
  overlays: ({ cast }) => [...cast.overlays],
  kinds: ({ terms, random }) => terms.kinds.flatMap((kinds) => random.pick(kinds) ?? []),
  complainant: ({ random }) => (random.chance(0.2) ? { anonymous: true } : { name: 'Wang' }),
  at: (scene) => someTimeAgo(scene, 10 * DAY),
  receivedAt: (scene) => someTimeAgo(scene, 3 * DAY),
  sentToFirmAt: ({ now }) => now,
  regulatorReceivedAt: (scene) => someTimeAgo(scene, 10 * DAY),
  // In time though recorded late, now and then: on the day the decision was signed off.
  toldAt: (scene) =>
    scene.random.chance(0.4) ? scene.state.proposal?.signedOff?.at : someTimeAgo(scene, 6 * HOUR),
  handler: ({ cast, random }) => random.pick(cast.staff)?.id,
  staffComplainedOf: ({ cast, random }) =>
    random.chance(0.1) ? cast.staff.slice(0, 1).map(({ id }) => id) : [],
  clock: ({ state, random }) => random.pick(state.clocks)?.name,
  marker: ({ terms, random }) => random.pick(terms.markers),
  receipt: ({ state, random }) => random.pick(state.intake.unconfirmed)?.receipt,
  marking: ({ state, random }) => random.pick(state.nonRoutine.markings)?.marking,
  step: ({ terms, state, random }) =>
    random.pick([...terms.steps, ...state.nonRoutine.markings.flatMap(({ steps }) => steps)]),
  pause: ({ terms, random }) => random.pick(terms.pauses),
  mediation: ({ state }) => mediationOf(state)?.revision,
  task: ({ state, random }) => random.pick(state.handling.tasks)?.task,
  request: ({ state, random }) => random.pick(state.after.regulatorRequests)?.revision,
  hold: ({ state, random }) => random.pick(state.retention.holds)?.revision,
  decision: ({ state, random }) => random.pick(state.decided.remedies)?.decision,
  unit: ({ cast, random }) =>
    random.pick(cast.staff.filter(({ unit }) => unit !== REVIEW_UNIT))?.unit,
  extended: ({ state, terms: { steps }, random }) =>
    random.chance(0.7)
      ? []
      : [{ clock: state.clocks[0]?.name ?? 'decide', step: random.pick(steps) ?? 'complex' }],
  until: (scene) => later(scene, 45 * DAY).slice(0, 10),
  dueAt: (scene) => later(scene, 10 * DAY),
  expectedAt: (scene) => later(scene, 40 * DAY),
  // Of a pause that was looked after late, now and then; of a mediation as well.
  endedAt: (scene) => someTimeAgo(scene, 6 * DAY),
  proposal: ({ state }) => waiting(state)?.revision,
  letterCommitment: ({ state }) => waiting(state)?.letter.commitment,
  // A letter that leaves something out, now and then.
  covers: ({ terms: { sections }, random }) => sections.slice(random.chance(0.1) ? 1 : 0),
  reviewer: ({ cast, random }) =>
    random.pick(cast.staff.filter(({ unit }) => unit === REVIEW_UNIT))?.id,
  about: ({ state, random }) => random.pick(state.after.regulatorRequests)?.revision,
  restsOn: ({ state: { classification, findings } }) => [
    ...(classification === null ? [] : [classification.revision]),
    ...findings.slice(-3),
  ],
  corrects: ({ state, random }) => random.pick(state.findings),
  remedy: remedyOf,
  remedies: (scene) => [remedyOf(scene)],
  document: ({ random }) => String(random.below(3)).repeat(64),
  money: () => ({ amount: '12.30', currency: 'CNY' }),
  to: anotherCase,
  into: anotherCase,
  possibleDuplicates: (scene) => [anotherCase(scene)],
  finding: ({ random }) => random.pick(['It was so.', 'It was otherwise.']),
};

function remedyOf({ random }: Scene): Json {
  return random.chance(0.5)
    ? { kind: 'money', money: { amount: '300.00', currency: 'CNY' } }
    : { kind: 'apology' };
}

/** One of few, so that a case is named again. */
export function anotherCase({ random }: Scene): string {
  return `00000000000${random.below(3)}`;
}

/** What a second person is to read: the result of a review, while one waits, or the decision. */
function waiting({ review, proposal }: ComplaintState) {
  return review?.proposal ?? proposal;
}

/** At most so long from now, in milliseconds; now and then a while ago. */
function later({ now, random }: Scene, most: number): Instant {
  return new Date(Date.parse(now) + random.below(most) - DAY).toISOString();
}

/** Now, or at most so long ago, in milliseconds. */
function someTimeAgo({ now, random }: Scene, most: number): Instant {
  const ago = random.chance(0.5) ? 0 : random.below(most);
  return new Date(Date.parse(now) - ago).toISOString();
}
