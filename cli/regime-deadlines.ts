import { dutiesOf, kindsUnknown, overlay } from '../regimes/overlay.ts';
import type { Deadline, Duty } from '../regimes/overlay.ts';
import type { Clock, Regime } from '../regimes/regime.ts';
import { CommandFailed, EXIT } from './output.ts';
import { NotPublished, countClock } from './regime-count.ts';

/** What starts when a complaint comes in: received, accepted and, from a regulator, sent to the firm. */
const AT_RECEIPT = ['received', 'accepted', 'sent-to-firm'] as const;

/** What one complaint owes under several regimes, all of it started on one day or at one instant. */
export function deadlinesOf(
  regimes: readonly Regime[],
  from: string,
  kinds: readonly string[],
): readonly Duty[] {
  const { unknown, known } = kindsUnknown(regimes, kinds);
  if (unknown.length > 0)
    throw new CommandFailed(
      {
        en: `None of these regimes has the kind ${unknown.join(', ')}; ${known.length === 0 ? 'they have none' : `there are ${known.join(', ')}`}.`,
        zh: `所列规则均没有投诉类别 ${unknown.join('、')}；${known.length === 0 ? '未作分类' : `现有：${known.join('、')}`}。`,
      },
      EXIT.badInput,
    );
  const deadlines = dutiesOf(regimes, AT_RECEIPT, kinds).map(({ regime, clock }): Deadline => {
    const { limit, metBy } = clock;
    const dueAt = dueOf(regime, clock, from);
    return { regime: regime.name, version: regime.version, clock: clock.name, limit, metBy, dueAt };
  });
  return overlay(deadlines);
}

/** Null where the calendar for it is not published yet. */
function dueOf(regime: Regime, clock: Clock, from: string): string | null {
  try {
    return countClock(regime, clock, from, []).dueAt;
  } catch (error) {
    if (error instanceof NotPublished) return null;
    throw error;
  }
}
