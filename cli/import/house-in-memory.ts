import { desk as openDesk } from '../../activities/desk.ts';
import { memoryLog } from '../../events/log/memory-log.ts';
import { memoryKeyRing } from '../../keys/memory-key-ring.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';
import type { ImportHouse } from './take-row.ts';

/** A house that knows nothing yet and forgets everything, with the real rules; nobody attends to its open cases. */
export function houseInMemory(): ImportHouse {
  const log = memoryLog();
  const desk = openDesk({
    log,
    kinds: new Map([['complaint', complaintKind]]),
    rules: (note) => ruleBook([], note),
    report: (stream, { what }) => {
      throw new Error(`${stream}: ${what}`);
    },
  });
  return {
    log,
    desk,
    ring: memoryKeyRing(),
    recordAccess: () => undefined,
    attendance: {
      submit: async (stream, submission) => {
        const { answers } = await desk.visit(stream, [submission], new Date().toISOString());
        return answers[0] ?? { status: 'unknown' };
      },
      look: async () => ({ status: 'unknown' }),
    },
  };
}
