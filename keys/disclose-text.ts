import { open, seal } from './box.ts';
import type { CaseKey } from './box.ts';
import type { Disclosed } from './disclose-boxes.ts';

/**
 * What shows that a text is the one of which only the commitment was kept; nothing when it is another text, or was
 * sealed with none of these keys.
 */
export function discloseText(
  keys: readonly CaseKey[],
  commitment: string,
  text: string,
): Pick<Disclosed, 'salt' | 'value'> | undefined {
  for (const key of keys) {
    const box = seal(key, text);
    if (box.commitment !== commitment) continue;
    return { salt: Buffer.from(open(key, box).salt).toString('base64url'), value: text };
  }
  return undefined;
}
