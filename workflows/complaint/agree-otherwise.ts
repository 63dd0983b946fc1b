import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { isLonger } from '../../regimes/length.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import { count, dayOf } from '../calendar.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { compareText } from '../standing.ts';
import { openRegimes, strictestSaid } from './case-regime.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleOf } from './counting.ts';
import { endsOn } from './ends-on.ts';
import { standing } from './in-time.ts';
import { moveClock } from './move-clock.ts';
import { promiseOf } from './promise.ts';
import { refuse } from './refuse.ts';
import { resume } from './resume-clocks.ts';
import { sourceOf } from './source.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { lapsed } from './stop-clocks.ts';
import { inAnotherForm } from './telling-proof.ts';

type Said = CommandData<'RecordAgreement'>;
type Agreeable = NonNullable<Regime['agreedOtherwise']>;

/**
 * What both sides agreed goes before what the rules have: another decision, time limit or form of notice. A time limit
 * is agreed on only where the regime that set it lets them; anything else where any regime over the case does.
 */
export function recordAgreement(
  state: ComplaintState,
  data: Said,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor, rules } = context;
  const clock = clockAgreedOn(state, data);
  if (clock !== undefined && 'refused' in clock) return clock;
  const ofOthers = clock && refuseTimeOfOthers(clock);
  if (ofOthers !== undefined) return ofOthers;
  // A clock of no rule, such as a regulator's, is not the parties' to move.
  const found = clock && ruleOf(clock, rules);
  const asked = clock === undefined ? openRegimes(state, rules) : [found?.regime ?? []].flat();
  const allowed = asked
    .map(({ agreedOtherwise }) => agreedOtherwise)
    .find((rule) => rule?.of.includes(data.of));
  if (allowed === undefined) return refuseAgreement(asked);
  const untimely = refuseUntimely(state, data, now);
  if (untimely !== undefined) return untimely;
  const { article, mark } = allowed;
  const said = { ...data, article, mark, by: actor.id };
  const agreed: ComplaintEvent = {
    type: 'OtherwiseAgreed',
    data: { ...said, ...behind(clock, data), ...supersededBy(state, said, context) },
  };
  const { until, agreedAt } = data;
  if (clock === undefined || found === undefined || until === undefined)
    return { events: [agreed] };
  const far = refuseFar(state, { zone: clock.zone, until, agreedAt }, context);
  if (far !== undefined) return far;
  const moved = toAgreedDay(state, { clock, rule: found.rule, until, agreedAt, allowed }, context);
  return 'refused' in moved ? moved : { events: [agreed, ...moved.events] };
}

/** Letters under way in another form are not the ones any more by which the complainant is told. */
function supersededBy(
  state: ComplaintState,
  said: ComplaintState['decided']['agreed'][number],
  { now, rules }: Context,
): Pick<EventData<'OtherwiseAgreed'>, 'superseded'> {
  const decided = { ...state.decided, agreed: [...state.decided.agreed, said] };
  const orders = inAnotherForm({ ...state, decided }, now, rules)
    .filter(({ superseded }) => !superseded)
    .map(({ order }) => order);
  return orders.length === 0 ? {} : { superseded: orders };
}

/** The agreement that the parties came to last holds, whichever was recorded first: an older one moves nothing. */
function behind(
  clock: Pick<CaseClock, 'agreedAt'> | undefined,
  { agreedAt }: Pick<Said, 'agreedAt'>,
): Pick<EventData<'OtherwiseAgreed'>, 'laterAgreedAt'> {
  const last = clock?.agreedAt ?? null;
  return last !== null && last > agreedAt ? { laterAgreedAt: last } : {};
}

function refuseAgreement(asked: readonly Regime[]): { readonly refused: Refusal } {
  const names = asked.map(({ name }) => name);
  return names.length > 1
    ? refuse(
        'no-agreement-in-regime',
        `None of the regimes ${names.join(', ')} lets the parties agree otherwise on this.`,
        `监管规则 ${names.join('、')} 均未规定此事项可另行约定。`,
      )
    : refuse(
        'no-agreement-in-regime',
        `The regime ${names[0] ?? 'of this case'} does not let the parties agree otherwise on this.`,
        `监管规则 ${names[0] ?? ''} 未规定此事项可另行约定。`,
      );
}

function refuseUntimely(
  state: ComplaintState,
  { agreedAt }: Said,
  now: Instant,
): { readonly refused: Refusal } | undefined {
  if (agreedAt > now)
    return refuse(
      'agreed-in-the-future',
      'The parties cannot have agreed later than now.',
      '约定时间不能晚于当前时间。',
    );
  return agreedAt < (receivedAtOf(state) ?? agreedAt)
    ? refuse(
        'agreed-before-received',
        'The parties cannot have agreed before the complaint was received.',
        '约定时间不能早于投诉接收时间。',
      )
    : undefined;
}

