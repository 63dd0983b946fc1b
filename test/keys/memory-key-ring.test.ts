import { caseNumber } from '../../keys/case-number.ts';
import { createSecretKey } from 'node:crypto';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import { keyRingRules } from './key-ring-rules.ts';

const identity = createSecretKey(new Uint8Array(32).fill(1));
let drawn = 0;
const ring = memoryKeyRing();
keyRingRules(
  () => ring,
  () => `complaint-demo.${caseNumber(identity, 'test', String((drawn += 1)))}`,
);
