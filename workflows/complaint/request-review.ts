import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Regime } from '../../regimes/regime.ts';
import type { Context, Decision, Refusal } from '../process.ts';
import { openRegimes } from './case-regime.ts';
import type { CommandData } from './commands.ts';
import { refuse } from './refuse.ts';
import { startClocks } from './start-clocks.ts';
import { replacedBy, stoppedBy, toReview } from './stands-again.ts';
import type { ComplaintState } from './state.ts';
import { hasAsked, timeToAsk, timeUsed } from './time-to-ask.ts';
import type { Window } from './time-to-ask.ts';

/**
 * The second instance (核查): asked for after the decision was told, given to a person and unit that took no part in
 * the first, proposed there, signed off by a second person, and told, all within its own clock. The case may have been
 * closed meanwhile. Any regime over the case may give the right to it, and one by whose rules it can be had is enough.
 */
export function requestReview(
  state: ComplaintState,
  data: CommandData<'RequestReview'>,
  context: Context,
): Decision<ComplaintEvent> {
  const { requestedAt, grounds } = data;
  const reviews = openRegimes(state, context.rules).flatMap((regime) => reviewIn(regime) ?? []);
  const [first] = reviews;
  if (first === undefined)
    return refuse(
      'no-review-in-regime',
      'No regime over this case knows a review.',
      '本案适用的监管规则均未规定核查。',
    );
  const of = toReview(state);
  if ('refused' in of) return of;
  const { proposal, toldAt, standsAgain } = of;
  const again = refuseSecondReview(state, proposal);
  if (again !== undefined) return again;
  const refusalBy = (review: Review) =>
    refuseResult(review.rule, data) ?? refuseOutOfTime(state, review, { ...data, toldAt }, context);
  const given = reviews.find((review) => refusalBy(review) === undefined) ?? first;
  const refused = refusalBy(given);
  if (refused !== undefined) return refused;
  const { article, mark } = given.rule;
  return {
    events: [
      ...replacedBy(state, of),
      {
        type: 'ReviewRequested',
        data: {
          ...{ proposal, requestedAt, grounds, article, mark },
          ...(standsAgain === undefined ? {} : { standsAgain }),
          by: context.actor.id,
        },
      },
      ...stoppedBy(state, of, requestedAt),
      ...reviews
        .filter((review) => refusalBy(review) === undefined)
        .flatMap((review) => timeUsed(state, review, data, context)),
      ...startClocks(state, { 'review-requested': requestedAt }, context),
    ],
  };
}

/** What a regime says of reviews, with the clock within which one may be asked for. */
type Review = Window & { readonly rule: ReviewRule };
type ReviewRule = NonNullable<Regime['review']>;

function reviewIn(regime: Regime): Review | undefined {
  const rule = regime.review;
  const requestClock = regime.clocks.find(({ name }) => name === rule?.requestClock);
  return rule === undefined || requestClock === undefined
    ? undefined
    : { regime, rule, requestClock };
}

type Refused = { readonly refused: Refusal };

function refuseSecondReview(state: ComplaintState, proposal: number): Refused | undefined {
  return hasAsked(state, proposal)
    ? refuse(
        'review-requested-already',
        'A review of this decision was asked for before.',
        '该处理决定此前已申请核查。',
      )
    : undefined;
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
  state: ComplaintState,
  review: Review,
  {
    requestedAt,
    decisionReceivedAt,
    toldAt,
  }: CommandData<'RequestReview'> & { readonly toldAt: Instant },
  context: Context,
): Refused | undefined {
  const receivedAt = decisionReceivedAt ?? toldAt;
  if (requestedAt > context.now || receivedAt > requestedAt || receivedAt < toldAt)
    return refuse(
      'out-of-order',
      'The decision is told, then received, then a review is asked for, and none of it later than now.',
      '告知、收到处理决定、申请核查应依次发生，且均不晚于当前时间。',
    );
  const until = timeToAsk(state, review, receivedAt, context);
  if ('refused' in until) return until;
  const { dueAt, lastDay } = until;
  const { article } = review.requestClock;
  return requestedAt > dueAt
    ? refuse(
        'review-too-late',
        `A review could be asked for until ${lastDay ?? dueAt} (${article}).`,
        `申请核查的期限截至 ${lastDay ?? dueAt}（${article}）。`,
      )
    : undefined;
}