type Bound = NonNullable<Regime['agreedWithin']>;

/** Nobody may agree that a clock has no end to speak of. */
function refuseFar(
  state: ComplaintState,
  {
    zone,
    until,
    agreedAt,
  }: { readonly zone: string; readonly until: string } & Pick<Said, 'agreedAt'>,
  context: Context,
): { readonly refused: Refusal } | undefined {
  const bound = strictestSaid(state, context, ({ agreedWithin }) => agreedWithin, byLength);
  if (bound === undefined) return undefined;
  const { regime, rule } = bound;
  const { dueAt, lastDay } = count(agreedAt, rule.within, zone, false);
  if (endsOn(until, zone).dueAt <= dueAt) return undefined;
  const [on, last, from] = [dayOf(agreedAt, zone), lastDay ?? dueAt, sourceOf(regime, rule).text];
  return refuse(
    'agreed-too-far',
    `An agreement of ${on} names no later day than ${last} (${from.en}, agreedWithin), not ${until}.`,
    `${on} 达成的约定，截止日不得晚于 ${last}（${from.zh}，agreedWithin），而非 ${until}。`,
  );
}

function byLength({ within: one }: Bound, { within: other }: Bound): number {
  return Number(isLonger(one, other) === true) - Number(isLonger(other, one) === true);
}

/** None for an agreement on anything but a time limit. */
function clockAgreedOn(
  state: ComplaintState,
  { clock: name }: Said,
): CaseClock | { readonly refused: Refusal } | undefined {
  if (name === undefined) return undefined;
  return (
    running(state).find((one) => one.name === name) ??
    refuse('no-such-clock', `No clock ${name} is running.`, `没有正在计时的时限 ${name}。`)
  );
}

/** What another has to act in is his own (Order 2020-3 art. 20): the firm may not have it made shorter. */
function refuseTimeOfOthers({
  name,
  whose,
  article,
}: CaseClock): { readonly refused: Refusal } | undefined {
  if (whose === undefined) return undefined;
  const { en, zh } = OTHERS[whose];
  return refuse(
    'not-the-firms-time',
    `The clock ${name} is ${en} own time (${article}): only a time limit of the firm is agreed on.`,
    `时限 ${name} 属于${zh}（${article}），双方仅可就本机构的办理时限另行约定。`,
  );
}

const OTHERS = {
  complainant: { en: 'the complainant’s', zh: '投诉人的期限' },
  regulator: { en: 'the regulator’s', zh: '监管机构的期限' },
} as const;

type AgreedDay = {
  readonly clock: CaseClock;
  readonly rule: Clock;
  readonly until: string;
  readonly agreedAt: Instant;
  readonly allowed: Agreeable;
};

/** People are warned and the case is raised over the new time as over any other: the rule's own shares of it. */
function toAgreedDay(
  state: ComplaintState,
  { clock, rule, until, agreedAt, allowed }: AgreedDay,
  context: Context,
): Decision<ComplaintEvent> {
  if (behind(clock, { agreedAt }).laterAgreedAt !== undefined) return { events: [] };
  const { now } = context;
  const { name, startsAt, zone } = clock;
  if (clock.breached || clock.dueAt < now)
    return refuse(
      'clock-breached',
      `The clock ${name} is past its due instant; no agreement undoes that.`,
      `时限 ${name} 已经届满，不得再行约定。`,
    );
  const agreed = endsOn(until, zone);
  if (agreed.dueAt < now)
    return refuse(
      'agreed-day-past',
      `The agreed day ${until} is past.`,
      `约定的截止日 ${until} 已过。`,
    );
  const about = { raisedTo: state.raisedTo, now, source: allowed };
  const promise = { startsAt, ...promiseOf(rule, startsAt, agreed, about) };
  const basis = { because: 'agreed-otherwise', basis: state.next } as const;
  const moved = moveClock(clock, promise, basis, now);
  const after = { ...clock, ...promise, agreedOn: until, agreedAt };
  const resumed = runsOn(state, after, context);
  const dropped = lapsed(state, name, 'time-limit-agreed');
  return 'refused' in resumed ? resumed : { events: [...moved, ...dropped, ...resumed.events] };
}

/** What stands still runs to the day agreed all the same. */
function runsOn(
  state: ComplaintState,
  clock: CaseClock,
  context: Context,
): Decision<ComplaintEvent> {
  const [first] = standing(clock).toSorted((one, other) =>
    compareText(one.pausedAt, other.pausedAt),
  );
  if (first === undefined) return { events: [] };
  const event = resume(state, clock, { ...first, resumedAt: context.now }, context);
  return 'refused' in event ? event : { events: [event] };
}
