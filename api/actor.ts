import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Actor, Text } from '../events/envelope.ts';
import { INSTITUTION_NAME } from '../keys/institution-keys.ts';
import { ROLES } from '../workflows/complaint/authority.ts';

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
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);

/**
 * Roles a token may carry. `auditor` reads and changes nothing; `operator` runs the house and works on no case; the
 * engine's own role is not among them.
 */
export const TOKEN_ROLES = [...ROLES, 'auditor', 'operator'] as const;

const claims = z.object({
  sub: word,
  role: z.enum(TOKEN_ROLES),
  rank: word,
  unit: word,
  institution: z.string().regex(INSTITUTION_NAME),
  client: z.string().regex(/^[a-z0-9-]{1,40}$/),
});
export type Claims = z.infer<typeof claims>;

/** A token for development, good for `hours`. */
export async function developmentToken(
  given: Claims,
  secret: Uint8Array,
  hours: number,
): Promise<string> {
  const { sub, ...rest } = claims.parse(given);
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
    const { sub: id, role, rank, unit, institution, client } = claims.parse(payload);
    return { actor: { id, role, unit, rank }, institution, client };
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      return { wrong: { en: 'The token has expired.', zh: '令牌已过期。' } };
    return { wrong: { en: 'The token is not one of this house.', zh: '令牌并非由本系统签发。' } };
  }
}
