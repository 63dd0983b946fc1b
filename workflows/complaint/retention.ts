import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { RetentionGround } from '../../events/complaint/retention-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { isNatural } from '../../regimes/length.ts';
import { runsFor } from '../../regimes/overlay.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { count, dayOf } from '../calendar.ts';
import type { Context, Decision } from '../process.ts';
import { allSaid, caseRegimes } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { kindsOf } from './comes-under.ts';
import { receivedAtOf } from './state.ts';
import type { ComplaintState } from './state.ts';

type Kept = NonNullable<Regime['retention']>[number];

/** How long a case is kept once it has ended: the longest of its terms, and as long as what holds it is open. */
export function retentionBegins(
  state: ComplaintState,
  endedAt: Instant,
  rules: RuleBook,
): ComplaintEvent {
  const zone = state.clocks[0]?.zone ?? 'UTC';
  const kinds = kindsOf(state) ?? [];
  const terms = caseRegimes(state, rules).flatMap((regime) =>
    (regime.retention ?? [])
      .filter((kept) => runsFor(regime, kept, kinds))
      .map(({ name, records, from, length, article, mark }) => {
        const start = startOf({ records, from }, state, endedAt);
        const term = { name, regime: regime.name, from, article, mark };
        if (length === undefined || !isNatural(length)) return { ...term, until: null };
        if (start === null) return { ...term, until: null };
        if ('waitsFor' in start) return { ...term, until: null, waitsFor: start.waitsFor };
        return { ...term, until: count(start.from, length, zone, false).lastDay };
      }),
  );
  const endedOn = dayOf(endedAt, zone);
  const keepUntil =
    terms
      .map(({ until }) => until ?? endedOn)
      .toSorted()
      .at(-1) ?? endedOn;
  const holds = allSaid(state, { rules, now: endedAt }, ({ name: regime, legalHolds = [] }) =>
    legalHolds.map(({ name, while: matters, article, mark }) => ({
      ...{ name, regime, while: matters, article, mark },
    })),
  );
  return { type: 'RetentionBegun', data: { endedOn, keepUntil, terms, holds } };
}

/** From when a term counts, or what people must tell before it does. */
function startOf(
  { records, from }: Pick<Kept, 'records' | 'from'>,
  state: ComplaintState,
  endedAt: Instant,
): { readonly from: Instant } | { readonly waitsFor: RetentionGround } | null {
  const { grounds } = state.retention;
  if (records === 'credit-case-file' && grounds['credit-information'] === undefined)
    return { waitsFor: 'credit-information' };
  if (from === 'contract-ended') {
    const ended = grounds['contract-ended'];
    return ended === undefined ? { waitsFor: 'contract-ended' } : { from: ended.at };
  }
  const received = from === 'received' ? receivedAtOf(state) : endedAt;
  return received === null ? null : { from: received };
}

export function placeLegalHold(
  _state: ComplaintState,
  { reasons }: CommandData<'PlaceLegalHold'>,
  { actor, now }: Context,
): Decision<ComplaintEvent> {
  return { events: [{ type: 'LegalHoldPlaced', data: { reasons, by: actor.id, at: now } }] };
}

export function liftLegalHold(
  { retention }: ComplaintState,
  { hold, reasons }: CommandData<'LiftLegalHold'>,
  { actor, now }: Context,
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
  return { events: [{ type: 'LegalHoldLifted', data: { hold, reasons, by: actor.id, at: now } }] };
}
