import type { Changes } from './evolve.ts';

/** Letters under way: ordered, then sent, or failed until they are tried again. */
export const letterChanges: Changes<'LetterOrdered' | 'LetterSent' | 'LetterFailed'> = {
  LetterOrdered: (state, { letter, about, attempt }, order) => ({
    ...state,
    letters: [
      ...state.letters.filter((one) => one.letter !== letter || one.about !== about),
      { letter, about, order, attempt, failed: false, retryAt: null },
    ],
  }),
  LetterSent: (state, { letter, order, sentAt }) => ({
    ...state,
    after: letter === 'delay' ? { ...state.after, delaySentAt: sentAt } : state.after,
    letters: state.letters.filter((one) => one.order !== order),
  }),
  LetterFailed: (state, { order, retryAt }) => ({
    ...state,
    letters: state.letters.map((one) =>
      one.order === order ? { ...one, failed: true, retryAt } : one,
    ),
  }),
};
