import { z } from 'zod';
import type { EventOf, Vocabulary } from '../vocabulary.ts';

/** What has happened in an institution's ledger: which keys sign its heads, one after the other. */

/** SHA-256 of the public key's 32 bytes. */
const keyId = z.string().regex(/^[0-9a-f]{64}$/);

/** Why a key is replaced: its time has come, or somebody else may have had it. */
export const ROTATIONS = ['scheduled', 'compromised'] as const;

const announced = {
  keyId,
  /** The 32 bytes of an Ed25519 key in base64url without padding. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Ed25519 over the announcement's own text, in base64url without padding. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
};

export const ledgerEvents = {
  /** The first key, signed with itself. */
  SigningKeyIntroduced: { version: 1, schema: z.strictObject(announced) },
  /** A later key, signed with the one that it replaces. */
  SigningKeyRotated: {
    version: 1,
    schema: z.strictObject({ ...announced, replaces: keyId, because: z.enum(ROTATIONS) }),
  },
} satisfies Vocabulary;

export type LedgerEvent = EventOf<typeof ledgerEvents>;
