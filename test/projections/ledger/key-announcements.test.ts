import { expect, test } from 'vitest';
import { announce, followKeys } from '../../../projections/ledger/key-announcements.ts';
import { drawSigningKey } from '../../../projections/ledger/signing-key.ts';

const [first, second, third, stranger] = [1, 2, 3, 4].map(drawSigningKey) as [
  ReturnType<typeof drawSigningKey>,
  ReturnType<typeof drawSigningKey>,
  ReturnType<typeof drawSigningKey>,
  ReturnType<typeof drawSigningKey>,
];
const chain = [
  announce('onebank', first, first),
  announce('onebank', second, first),
  announce('onebank', third, second),
];
const idsOf = (keys: readonly { readonly keyId: string }[]) => keys.map(({ keyId }) => keyId);

test('leads from the first key to the present one', () => {
  const { keys, faults } = followKeys('onebank', chain);
  expect(faults).toEqual([]);
  expect(idsOf(keys)).toEqual(idsOf([first, second, third]));
});

test.each([
  ['a stranger announces', announce('onebank', stranger, stranger), 'it replaces none, where'],
  [
    'a key announces that is no longer in force',
    announce('onebank', stranger, first),
    `it replaces ${first.keyId}, where`,
  ],
  [
    'a stranger signs for the key in force',
    { ...announce('onebank', stranger, stranger), replaces: third.keyId },
    'did not sign it',
  ],
  ['was announced elsewhere', announce('twobank', stranger, third), 'did not sign it'],
  [
    'has the id of another',
    { ...announce('onebank', stranger, third), publicKey: first.publicKey },
    'its id is not the hash of its bytes',
  ],
  [
    'is none',
    { ...announce('onebank', stranger, third), publicKey: 'none' },
    'its id is not the hash of its bytes',
  ],
])('does not follow a key that %s', (_name, wrong, what) => {
  const { keys, faults } = followKeys('onebank', [...chain, wrong]);
  expect(idsOf(keys)).toEqual(idsOf([first, second, third]));
  expect(faults).toMatchObject([{ at: 3, keyId: stranger.keyId }]);
  expect(faults[0]?.what).toContain(what);
});
