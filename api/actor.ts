import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Actor, Text } from '../events/envelope.ts';
import { plainWords } from '../events/plain-words.ts';
import { staff, unit } from '../events/words.ts';
import { INSTITUTION_NAME } from '../keys/institution-keys.ts';
import { ROLES } from '../workflows/complaint/authority.ts';
import type { Fault } from './problems.ts';

/**
 * The one place an actor comes from: a signed token, never a bare header. For now it is a development token, signed
 * with the house's own secret; a house's identity provider takes its place here.
 */

/** Who acts, for which institution, through which client. */
export type Caller = {
  readonly actor: Actor;
  readonly institution: string;
  /** The system that calls; part of every submission id, so that no client meets another's keys. */
  readonly client: string;
};

const ISSUER = 'redress-development';
const word = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/,
    'must be letters, digits, dots, underscores and hyphens, as consumer-protection (80 at most)',
  );

/**
 * Roles a token may carry. `auditor` reads and changes nothing; `operator` runs the house and works on no case; the
 * engine's own role is not among them.
 */
export const TOKEN_ROLES = [...ROLES, 'auditor', 'operator'] as const;

const claims = z.object({
  sub: staff,
  role: z.enum(TOKEN_ROLES),
  rank: word,
  unit,
  institution: z.string().regex(INSTITUTION_NAME, 'must be 2 to 16 small letters and digits'),
  client: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be small letters, digits and hyphens, as back-office'),
});
export type Claims = z.infer<typeof claims>;

/** Claims that no token may carry, each fault by the claim's name. */
export class ClaimsMalformed extends Error {
  override readonly name = 'ClaimsMalformed';
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ at, message }) => `${at} ${message}`).join('; '));
    this.faults = faults;
  }
}

function checkClaims(given: unknown): Claims {
  const parsed = claims.safeParse(given, { error: plainWords });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ at: path.join('/'), message }));
  throw new ClaimsMalformed(faults);
}

/** A token for development, good for `hours`; throws `ClaimsMalformed`. */
export async function developmentToken(
  given: Claims,
  secret: Uint8Array,
  hours: number,
): Promise<string> {
  const { sub, ...rest } = checkClaims(given);
  return new SignJWT(rest)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(`${hours}h`)
    .sign(secret);
}

/**
 * Reads the caller from an `Authorization` header; what is wrong with it otherwise. `at` is when it was presented: now,
 * unless the request lay in a queue for a while.
 */
export async function callerOf(
  authorization: string | undefined,
  secret: Uint8Array,
  at = new Date(),
): Promise<Caller | { readonly wrong: Text }> {
  const token = /^Bearer ([A-Za-z0-9._-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined)
    return {
      wrong: {
        en: 'Send Authorization: Bearer <token>; `redress token` makes one.',
        zh: '请发送 Authorization: Bearer <token>；可用 `redress token` 生成。',
      },
    };
  try {
    const { payload } = await jwtVerify(token, secret, {
      issuer: ISSUER,
      algorithms: ['HS256'],
      requiredClaims: ['exp'],
      currentDate: at,
    });
    const { sub: id, role, rank, unit, institution, client } = checkClaims(payload);
    return { actor: { id, role, unit, rank }, institution, client };
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      return { wrong: { en: 'The token has expired.', zh: '令牌已过期。' } };
    // The signature was right, so whoever made the token can mend it.
    if (error instanceof ClaimsMalformed)
      return {
        wrong: {
          en: `The token is signed, but its claims are not as they must be: ${error.message}.`,
          zh: `令牌签名有效，但其声明不符合要求：${error.message}。`,
        },
      };
    return { wrong: { en: 'The token is not one of this house.', zh: '令牌并非由本系统签发。' } };
  }
}
