import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { count, dayOf } from '../calendar.ts';
import type { Context, Decision } from '../process.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { retentionRules } from './retention-rules.ts';
import type { RetentionRule } from './retention-rules.ts';
import { receivedAtOf, regimeOf } from './state.ts';
import type { ComplaintState } from './state.ts';

/** How long a case is kept once it has ended: the longest of its terms, and as long as a hold stands. */
export function retentionBegins(state: ComplaintState, endedAt: Instant): ComplaintEvent {
  const zone = state.clocks[0]?.zone ?? 'UTC';
  const starts: { readonly [From in RetentionRule['from']]: Instant | null } = {
    received: receivedAtOf(state),
    closed: endedAt,
    'dispute-ended': endedAt,
    'contract-ended': null,
  };
  const terms = retentionRules(regimeOf(state)).map(({ name, from, length, article, mark }) => {
    const start = starts[from];
    const until =
      length === undefined || start === null ? null : count(start, length, zone, false).lastDay;
    return { name, from, until, article, mark };
  });
  const endedOn = dayOf(endedAt, zone);
  const keepUntil =
    terms
      .map(({ until }) => until ?? endedOn)
      .toSorted()
      .at(-1) ?? endedOn;
  return { type: 'RetentionBegun', data: { endedOn, keepUntil, terms } };
}

export function placeLegalHold(
  _state: ComplaintState,
  { reasons }: CommandData<'PlaceLegalHold'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  return { events: [{ type: 'LegalHoldPlaced', data: { reasons, by: actor.id } }] };
}

export function liftLegalHold(
  { retention }: ComplaintState,
  { hold, reasons }: CommandData<'LiftLegalHold'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const placed = retention.holds.find(({ revision }) => revision === hold);
  if (placed === undefined)
    return refuse(
      'no-such-hold',
      `No legal hold of revision ${hold} stands.`,
      `修订号 ${hold} 处没有有效的法律保全。`,
    );
  if (placed.by === actor.id)
    return refuse(
      'same-person',
      'A legal hold is lifted by another person than the one who placed it.',
      '法律保全应由设置人以外的人员解除。',
    );
  return { events: [{ type: 'LegalHoldLifted', data: { hold, reasons, by: actor.id } }] };
}
