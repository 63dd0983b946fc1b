import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { dataOf } from '../../regimes/data-of.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { ruleName } from './counting.ts';

/** A clock as a list shows it, by the rule that its due instant rests on. */
export type ListedClock = {
  readonly clock: string;
  readonly regime: string;
  readonly version: string;
  readonly step: string | null;
  readonly article: string;
  readonly mark: string;
};

/**
 * The path of the datum that a listed clock rests on: its last step, the clock itself, its beginning again, the day
 * that a letter promised, what was agreed otherwise, or a dispute, whichever has the recorded article and mark. Null
 * where none has, as after a regulator set the day.
 */
export function datumOfClock(
  { clock, regime: name, version, step, article, mark }: ListedClock,
  rules: RuleBook,
): string | null {
  const regime = rules.regime(name, { version });
  if (regime === undefined) return null;
  const own = `clocks.${ruleName(clock)}`;
  const steps = step === null ? [] : [`${own}.extensions.${step}`];
  const data = dataOf(regime).filter((datum) => datum.article === article && datum.mark === mark);
  const others = [
    `${own}.restarts`,
    `${own}.promised`,
    'agreedOtherwise',
    'reopening',
    'rejection',
  ];
  const found = [...steps, own, ...others].find((path) =>
    data.some((datum) => datum.path === path),
  );
  return found ?? null;
}

/** The path of the datum that an event rests on. Null for a promise that rests on none: set by a regulator. */
export function datumOfEvent(said: ComplaintEvent): string | null {
  const { type, data } = said;
  if (type === 'RegimeVersionAdopted') return 'transition';
  if (!('clock' in data) || typeof data.clock !== 'string') return null;
  if (type === 'ClockPaused' || type === 'WaitingClockPaused') return `pauses.${data.pause}`;
  if (isByAgreement(said)) return 'agreedOtherwise';
  const clock = `clocks.${ruleName(data.clock)}`;
  if (type === 'ClockRestarted' && data.because === 'started-again') return `${clock}.restarts`;
  if (type === 'ClockStarted' && data.promisedOn !== undefined) return `${clock}.promised`;
  return type === 'ClockExtended' ? `${clock}.extensions.${data.step}` : clock;
}

/** A day that both sides agreed on, or that stands because they did. */
function isByAgreement({ type, data }: ComplaintEvent): boolean {
  if (type === 'OtherwiseAgreed') return true;
  if (type === 'ClockMoved') return data.because === 'agreed-otherwise';
  return 'agreedOn' in data && data.agreedOn != null;
}
