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
};

/** Hours between two acts, the shares of what goes wrong, and how many acts a case sees in all. */
export type Persona = {
  readonly hours: readonly [least: number, most: number];
  readonly acts: readonly [least: number, most: number];
  /** Of acts that make no sense: any command by anybody. */
  readonly nonsense: number;
  /** Of submissions that come again with their id. */
  readonly repeats: number;
  /** Of acts after the case has ended. */
  readonly disputes: number;
};

export const PERSONAS = {
  quick: { hours: [1, 40], acts: [8, 20], nonsense: 0.05, repeats: 0.05, disputes: 0.1 },
  slow: { hours: [20, 200], acts: [8, 18], nonsense: 0.05, repeats: 0.05, disputes: 0.1 },
  forgetful: { hours: [20, 900], acts: [6, 16], nonsense: 0.05, repeats: 0.2, disputes: 0.1 },
  disputing: { hours: [10, 100], acts: [16, 34], nonsense: 0.05, repeats: 0.1, disputes: 0.9 },
  repeated: { hours: [1, 200], acts: [6, 16], nonsense: 0.05, repeats: 0.5, disputes: 0.5 },
  senseless: { hours: [1, 300], acts: [8, 25], nonsense: 0.7, repeats: 0.2, disputes: 0.8 },
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
/** Of cases that come without a regime anybody knows. */
const UNKNOWN_REGIME = 0.02;
/** Of cases under several regimes, of those the ones with three, and of cases that see a new version. */
const OVERLAID = 0.6;
const THREE = 0.4;
const NEW_VERSION = 0.3;

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
  };
}

/** The regimes of one complaint; what only adds to others comes with one of these. */
function together(random: Random, regimes: readonly Named[]): readonly string[] {
  const wanted = random.chance(OVERLAID) ? (random.chance(THREE) ? 3 : 2) : 1;
  const left = [...regimes];
  const chosen: string[] = [];
  while (chosen.length < wanted && left.length > 0) {
    const [one] = left.splice(random.below(left.length), 1);
    if (one === undefined || chosen.includes(one.name)) continue;
    const { name, over = [] } = one;
    const base = over.length === 0 || over.some((other) => chosen.includes(other));
    const bases = base ? [] : over.slice(0, 1);
    chosen.push(...bases, name);
  }
  return chosen;
}
