import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { Clock } from '../../regimes/regime.ts';
import type { CommandData } from './commands.ts';
import { countsFrom, firstOf } from './correctable.ts';
import type { Correctable, Refused } from './correctable.ts';
import { stoppedAnew } from './move-clock.ts';
import { refuse } from './refuse.ts';
import type { CaseClock, ComplaintState } from './state.ts';
import { metWaiting } from './stop-clocks.ts';

/** When a complainant was told: the decision, or the result of a review. */

type Said = CommandData<'CorrectFact'>;

/** What a result that was told starts. */
const TELLINGS: readonly Clock['startsWith'][] = ['told', 'final-response-sent'];

/**
 * Clocks met by telling stop at another instant – those that only the decision stops do not –, and those that the
 * telling started count from another.
 */
export function telling(state: ComplaintState, { at }: Said): Correctable | Refused {
  const { decided, proposal, review, acknowledged } = state;
  const before = decided.telling?.toldAt;
  if (before === undefined || proposal === null)
    return refuse(
      'complainant-not-told',
      'No decision has been told whose instant could be put right.',
      '尚未告知处理决定，无从更正告知时间。',
    );
  const askedAt = review !== null && review.revision > proposal.revision ? review.requestedAt : at;
  return {
    before,
    outOfOrder: firstOf(
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
    ),
    counts: countsFrom(TELLINGS, before),
    // Whoever was told the decision knew from then on that his complaint had arrived.
    also: metAnew(state, { before, at }, (what) =>
      acknowledged ? what === 'told' : what === 'told' || what === 'acknowledged',
    ),
  };
}

/** The clock of the review stops at another instant, and what counts from the last result told counts from another. */
export function reviewTelling(state: ComplaintState, { at }: Said): Correctable | Refused {
  const { review } = state;
  const before = review?.toldAt ?? null;
  if (before === null)
    return refuse(
      'review-not-told',
      'No result of a review has been told whose instant could be put right.',
      '尚未告知核查结果，无从更正告知时间。',
    );
  return {
    before,
    outOfOrder: firstOf([at < (review?.decided?.at ?? at), toldBeforeSignOff]),
    counts: countsFrom(TELLINGS, before),
    also: metAnew(state, { before, at }, (what) => what === 'review-told'),
  };
}

function toldBeforeSignOff(): Refused {
  return refuse(
    'told-before-sign-off',
    'The complainant cannot have been told before the decision was signed off.',
    '告知时间不能早于处理决定的审批时间。',
  );
}

function metAnew(
  { clocks, waiting, next }: ComplaintState,
  { before, at }: { readonly before: Instant; readonly at: Instant },
  isTold: (what: string) => boolean,
): readonly ComplaintEvent[] {
  const isMet = ({ metBy, orMetBy = [] }: Pick<CaseClock, 'metBy' | 'orMetBy'>) =>
    [...metBy, ...orMetBy].some(isTold);
  return [
    ...clocks
      .filter((clock) => clock.stoppedAt === before && isMet(clock))
      .flatMap((clock) => stoppedAnew(clock, at, { because: 'fact-corrected', basis: next })),
    ...waiting.filter((clock) => clock.metAt === before && isMet(clock)).map(metWaiting(at)),
  ];
}
