import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Clock, Regime } from '../../regimes/regime.ts';
import { countPeriod } from '../count-period.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { caseRegime } from './case-regime.ts';
import { running, startClock } from './clocks.ts';
import type { CommandData } from './commands.ts';
import { counting, refuseUncounted } from './counting.ts';
import { refuseMixed } from './matters.ts';
import { totalOf } from './money.ts';
import { refuse } from './refuse.ts';
import { refuseRank, signOffRule } from './sign-off-authority.ts';
import { complainedOf } from './state.ts';
import type { ComplaintState } from './state.ts';
import { metWaiting, stopped } from './stop-clocks.ts';
import { refuseDeed } from './telling-proof.ts';

/**
 * The second instance (核查): asked for after the decision was told, given to a person and unit that took no part in
 * the first, decided within its own clock, and told. The case may have been closed meanwhile.
 */
export function requestReview(
  state: ComplaintState,
  data: CommandData<'RequestReview'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { requestedAt, grounds } = data;
  const found = reviewIn(caseRegime(state, context.rules));
  if (found === undefined)
    return refuse(
      'no-review-in-regime',
      'The regime of this case knows no review.',
      '本案适用的监管规则未规定核查。',
    );
  const { telling } = state.decided;
  if (telling === null || state.proposal === null)
    return refuse(
      'complainant-not-told',
      'A review is of a decision that the complainant was told.',
      '处理决定告知投诉人后方可申请核查。',
    );
  const { regime, rule, decideClock } = found;
  const refused =
    refuseSecondReview(state) ??
    refuseResult(rule, data) ??
    refuseOutOfTime(found, data, telling.toldAt, context);
  if (refused !== undefined) return refused;
  const { article, mark } = rule;
  const { raisedTo } = state;
  const clock = { name: decideClock.name, startsAt: requestedAt, raisedTo };
  return {
    events: [
      {
        type: 'ReviewRequested',
        data: {
          proposal: state.proposal.revision,
          ...{ requestedAt, grounds, article, mark },
          by: context.actor.id,
        },
      },
      startClock(regime, decideClock, clock, context),
    ],
  };
}

/** Neither a person complained of nor anybody of the first instance reviews, nor any of its units. */
export function assignReview(
  state: ComplaintState,
  { reviewer, unit }: CommandData<'AssignReview'>,
  { actor }: Context,
): Decision<ComplaintEvent> {
  const open = openReview(state);
  if ('refused' in open) return open;
  if (complainedOf(state).includes(reviewer) || state.involved.persons.includes(reviewer))
    return refuse(
      'reviewer-took-part',
      'A review is not for a person complained of, nor for anybody who took part in the first handling.',
      '被投诉人员和参与原处理的人员不得承办核查。',
    );
  if (state.involved.units.includes(unit))
    return refuse(
      'same-unit',
      `The unit ${unit} handled the complaint; another unit reviews.`,
      `${unit} 为原办理单位，核查应由其他单位承办。`,
    );
  if (open.reviewer === reviewer && open.unit === unit) return { events: [] };
  return { events: [{ type: 'ReviewAssigned', data: { reviewer, unit, by: actor.id } }] };
}

export function decideReview(
  state: ComplaintState,
  data: CommandData<'DecideReview'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { now, actor } = context;
  const open = openReview(state);
  if ('refused' in open) return open;
  const refused = refuseMixed(data.remedies ?? []) ?? refuseLowRank(state, data, context);
  if (refused !== undefined) return refused;
  if (data.outcome === 'confirmed' && data.remedies !== undefined)
    return refuse(
      'confirmed-with-remedies',
      'A review that confirms the decision promises nothing more.',
      '维持原处理决定的核查结果不得另行承诺补救措施。',
    );
  return {
    events: [
      { type: 'ReviewDecided', data: { ...data, by: actor.id, at: now } },
      { type: 'LetterOrdered', data: { letter: 'review-decision', about: state.next, attempt: 1 } },
    ],
  };
}

/** What changes a decision needs the rank that a first decision for the complainant of this amount would need. */
function refuseLowRank(
  state: ComplaintState,
  { outcome, remedies = [] }: CommandData<'DecideReview'>,
  { actor, rules }: Context,
): Refused | undefined {
  if (outcome === 'confirmed') return undefined;
  const total = totalOf(remedies.flatMap(({ money }) => money ?? []));
  const amount = total === undefined || 'mixed' in total ? null : total;
  return refuseRank(signOffRule(state, { outcome: 'upheld', amount }, rules), actor.rank);
}

