import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { CountStep } from '../count-steps.ts';
import { ruleName } from './counting.ts';
import { restarting } from './restart-clocks.ts';

/** A datum of a regime that counted, where it is written, and how sure that is: V, S, M or P. */
export type CountedRule = {
  readonly datum: string;
  readonly article: string;
  readonly mark: string;
};

type Sourced = { readonly article: string; readonly mark: string };

/**
 * What decided what an event did to a clock, beside the datum that the event itself cites: how days are counted and by
 * which holidays, the pause that is over, the step asked for, the repeat that lets time begin anew. `pauses` are what
 * the events said when clocks stood still, by clock and pause; the rest the version of the regime says that counted.
 */
export function rulesCounted(
  { type, data }: ComplaintEvent,
  clock: string,
  regime: Regime | undefined,
  pauses: ReadonlyMap<string, Sourced>,
): readonly CountedRule[] {
  const own = `clocks.${ruleName(clock)}`;
  const rule = regime?.clocks.find(({ name }) => name === ruleName(clock));
  const counted = 'trace' in data ? countedBy(regime, clock, data.trace) : [];
  switch (type) {
    case 'ClockResumed':
      if (data.agreedOn != null) return counted;
      return [...cited(`pauses.${data.pause}`, pauses.get(`${clock} ${data.pause}`)), ...counted];
    case 'ClockRestarted': {
      const repeat = data.because === 'new-facts' ? restarting(regime, clock) : undefined;
      return [...cited(`repeats.${repeat?.name}`, repeat), ...counted];
    }
    case 'ExtensionRequested':
    case 'ExtensionGranted':
    case 'ExtensionRefused':
    case 'ExtensionLapsed': {
      const step = rule?.extensions.find(({ name }) => name === data.step);
      return cited(`${own}.extensions.${data.step}`, step);
    }
    default:
      return counted;
  }
}

function countedBy(
  regime: Regime | undefined,
  name: string,
  trace: readonly CountStep[],
): readonly CountedRule[] {
  const rule = regime?.clocks.find((one) => one.name === ruleName(name));
  if (rule === undefined || trace.length === 0) return [];
  const usesCalendar = trace.some((step) => 'calendar' in step && step.calendar !== undefined);
  return [
    ...cited(`clocks.${rule.name}.counting`, rule.counting),
    ...cited(
      'calendar',
      usesCalendar && rule.calendar === undefined ? regime?.calendar : undefined,
    ),
  ];
}

function cited(datum: string, source: Sourced | undefined): readonly CountedRule[] {
  return source === undefined ? [] : [{ datum, article: source.article, mark: source.mark }];
}
