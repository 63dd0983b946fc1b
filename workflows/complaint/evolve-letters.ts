import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { AfterState } from './after-state.ts';
import type { Changes } from './evolve.ts';
import { NOTICES } from './letters-needed.ts';
import type { LetterUnderWay } from './state.ts';

/** Letters under way: ordered, then sent, or failed until they are tried again. */
export const letterChanges: Changes<
  'LetterOrdered' | 'LetterSent' | 'LetterFailed' | 'NoticeGiven'
> = {
  LetterOrdered: (state, { letter, about, attempt, channel = 'post', at }, order) => ({
    ...state,
    letters: [
      ...state.letters.filter(
        (one) => one.letter !== letter || one.about !== about || (one.superseded && !one.failed),
      ),
      {
        ...{ letter, about, order, attempt, channel },
        ...(at === undefined ? {} : { orderedAt: at }),
        ...{ superseded: false, failed: false, retryAt: null },
      },
    ],
  }),
  LetterSent: ({ letters, ...state }, { letter, order, sentAt }) => ({
    ...state,
    after: afterSent(state.after, { letter, order, sentAt }, letters),
    letters: letters.filter((one) => one.order !== order),
  }),
  NoticeGiven: (state, { notice }) => ({
    ...state,
    letters: otherwiseGiven(state.letters, notice),
  }),
  LetterFailed: (state, { order, retryAt }) => ({
    ...state,
    letters: state.letters.map((one) =>
      one.order === order ? { ...one, failed: true, retryAt } : one,
    ),
  }),
};

/** The letter of a notice that was given another way is not tried again. */
function otherwiseGiven(
  letters: readonly LetterUnderWay[],
  notice: number,
): readonly LetterUnderWay[] {
  return letters.map((one) =>
    NOTICES.includes(one.letter) && one.about === notice
      ? { ...one, superseded: true, retryAt: null }
      : one,
  );
}

function afterSent(
  after: AfterState,
  { letter, order, sentAt }: Pick<EventData<'LetterSent'>, 'letter' | 'order' | 'sentAt'>,
  letters: readonly LetterUnderWay[],
): AfterState {
  if (letter === 'ending') return { ...after, untold: null };
  return letter === 'delay' ? delaySent(after, sentAt, letters, order) : after;
}

function delaySent(
  after: AfterState,
  delaySentAt: Instant,
  letters: readonly LetterUnderWay[],
  order: number,
): AfterState {
  const about = letters.find((one) => one.order === order)?.about ?? null;
  return { ...after, delaySentAt, delaySent: about };
}
