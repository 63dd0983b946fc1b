import type { ListedCase } from '../projections/case-list.ts';
import { textOf } from './shown.ts';

/** A case of the board as it is answered. */
export function shownCase(row: ListedCase) {
  const { number, status, revision, source, regime, product, channel, unit, handler } = row;
  const { outcome, timely, imported, facts, cause, right, branch } = row;
  return {
    case: number,
    revision,
    status,
    source,
    regime,
    ...{ product, cause, right, class: row.class },
    channel,
    ...{ branch, unit, handler },
    outcome,
    timely,
    openedAt: row.opened_at.toISOString(),
    receivedOn: row.received_on,
    sentOn: row.sent_on,
    dueAt: textOf(row.due_at),
    closedAt: textOf(row.closed_at),
    awaitingSignOff: row.awaiting_sign_off,
    imported,
    takenOver: row.taken_over,
    snapshotOn: row.snapshot_on,
    facts,
  };
}
