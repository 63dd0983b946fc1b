import { hash } from 'node:crypto';
import { NothingToProve } from '../ledger/prove.ts';
import { NoKeyHere, openKey } from '../ledger/signing-keys.ts';
import { signed } from '../ledger/signing-key.ts';
import type { SigningKey } from '../ledger/signing-key.ts';
import type { SignedHead } from '../ledger/tree-head.ts';
import type { PackParts } from './pack-parts.ts';

/**
 * What the house says of a whole pack under the key of its head: these files are the ones it handed out. The text that
 * is signed is the canonical JSON (RFC 8785) of
 *
 *     {"institution":…,"is":"redress/manifest/1","keyId":…,"sha256":SHA-256 of manifest.json}
 */
export type ManifestSignature = { readonly keyId: string; readonly signature: string };

export function signManifest(
  { keyId, privateKey }: SigningKey,
  institution: string,
  manifest: Buffer,
): ManifestSignature {
  const sha256 = hash('sha256', manifest, 'hex');
  const statement = { is: 'redress/manifest/1', institution, keyId, sha256 };
  return { keyId, signature: signed(privateKey, statement) };
}

/**
 * The key by which a head was signed, which signs the packs under it as well: a later one would be announced by no
 * event that the head's tree holds. Throws `NothingToProve` when it is not here.
 */
export async function keyOfHead(
  parts: Pick<PackParts, 'database' | 'wrappingOf'>,
  { institution, keyId, treeSize }: SignedHead,
): Promise<SigningKey> {
  try {
    return await openKey(parts, institution, keyId);
  } catch (error) {
    if (!(error instanceof NoKeyHere)) throw error;
    throw new NothingToProve('no-signing-key', {
      en: `The key ${keyId} that signed the head of ${treeSize} leaves is not here, and nothing else may sign this pack: restore schema keys, or take another head.`,
      zh: `签署 ${treeSize} 片叶子树头的密钥 ${keyId} 不在本处，证据包无法签名：请恢复 keys 模式，或改用其他树头。`,
    });
  }
}
