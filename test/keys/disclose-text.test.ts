import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { commits, seal } from '../../keys/box.ts';
import { discloseText } from '../../keys/disclose-text.ts';

const keyOf = (generation: number) => ({
  id: `complaint-demo.000000000001#${generation}`,
  key: createSecretKey(new Uint8Array(32).fill(generation)),
});
const keys = [keyOf(1), keyOf(2)];
const text = '张三：\n\n兹退还年费。\n';

test('a text is shown to be the one of its commitment, by whichever key sealed it', () => {
  for (const key of keys) {
    const { commitment } = seal(key, text);
    const shown = discloseText(keys, commitment, text) ?? expect.fail('It is the text.');
    expect(shown.value).toBe(text);
    expect(commits({ commitment }, Buffer.from(shown.salt, 'base64url'), text)).toBe(true);
  }
});

test('another text is not, nor one of another key', () => {
  const { commitment } = seal(keyOf(1), text);
  expect(discloseText(keys, commitment, `${text} `)).toBeUndefined();
  expect(discloseText([keyOf(3)], commitment, text)).toBeUndefined();
});
