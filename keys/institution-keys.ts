import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InstitutionKeysFault } from './key-faults.ts';

/**
 * An institution's two keys, from which all its others hang. Losing them loses every personal value of that
 * institution, so they are made only on request, never overwritten, and belong into the institution's own
 * safekeeping as soon as they are made.
 */
export type InstitutionKeys = {
  /** Names cases; never rotates, since case numbers follow from it. */
  readonly identity: KeyObject;
  /** Wraps case keys. */
  readonly wrapping: KeyObject;
};

export const INSTITUTION_NAME = /^[a-z0-9]{2,16}$/;
const KEY_BYTES = 32;
/** Followed by the institution's name in capitals. */
export const ENVIRONMENT_PREFIX = 'REDRESS_INSTITUTION_KEYS_';
/** Any right of the group or of others. */
const OTHERS = 0o077;

const written = z.strictObject({ identity: z.base64(), wrapping: z.base64() });

/**
 * The keys of one institution, from `REDRESS_INSTITUTION_KEYS_<INSTITUTION>` (base64 of the file's JSON) or
 * from `<home>/keys/<institution>.json`; when both are there they must agree. Throws `InstitutionKeysFault`.
 */
export function readInstitutionKeys(
  home: string,
  institution: string,
  environment: NodeJS.ProcessEnv = process.env,
): InstitutionKeys {
  checkInstitutionName(institution);
  const variable = ENVIRONMENT_PREFIX + institution.toUpperCase();
  const given = environment[variable];
  const file = fileOf(home, institution);
  const stored = readPrivate(file);
  const fromFile = stored === undefined ? undefined : parse(stored, file);
  if (given === undefined || given === '')
    return fromFile ?? unknown(home, institution, environment);
  const keys = parse(Buffer.from(given, 'base64').toString('utf8'), variable);
  if (fromFile !== undefined && !same(keys, fromFile))
    throw new InstitutionKeysFault(
      'institution-keys-ambiguous',
      `${variable} and ${file} hold different keys. Case numbers follow from them: remove the wrong one.`,
    );
  return keys;
}

/** As `readInstitutionKeys`, each institution read once: what the edges and the key ring are given. */
export function institutionKeysOf(
  home: string,
  environment: NodeJS.ProcessEnv = process.env,
): (institution: string) => InstitutionKeys {
  const known = new Map<string, InstitutionKeys>();
  return (institution) => {
    const keys = known.get(institution) ?? readInstitutionKeys(home, institution, environment);
    known.set(institution, keys);
    return keys;
  };
}

/** Makes the keys of a new institution and writes them, for the owner alone. Throws when the file is there. */
export function createInstitutionKeys(
  home: string,
  institution: string,
): InstitutionKeys & { readonly file: string } {
  checkInstitutionName(institution);
  const file = fileOf(home, institution);
  mkdirSync(join(home, 'keys'), { recursive: true, mode: 0o700 });
  const [identity, wrapping] = [randomBytes(KEY_BYTES), randomBytes(KEY_BYTES)];
  const text = JSON.stringify({
    identity: identity.toString('base64'),
    wrapping: wrapping.toString('base64'),
  });
  // A link appears with its whole content or not at all, and never replaces what another has made.
  const draft = `${file}.${randomUUID()}`;
  try {
    writeThrough(draft, `${text}\n`);
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    throw new InstitutionKeysFault(
      'institution-keys-exist',
      `${file} is there already. An institution's keys are made once; its identity never rotates.`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
  return { identity: createSecretKey(identity), wrapping: createSecretKey(wrapping), file };
}

function fileOf(home: string, institution: string): string {
  return join(home, 'keys', `${institution}.json`);
}

/** Throws `InstitutionKeysFault` on what can be no institution's name. */
export function checkInstitutionName(institution: string): void {
  if (!INSTITUTION_NAME.test(institution))
    throw new InstitutionKeysFault(
      'institution-name-malformed',
      `An institution's name is 2 to 16 small letters and digits, not ${JSON.stringify(institution)}.`,
    );
}

/** The file's text, undefined when there is none. Looks at the rights of the very file it reads. */
function readPrivate(file: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    if (process.platform !== 'win32' && (fstatSync(descriptor).mode & OTHERS) !== 0)
      throw new InstitutionKeysFault(
        'institution-keys-exposed',
        `${file} can be read or written by others than its owner. Set its rights with: chmod 600 ${file}`,
      );
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function writeThrough(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Errors name the place and the field, never what stands there. */
function parse(text: string, place: string): InstitutionKeys {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed(place, 'is not JSON (in the environment: the base64 of JSON)');
  }
  const parsed = written.safeParse(json);
  if (!parsed.success)
    throw malformed(place, 'must hold exactly "identity" and "wrapping", each in base64');
  const { identity, wrapping } = parsed.data;
  if (identity === wrapping) throw malformed(place, 'has the same key twice');
  return {
    identity: secret(identity, 'identity', place),
    wrapping: secret(wrapping, 'wrapping', place),
  };
}

function secret(base64: string, field: string, place: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== KEY_BYTES)
    throw malformed(place, `has ${bytes.length} bytes as "${field}" where ${KEY_BYTES} belong`);
  return createSecretKey(bytes);
}

function malformed(place: string, what: string): InstitutionKeysFault {
  return new InstitutionKeysFault('institution-keys-malformed', `The key set in ${place} ${what}.`);
}

function unknown(home: string, institution: string, environment: NodeJS.ProcessEnv): never {
  const known = institutionsOf(home, environment);
  throw new InstitutionKeysFault(
    'institution-unknown',
    `No keys are known for institution ${institution} (known: ${known.join(', ') || 'none'}). ` +
      `Restore ${fileOf(home, institution)}, set ${ENVIRONMENT_PREFIX}${institution.toUpperCase()}, ` +
      `or, when it is new, make its keys once with \`redress institution add ${institution}\`.`,
  );
}

/** Every institution whose keys are in the home or in the environment, by name; not whether they are good. */
export function institutionsOf(
  home: string,
  environment: NodeJS.ProcessEnv = process.env,
): readonly string[] {
  const given = Object.keys(environment)
    .filter((name) => name.startsWith(ENVIRONMENT_PREFIX) && environment[name] !== '')
    .map((name) => name.slice(ENVIRONMENT_PREFIX.length).toLowerCase());
  const names = [...filesIn(join(home, 'keys')), ...given];
  return [...new Set(names)].filter((name) => INSTITUTION_NAME.test(name)).toSorted();
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.replace(/\.json$/, ''));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function same(one: InstitutionKeys, other: InstitutionKeys): boolean {
  return one.identity.equals(other.identity) && one.wrapping.equals(other.wrapping);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
