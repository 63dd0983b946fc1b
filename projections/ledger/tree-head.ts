import { isSigned, signed } from './signing-key.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * What an institution states of its ledger at an instant: so many leaves, this root. Whoever keeps a head can later
 * ask for proof that the tree has only grown since. The text that is signed is the canonical JSON (RFC 8785: keys in
 * order, no spaces) of
 *
 *     {"institution":…,"is":"redress/tree-head/1","keyId":…,"rootHash":…,"timestamp":…,"treeSize":…}
 */
export type TreeHead = {
  readonly institution: string;
  readonly treeSize: number;
  /** 64 characters of lower-case hex. */
  readonly rootHash: string;
  /** When it was signed, by the clock of whoever signed: UTC with milliseconds. */
  readonly timestamp: string;
  readonly keyId: string;
};

export type SignedHead = TreeHead & { readonly signature: string };

export function signHead(key: SigningKey, head: Omit<TreeHead, 'keyId'>): SignedHead {
  const whole = { ...head, keyId: key.keyId };
  return { ...whole, signature: signed(key.privateKey, statementOf(whole)) };
}

/** Whether this head was signed with the key; that the key is the institution's own is another question. */
export function isHeadSigned(publicKey: string, { signature, ...head }: SignedHead): boolean {
  return isSigned(publicKey, statementOf(head), signature);
}

function statementOf({ institution, treeSize, rootHash, timestamp, keyId }: TreeHead): object {
  return { is: 'redress/tree-head/1', institution, treeSize, rootHash, timestamp, keyId };
}
