import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keyOf, openDocument, sealDocument } from '../../documents/seal-document.ts';

const caseKey = (id: string, byte = 3) => ({
  id,
  key: createSecretKey(new Uint8Array(32).fill(byte)),
});
const key = caseKey('complaint-demo.000000000001#1');
const content = Buffer.from('合同正文 and more');

describe('a sealed document', () => {
  test('opens with its key, also when it is empty', () => {
    for (const bytes of [content, Buffer.alloc(0)])
      expect(openDocument(key, sealDocument(key, bytes))).toEqual(bytes);
    expect(keyOf(sealDocument(key, content).sealed)).toBe(key.id);
  });

  test('is the same for equal content, and does not show it', () => {
    expect(sealDocument(key, content)).toEqual(sealDocument(key, content));
    const { commitment, sealed } = sealDocument(key, content);
    expect(commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(sealed.includes(content)).toBe(false);
    const other = sealDocument(caseKey(key.id, 4), content);
    expect(other.commitment).not.toBe(commitment);
  });

  test('does not open with another key, commitment or byte', () => {
    const document = sealDocument(key, content);
    expect(openDocument(caseKey(key.id, 4), document)).toBeUndefined();
    expect(openDocument(caseKey('complaint-demo.000000000001#2'), document)).toBeUndefined();
    expect(openDocument(key, { ...document, commitment: '0'.repeat(64) })).toBeUndefined();
    for (let at = 0; at < document.sealed.length; at += 1) {
      const sealed = Buffer.from(document.sealed);
      sealed[at] = (sealed[at] ?? 0) ^ 1;
      expect(openDocument(key, { ...document, sealed }), `byte ${at}`).toBeUndefined();
    }
    expect(keyOf(Buffer.from([0]))).toBeUndefined();
  });
});