/** Told another way than by the letter, such as by phone. */
export function recordReviewTelling(
  state: ComplaintState,
  { channel, toldAt, proof }: CommandData<'RecordReviewTelling'>,
  { now, actor, rules }: Context,
): Decision<ComplaintEvent> {
  const decided = state.review?.decided ?? null;
  if (decided === null)
    return refuse(
      'review-not-decided',
      'No review has been decided that could be told.',
      '尚无可告知的核查决定。',
    );
  if (state.review?.told === true) return { events: [] };
  if (toldAt > now || toldAt < decided.at)
    return refuse(
      'told-out-of-time',
      'The complainant was told between the decision of the review and now.',
      '核查结果的告知时间应在核查决定作出之后，且不晚于当前时间。',
    );
  const refused = proof && refuseDeed(state, { channel, deed: proof.deed }, rules);
  if (refused !== undefined) return refused;
  const shown = proof === undefined ? {} : { proof };
  return { events: reviewToldEvents(state, { channel, toldAt, ...shown, by: actor.id }) };
}

/** Decided and told: the clock of the review stops. */
export function reviewToldEvents(
  state: ComplaintState,
  data: EventData<'ReviewTold'>,
): readonly ComplaintEvent[] {
  const stops = running(state)
    .filter(isOfReview)
    .flatMap((clock) => stopped(state, clock, data.toldAt));
  const met = state.waiting
    .filter((clock) => clock.metAt === null && isOfReview(clock))
    .map(metWaiting(data.toldAt));
  return [{ type: 'ReviewTold', data }, ...stops, ...met];
}

function isOfReview({ metBy }: { readonly metBy: readonly string[] }): boolean {
  return metBy.includes('review-told');
}

/** What a regime says of reviews, with the two clocks it means. */
type Review = {
  readonly regime: Regime;
  readonly rule: ReviewRule;
  readonly requestClock: Clock;
  readonly decideClock: Clock;
};
type ReviewRule = NonNullable<Regime['review']>;

function reviewIn(regime: Regime | undefined): Review | undefined {
  const rule = regime?.review;
  const named = (name: string | undefined) => regime?.clocks.find((clock) => clock.name === name);
  const [requestClock, decideClock] = [named(rule?.requestClock), named(rule?.decideClock)];
  return regime === undefined || rule === undefined || !requestClock || !decideClock
    ? undefined
    : { regime, rule, requestClock, decideClock };
}

type Refused = { readonly refused: Refusal };

function openReview({ review }: ComplaintState): NonNullable<ComplaintState['review']> | Refused {
  return review === null || review.decided !== null
    ? refuse('no-open-review', 'No review is waiting to be decided.', '没有待办理的核查。')
    : review;
}

function refuseSecondReview({ review, decided, proposal }: ComplaintState): Refused | undefined {
  if (review === null) return undefined;
  return decided.telling !== null && proposal !== null && review.revision < proposal.revision
    ? undefined
    : refuse(
        'review-requested-already',
        'A review of this decision was asked for before.',
        '该处理决定此前已申请核查。',
      );
}

function refuseResult(
  { against, form: needed, article }: ReviewRule,
  { decidedBy, form }: CommandData<'RequestReview'>,
): Refused | undefined {
  if (against === 'branch' && decidedBy !== 'branch')
    return refuse(
      'not-a-branch-result',
      `A review lies only against the result of a branch (${article}).`,
      `仅可对分支机构的处理结果申请核查（${article}）。`,
    );
  return needed === 'written' && form !== 'written'
    ? refuse(
        'not-in-writing',
        `A review is asked for in writing (${article}).`,
        `核查申请应当采用书面形式（${article}）。`,
      )
    : undefined;
}

/** Counted from the day the decision reached the complainant; where nobody knows it, from the telling. */
function refuseOutOfTime(
  { regime, requestClock }: Review,
  { requestedAt, decisionReceivedAt }: CommandData<'RequestReview'>,
  toldAt: string,
  context: Context,
): Refused | undefined {
  const receivedAt = decisionReceivedAt ?? toldAt;
  if (requestedAt > context.now || receivedAt > requestedAt || receivedAt < toldAt)
    return refuse(
      'out-of-order',
      'The decision is told, then received, then a review is asked for, and none of it later than now.',
      '告知、收到处理决定、申请核查应依次发生，且均不晚于当前时间。',
    );
  const counted = counting(regime, requestClock, context, (way) =>
    countPeriod(receivedAt, requestClock.length, way),
  );
  if ('unpublished' in counted) return refuseUncounted(counted.unpublished);
  const { dueAt, lastDay } = counted;
  const { article } = requestClock;
  return requestedAt > dueAt
    ? refuse(
        'review-too-late',
        `A review could be asked for until ${lastDay ?? dueAt} (${article}).`,
        `申请核查的期限截至 ${lastDay ?? dueAt}（${article}）。`,
      )
    : undefined;
}
