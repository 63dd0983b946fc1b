import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import { isLonger } from '../../regimes/length.ts';
import type { Regime } from '../../regimes/regime.ts';
import { count, dayOf } from '../calendar.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { agreementsOn } from './agreed-day.ts';
import { openRegimes, strictestSaid } from './case-regime.ts';
import { wasRunning } from './clock-period.ts';
import { running } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { ruleOf } from './counting.ts';
import { endsOn } from './ends-on.ts';
import { refuse } from './refuse.ts';
import { sourceOf } from './source.ts';
import { receivedAtOf } from './state.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { inAnotherForm } from './telling-proof.ts';
import { toAgreedDay } from './to-agreed-day.ts';

type Said = CommandData<'RecordAgreement'>;

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
  const recorded = {
    type: 'OtherwiseAgreed',
    data: { ...said, ...afterwards(state, clock, data), ...supersededBy(state, said, context) },
  } as const;
  const { until, agreedAt } = data;
  if (clock === undefined || found === undefined || until === undefined)
    return { events: [recorded] };
  const far = refuseFar(state, { zone: clock.zone, until, agreedAt }, context);
  if (far !== undefined) return far;
  const { rule } = found;
  const moved = toAgreedDay(state, { clock, rule, until, allowed, recorded }, context);
  return 'refused' in moved ? moved : { events: [recorded, ...moved.events] };
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

/**
 * What happened after the parties had agreed, and was recorded before it. The agreement that they came to last holds;
 * to a clock that began again since it applies where it gives more time; one that has stopped is judged anew.
 */
function afterwards(
  state: ComplaintState,
  clock: CaseClock | undefined,
  { agreedAt }: Pick<Said, 'agreedAt'>,
): Pick<EventData<'OtherwiseAgreed'>, 'laterAgreedAt' | 'begunAgainAt' | 'stoppedAt'> {
  if (clock === undefined) return {};
  const { startsAt, before, stoppedAt } = clock;
  const [last] = agreementsOn(state, clock).slice(-1);
  return {
    ...(last !== undefined && last.agreedAt > agreedAt ? { laterAgreedAt: last.agreedAt } : {}),
    ...(before.length > 0 && startsAt > agreedAt ? { begunAgainAt: startsAt } : {}),
    ...(stoppedAt === null ? {} : { stoppedAt }),
  };
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

/**
 * None for an agreement on anything but a time limit. It is of the clock that ran when they agreed, though that may
 * have stopped since, or another of its name have begun.
 */
function clockAgreedOn(
  state: ComplaintState,
  { clock: name, agreedAt }: Said,
): CaseClock | { readonly refused: Refusal } | undefined {
  if (name === undefined) return undefined;
  const ranThen = [...state.replaced, ...state.clocks].find(
    (one) => one.name === name && wasRunning(one, agreedAt),
  );
  return (
    ranThen ??
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
