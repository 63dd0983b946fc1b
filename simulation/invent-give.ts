import { ENGINE } from '../events/envelope.ts';
import type { Actor } from '../events/envelope.ts';
import { authority } from '../workflows/complaint/authority.ts';
import type { RelationName } from '../workflows/complaint/relations.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { IMPORTER, REVIEW_UNIT } from './cast.ts';
import type { Persona } from './cast.ts';
import { complaintOf } from './case-laws.ts';
import { ALL_COMMANDS, PEOPLE_COMMANDS, drawCommand } from './draw.ts';
import { sceneOf } from './hearing.ts';
import { possible } from './possible.ts';
import type { Random } from './random.ts';
import type { Give } from './story.ts';
import { usual } from './usual.ts';
import type { World } from './world.ts';

/**
 * Who gives which command. A plausible one is one that the process would accept now, for which commands are tried on
 * the state until one is; so a command that is new in the catalogue is given as well.
 */

const SAW = 0.15;
const USUAL = 0.8;
/** How many acts are tried on the state before one is given all the same. */
const TRIES = 24;
/** … and how often each step of the usual course, by other people and with other words. */
const TRIES_EACH = 5;

type Rule = { readonly roles: readonly string[]; readonly relations?: readonly RelationName[] };
/** What nobody gives of a case, or a review, that is his own. */
const OF_OTHERS: readonly RelationName[] = [
  ...(['never-own-time', 'never-own-decision', 'never-own-end', 'never-handled'] as const),
  'not-reviewer',
];

/** Commands that nobody's person gives. */
const OTHERS: { readonly [type: string]: Actor } = {
  ImportCase: IMPORTER,
  ImportFacts: IMPORTER,
  AcceptLink: ENGINE,
  AcceptMerge: ENGINE,
  AdoptNewVersions: ENGINE,
};
/** What comes beside the usual course. */
const OFTEN: readonly string[] = [...PEOPLE_COMMANDS, 'ImportFacts', 'AcceptLink', 'AcceptMerge'];
/** What would end too many cases early, or throw them back too often, and how often it is let be. */
const SELDOM: readonly string[] = ['WithdrawComplaint', 'ReturnDecision', 'ReturnReview'];
const SELDOM_ONCE_PROPOSED: readonly string[] = [
  'RecordFinding',
  'ClassifyComplaint',
  'AssignCase',
];
const LET_BE = 0.85;

/** Whose luck it is; each command drawn takes a salt of its own. */
type Giving = { readonly random: Random; readonly persona: Persona; salt: number };

/** The next thing somebody gives: by the usual course, beside it, or senseless. */
export function inventGive(plan: Giving, world: World, at: number): Give {
  const { random, persona } = plan;
  const saw = random.chance(SAW) && world.revision >= 0 ? sawOf(random) : {};
  if (random.chance(persona.nonsense))
    return { ...anyGive(plan, world, ALL_COMMANDS), wild: true, ...saw };
  const seen = { ...world, now: new Date(at).toISOString() };
  const state = complaintOf(world.state);
  const course = random.chance(USUAL) ? usual(state, random, persona.orderly) : [];
  const besides = possible(state, OFTEN);
  for (let tried = 0; ; tried++) {
    const next = course[Math.floor(tried / TRIES_EACH)];
    const give = anyGive(plan, world, next === undefined ? besides : [next]);
    if (tried === TRIES || isAccepted(seen, give)) return { ...give, ...saw };
  }
}

function sawOf(random: Random): Pick<Give, 'saw'> {
  return { saw: random.chance(0.7) ? 'present' : 'older' };
}

function anyGive(plan: Giving, { cast, state }: World, types: readonly string[]): Give {
  const { random } = plan;
  const { proposal } = complaintOf(state);
  const first = random.pick(types) ?? 'CloseCase';
  const seldom = proposal === null ? SELDOM : [...SELDOM, ...SELDOM_ONCE_PROPOSED];
  const isLetBe = seldom.includes(first) && random.chance(LET_BE);
  const type = isLetBe ? (random.pick(types) ?? first) : first;
  plan.salt += 2;
  const by = OTHERS[type] ?? personFor(type, cast, complaintOf(state), random);
  return { type, by, salt: plan.salt, wild: false };
}

/** Of people who give a command, the share who know whose it is to give. */
const KNOW_THEIR_PLACE = 0.75;

function personFor(
  type: string,
  { staff }: World['cast'],
  { handler, review }: ComplaintState,
  random: Random,
): Actor {
  const rule = authority[type as keyof typeof authority] as Rule | undefined;
  const [reviewers = [], others = []] = [true, false].map((is) =>
    staff.filter(({ unit }) => (unit === REVIEW_UNIT) === is),
  );
  const own = staff.find(({ id }) => id === (review?.reviewer ?? handler));
  const isOthers = rule?.relations?.some((one) => OF_OTHERS.includes(one)) === true;
  const share = rule?.relations?.includes('reviewer') === true ? 0.9 : 0.4;
  if (own !== undefined && !isOthers && random.chance(share)) return own;
  const isReview = rule?.relations?.includes('other-unit') === true;
  const isReviewed = review !== null && random.chance(0.7);
  const asked = isReview || isReviewed ? reviewers : staff;
  const able = (asked === staff ? others : asked).filter(
    ({ id, role }) => rule?.roles.includes(role) && !(isOthers && id === own?.id),
  );
  return random.pick(random.chance(KNOW_THEIR_PLACE) && able.length > 0 ? able : asked) ?? IMPORTER;
}

/** Whether the process would do something of it, on the state as its writer sees it. */
function isAccepted(world: World, { type, by, salt }: Give): boolean {
  const command = drawCommand(type, sceneOf(world, salt), false);
  if (command === undefined) return false;
  const { kind, rules } = world.parts;
  const context = { now: world.now, actor: by, rules: rules(() => undefined) };
  try {
    const decision = kind.process.decide(world.state, command, context);
    return 'events' in decision && decision.events.length > 0;
  } catch {
    return true;
  }
}
