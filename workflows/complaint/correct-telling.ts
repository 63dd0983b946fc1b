import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock } from '../../regimes/regime.ts';
import type { Context } from '../process.ts';
import type { CommandData } from './commands.ts';
import { countsFrom, firstOf } from './correctable.ts';
import type { Correctable, Refused } from './correctable.ts';
import type { ToldBefore, ToldThisWay } from './decision-state.ts';
import { stoppedAnew } from './move-clock.ts';
import { ofEarlier } from './of-earlier.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { metWaiting } from './stop-clocks.ts';
import { refuseTelling } from './telling-proof.ts';

/** When a complainant was told: the decision, or the result of a review. */

type Said = CommandData<'CorrectFact'>;

/** What a result that was told starts. */
const TELLINGS: readonly Clock['startsWith'][] = ['told', 'final-response-sent'];

/**
 * Of the decision told last, or of the one that is named: clocks met by telling stop at another instant – those that
 * only the decision stops do not –, and those that the telling started count from another.
 */
export function telling(
  state: ComplaintState,
  { about, at }: Said,
  { rules }: Context,
): Correctable | Refused {
  const { review, intake } = state;
  const meant = tellingOf(state, about);
  if ('refused' in meant) return meant;
  const { proposal, toldAt: before, disputedAt, acceptedAt } = meant;
  const askedAt = review !== null && review.revision > proposal.revision ? review.requestedAt : at;
  return {
    ...{ about, before },
    outOfOrder:
      firstOf(
        [at < (proposal.signedOff?.at ?? at), toldBeforeSignOff],
        [
          at > askedAt,
          () =>
            refuse(
              'told-after-review-asked',
              'The complainant asked for a review of the decision: he had been told of it by then.',
              '投诉人已就该处理决定申请核查，告知时间不能晚于申请时间。',
            ),
        ],
        [
          at > (disputedAt ?? at),
          () =>
            refuse(
              'told-after-dispute',
              'The complainant disputed the decision: he had been told of it by then.',
              '投诉人已对该处理决定提出异议，告知时间不能晚于提出异议的时间。',
            ),
        ],
        [
          at > (acceptedAt ?? at),
          () =>
            refuse(
              'told-after-acceptance',
              'The complainant accepted the decision: he had been told of it by then.',
              '投诉人已接受该处理决定，告知时间不能晚于接受时间。',
            ),
        ],
      ) ?? refuseThen(state, 'decided', { ...meant, toldAt: at }, rules),
    counts: countsFrom(TELLINGS, before),
    also: metAnew(state, before, (what) => {
      if (what === 'told') return at;
      // Whoever was told the decision knew from then on that his complaint had arrived, if not before.
      const { acknowledgedAt } = intake;
      if (what !== 'acknowledged') return undefined;
      return acknowledgedAt !== null && acknowledgedAt < at ? acknowledgedAt : at;
    }),
  };
}

type Told = Omit<ToldBefore, 'disputedAt'> & { readonly disputedAt: Instant | null };

/** A decision that was told; the last one where none is named. */
function tellingOf(state: ComplaintState, about: number | undefined): Told | Refused {
  const last = toldLast(state);
  if (last === undefined)
    return refuse(
      'complainant-not-told',
      'No decision has been told whose instant could be put right.',
      '尚未告知处理决定，无从更正告知时间。',
    );
  if (about === undefined) return last;
  return (
    [...state.decided.toldBefore, last].find(({ proposal }) => proposal.revision === about) ??
    refuse(
      'no-such-decision',
      `No decision of revision ${about} has been told.`,
      `修订号 ${about} 处没有已告知的处理决定。`,
    )
  );
}

/** The decision told last, though it may have been disputed since. */
function toldLast({ decided, proposal }: ComplaintState): Told | undefined {
  const { telling, disputed } = decided;
  if (telling !== null && proposal !== null) return { proposal, ...telling, disputedAt: null };
  return disputed === null
    ? undefined
    : { proposal: disputed.proposal, ...disputed.telling, disputedAt: disputed.at };
}

/** The clock of the review stops at another instant, and what counts from the last result told counts from another. */
export function reviewTelling(
  state: ComplaintState,
  { at }: Said,
  { rules }: Context,
): Correctable | Refused {
  const { decided, telling } = state.review ?? { decided: null, telling: null };
  if (telling === null)
    return refuse(
      'review-not-told',
      'No result of a review has been told whose instant could be put right.',
      '尚未告知核查结果，无从更正告知时间。',
    );
  const { toldAt: before } = telling;
  return {
    before,
    outOfOrder:
      firstOf([at < (decided?.at ?? at), toldBeforeSignOff]) ??
      refuseThen(state, 'review-decided', { ...telling, toldAt: at }, rules),
    counts: countsFrom(TELLINGS, before),
    also: metAnew(state, before, (what) => (what === 'review-told' ? at : undefined)),
  };
}

/** As the first recording would be refused: by then they may not have agreed on the way that he was told. */
function refuseThen(
  state: ComplaintState,
  occasion: Parameters<typeof refuseTelling>[1],
  { channel, deed, toldAt }: ToldThisWay,
  rules: Context['rules'],
): Refused | undefined {
  return refuseTelling(state, occasion, { channel, toldAt, deed: deed ?? undefined }, rules);
}

function toldBeforeSignOff(): Refused {
  return refuse(
    'told-before-sign-off',
    'The complainant cannot have been told before the decision was signed off.',
    '告知时间不能早于处理决定的审批时间。',
  );
}

/** The clocks that were met at an instant, by something that happened at another; `metAt` says when. */
function metAnew(
  { clocks, replaced, waiting, next }: ComplaintState,
  before: Instant,
  metAt: (what: string) => Instant | undefined,
): readonly ComplaintEvent[] {
  const anew = ({ metBy, orMetBy = [] }: Pick<CaseClock, 'metBy' | 'orMetBy'>) =>
    [...metBy, ...orMetBy].flatMap((what) => metAt(what) ?? []).slice(0, 1);
  const stopped = (clock: CaseClock) =>
    (clock.stoppedAt === before ? anew(clock) : [])
      .filter((at) => at !== before)
      .flatMap((at) => stoppedAnew(clock, at, { because: 'fact-corrected', basis: next }));
  return [
    ...clocks.flatMap(stopped),
    ...replaced.flatMap((clock) => stopped(clock).map((event) => ofEarlier(event, clock))),
    ...waiting
      .filter((clock) => clock.metAt === before)
      .flatMap((clock) => anew(clock).map((at) => metWaiting(at)(clock))),
  ];
}
