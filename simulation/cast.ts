import type { Actor } from '../events/envelope.ts';
import type { Regime } from '../regimes/regime.ts';
import { ROLES } from '../workflows/complaint/authority.ts';
import { drawNewVersion } from './new-version.ts';
import type { NewVersion } from './new-version.ts';
import type { Random } from './random.ts';

/** An institution as a case meets it: its people, the regimes it lives under, and who complains there. */
export type Cast = {
  readonly staff: readonly Actor[];
  /** The leading regime. */
  readonly regime: string;
  /** Those that lie over it. */
  readonly overlays: readonly string[];
  /** What comes into force while the case lasts, in some of the cases. */
  readonly newVersion?: NewVersion;
  readonly persona: PersonaName;
  /** Whether its states are frozen, so that a change in place throws: of some cases, since what is frozen is slow. */
  readonly isFrozen: boolean;
};

/** Hours between two acts, the shares of what goes wrong, and how many acts a case sees in all. */
export type Persona = {
  readonly hours: readonly [least: number, most: number];
  readonly acts: readonly [least: number, most: number];
  /** Of acts that make no sense: any command by anybody. */
  readonly nonsense: number;
  /** Of submissions that come again with their id. */
  readonly repeats: number;
  /** Of acts that keep to the order of the usual course. */
  readonly orderly: number;
  /** Of letters that do not get through. */
  readonly unsent: number;
};

/** Of letters, and of acts in order, where nothing else is said. */
const usual = { nonsense: 0.05, repeats: 0.05, orderly: 0.6, unsent: 0.2 };

export const PERSONAS = {
  quick: { ...usual, hours: [1, 40], acts: [8, 18] },
  slow: { ...usual, hours: [20, 200], acts: [7, 16] },
  forgetful: { ...usual, hours: [20, 900], acts: [6, 16], repeats: 0.2 },
  disputing: { ...usual, hours: [4, 60], acts: [18, 36], repeats: 0.1, orderly: 0.9 },
  repeated: { ...usual, hours: [1, 200], acts: [6, 16], repeats: 0.5 },
  unreachable: { ...usual, hours: [4, 60], acts: [16, 32], orderly: 0.9, unsent: 0.95 },
  senseless: { ...usual, hours: [1, 300], acts: [8, 20], nonsense: 0.7, repeats: 0.2 },
} as const satisfies { readonly [name: string]: Persona };

export type PersonaName = keyof typeof PERSONAS;

/** Who submits an import. */
export const IMPORTER: Actor = { id: 'import', role: 'import', unit: 'import', rank: 'none' };

const UNITS = ['consumer-protection', 'branch-0755', 'legal'];
/** Of the superior: whoever reviews what the others did, and whoever signs that off. */
export const REVIEW_UNIT = 'head-office-review';
const REVIEWERS: readonly Actor[] = (['supervisor', 'head', 'executive'] as const).map((role) => ({
  ...{ id: `review-${role}`, role, unit: REVIEW_UNIT, rank: role },
}));
/** Of cases under the order that knows most: steps, pauses, reviews, ways out. */
const MAIN = 0.3;
const MAIN_REGIME = 'cn-nfra-2020';
/** Of cases that come without a regime anybody knows. */
const UNKNOWN_REGIME = 0.02;
/**
 * Of cases under several regimes, of those the ones with three; of cases that see a new version, and of those whose
 * states are frozen.
 */
const OVERLAID = 0.6;
const THREE = 0.4;
const NEW_VERSION = 0.3;
const FROZEN = 0.15;

type Named = Pick<Regime, 'name' | 'over'>;

/** `begin` is when the complaint comes in, in milliseconds. */
export function castOf(random: Random, regimes: readonly Named[], begin: number): Cast {
  const staff = ROLES.flatMap((role) =>
    Array.from({ length: 1 + random.below(2) }, (_, index): Actor => {
      const unit = random.pick(UNITS) ?? 'branch-0755';
      return { id: `${role}-${index + 1}`, role, unit, rank: role };
    }),
  );
  const names = Object.keys(PERSONAS) as readonly PersonaName[];
  const [leading = 'none', ...overlays] = together(random, regimes);
  const versioned = random.pick([leading, ...overlays]) ?? leading;
  return {
    staff: [...staff, ...REVIEWERS],
    regime: random.chance(UNKNOWN_REGIME) ? 'no-such-regime' : leading,
    overlays,
    ...(random.chance(NEW_VERSION) && { newVersion: drawNewVersion(random, versioned, begin) }),
    persona: random.pick(names) ?? 'quick',
    isFrozen: random.chance(FROZEN),
  };
}

/** The regimes of one complaint; what only adds to others comes with one of these. */
function together(random: Random, regimes: readonly Named[]): readonly string[] {
  const wanted = random.chance(OVERLAID) ? (random.chance(THREE) ? 3 : 2) : 1;
  const left = [...regimes];
  const chosen: string[] = [];
  while (chosen.length < wanted && left.length > 0) {
    const [one] = left.splice(placeOf(random, left, chosen), 1);
    if (one === undefined || chosen.includes(one.name)) continue;
    const { name, over = [] } = one;
    const base = over.length === 0 || over.some((other) => chosen.includes(other));
    const bases = base ? [] : over.slice(0, 1);
    chosen.push(...bases, name);
  }
  return chosen;
}

/** Of those that are left the one that is chosen next. */
function placeOf(random: Random, left: readonly Named[], chosen: readonly string[]): number {
  const isMain = chosen.length === 0 && random.chance(MAIN);
  const main = isMain ? left.findIndex(({ name }) => name === MAIN_REGIME) : -1;
  return main < 0 ? random.below(left.length) : main;
}
