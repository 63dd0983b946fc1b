import { isSigned, keyIdOf, signed } from './signing-key.ts';
import type { PublicKey, SigningKey } from './signing-key.ts';

/**
 * Which keys may sign an institution's heads is said in its log, in the ledger's own stream: the first is introduced
 * under its own signature, each later one under that of the key it replaces. So whoever trusts the first key can
 * follow to the present one, and a key that stands in a table alone counts for nothing. The text that is signed is the
 * canonical JSON of
 *
 *     {"institution":…,"is":"redress/signing-key/1","keyId":…,"publicKey":…,"replaces":key id, or null for the first}
 */
export type Announcement = PublicKey & {
  readonly replaces: string | null;
  /** By the key that is replaced, or by the first key itself. */
  readonly signature: string;
};

export type KeyFault = { readonly at: number; readonly keyId: string; readonly what: string };

export function announce(
  institution: string,
  { keyId, publicKey }: PublicKey,
  signer: SigningKey,
): Announcement {
  const replaces = signer.keyId === keyId ? null : signer.keyId;
  const statement = statementOf(institution, { keyId, publicKey, replaces });
  return { keyId, publicKey, replaces, signature: signed(signer.privateKey, statement) };
}

/** Follows the announcements in order: the keys that may sign, oldest first, and what is wrong with the others. */
export function followKeys(
  institution: string,
  announcements: readonly Announcement[],
): { readonly keys: readonly PublicKey[]; readonly faults: readonly KeyFault[] } {
  const keys: PublicKey[] = [];
  const faults: KeyFault[] = [];
  for (const [at, announcement] of announcements.entries()) {
    const { keyId, publicKey } = announcement;
    const what = faultOf(institution, announcement, keys.at(-1));
    if (what === undefined) keys.push({ keyId, publicKey });
    else faults.push({ at, keyId, what });
  }
  return { keys, faults };
}

function faultOf(
  institution: string,
  { signature, ...announced }: Announcement,
  present: PublicKey | undefined,
): string | undefined {
  const { keyId, publicKey, replaces } = announced;
  if (!isKeyOf(publicKey, keyId)) return 'its id is not the hash of its bytes';
  if (replaces !== (present?.keyId ?? null))
    return `it replaces ${replaces ?? 'none'}, where ${present?.keyId ?? 'none'} was in force`;
  const signer = present?.publicKey ?? publicKey;
  return isSigned(signer, statementOf(institution, announced), signature)
    ? undefined
    : 'the key that was in force did not sign it';
}

function isKeyOf(publicKey: string, keyId: string): boolean {
  try {
    return keyIdOf(publicKey) === keyId;
  } catch {
    return false;
  }
}

function statementOf(
  institution: string,
  { keyId, publicKey, replaces }: Omit<Announcement, 'signature'>,
): object {
  return { is: 'redress/signing-key/1', institution, keyId, publicKey, replaces };
}
