import type { CaseClock, ComplaintState, LetterUnderWay } from './state.ts';

/** What a step of a clock may hold with. */
export const NOTICES: readonly LetterUnderWay['letter'][] = ['holding-reply', 'extension-notice'];

/** Whether the step of a clock that is pending holds once a letter has gone out. */
export function isNotice(
  { extension }: Pick<ComplaintState, 'extension'>,
  { letter, about }: Pick<LetterUnderWay, 'letter' | 'about'>,
): boolean {
  return extension?.notice === about && NOTICES.includes(letter);
}

function isExtended({ step, stopped, agreedOn }: CaseClock): boolean {
  return step !== null && !stopped && agreedOn === null;
}

/** Whether a letter still has something to say; one that outlives the case is tried again after it has ended. */
export function isNeeded(
  { status, acknowledged, told, proposal, review, extension, clocks }: ComplaintState,
  { letter, about, orderedAt, superseded }: LetterUnderWay,
): boolean {
  if (superseded) return false;
  // Nothing but another agreement moves a clock that ends by agreement.
  const mayMove = clocks.some(
    ({ name, breached, agreedOn }) => name === extension?.clock && !breached && agreedOn === null,
  );
  switch (letter) {
    case 'survey':
    case 'ending':
      return true;
    case 'acknowledgement':
      return status === 'open' && (orderedAt === undefined || !(acknowledged || told));
    case 'review-decision':
      return review?.told === false && review.decided?.revision === about;
    case 'decision':
      return status === 'open' && !told && about === proposal?.revision;
    case 'holding-reply':
      return isNotice({ extension }, { letter, about }) && mayMove;
    case 'extension-notice':
      // Of an extension in force it says what is not so once the clock began anew, or ends by agreement.
      return isNotice({ extension }, { letter, about })
        ? mayMove
        : status === 'open' && clocks.some(isExtended);
    default:
      return status === 'open';
  }
}
