import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { dayOf } from '../calendar.ts';
import type { Refusal } from '../process.ts';
import { caseRegimes } from './case-regime.ts';
import type { ClockPromise } from './promise.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState } from './state.ts';

/** Clocks of no rule: a regulator's request sets its own. */
const REPLY_CLOCK = 'regulator-reply';

/** A withdrawn complaint is decided no more; who asked for a review or a reply still waits for it. */
export function endsWithTheCase({ metBy }: Pick<CaseClock, 'metBy'>): boolean {
  return !metBy.some((what) => what === 'review-decided' || what === 'regulator-answered');
}

/** The name of the clock for the next request of a regulator: each has its own. */
export function nextReplyClock({ after }: ComplaintState): string {
  return `${REPLY_CLOCK}-${after.regulatorRequests.length + 1}`;
}

/** Where a clock gets its regime, version and zone from: those the case is handled under. */
type Under = Pick<CaseClock, 'regime' | 'version' | 'zone'>;

/**
 * Those of the regime to which a request belongs, and, where nobody names one, of the case's only one: a Chinese
 * regulator's reply is not counted by London's days because the United Kingdom's rules lead. Overlays ask nothing.
 */
export function under(
  state: ComplaintState,
  named: string | undefined,
  rules: RuleBook,
): Under | { readonly refused: Refusal } | undefined {
  const regimes = caseRegimes(state, rules);
  const asking = regimes.filter(({ over }) => over === undefined);
  const [only, ...others] = asking.length === 0 ? regimes : asking;
  const names = asking.map(({ name }) => name);
  if (named === undefined && others.length > 0)
    return refuse(
      'regime-of-request-missing',
      `The case comes under ${names.join(', ')}: say under which of them the regulator asks.`,
      `本案适用多项监管规则（${names.join('、')}），请注明监管要求所依据的规则。`,
    );
  const regime = named === undefined ? only : regimes.find(({ name }) => name === named);
  if (named !== undefined && regime === undefined)
    return refuse(
      'not-a-regime-of-the-case',
      `The case does not come under ${named}.`,
      `本案不适用监管规则 ${named}。`,
    );
  return regime && { regime: regime.name, version: regime.version, zone: regime.zone };
}

/** A regulator names the instant itself, so there is nothing to count. */
export function startReplyClock(
  { regime, version, zone }: Under,
  clock: string,
  { startsAt, dueAt }: { readonly startsAt: Instant; readonly dueAt: Instant },
  signposts: Signposts,
): ComplaintEvent {
  const data: EventData<'ClockStarted'> = {
    clock,
    regime,
    version,
    zone,
    startsAt,
    limit: 'legal',
    metBy: ['regulator-answered'],
    ...replyPromise(dueAt, zone, signposts),
  };
  return { type: 'ClockStarted', data };
}

type Signposts = Pick<EventData<'ClockStarted'>, 'warnings' | 'ladder'>;

export function replyPromise(dueAt: Instant, zone: string, signposts: Signposts): ClockPromise {
  const lastDay = dayOf(dueAt, zone);
  return {
    ...{ dueAt, lastDay, countedTo: lastDay },
    ...signposts,
    ...{ article: 'set by the regulator in its request', mark: 'P' },
    trace: [{ step: 'end', dueAt, lastDay }],
  };
}
