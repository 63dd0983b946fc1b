import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Instant } from '../../../events/envelope.ts';
import type { Told } from '../../../workflows/complaint/timeline.ts';
import { hana } from './a-case.ts';

/** Events as they were recorded, all at one instant by one handler. */
export function told(events: readonly ComplaintEvent[], at: Instant): readonly Told[] {
  return events.map((said, revision) => ({
    said,
    recorded: {
      id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
      stream: 'complaint-bank.000000000001',
      ...{ revision, type: said.type, version: 1, data: said.data },
      meta: {
        submission: { id: 'person:test:1', command: 0, of: 1 },
        ...{ actor: hana, occurredAt: at, decidedAt: at, grounds: [] },
      },
      ...{ position: String(revision), recordedAt: at },
    },
  }));
}
