import type { ComplaintState } from '../workflows/complaint/state.ts';
import type { Random } from './random.ts';

/** A step of the usual course, and when it is the next one to take. */
type Usual = { readonly type: string; readonly when: (state: ComplaintState) => boolean };

const COURSE: readonly Usual[] = [
  { type: 'TakeOverCase', when: ({ imported }) => imported?.takenOver === null },
  { type: 'AcknowledgeComplaint', when: ({ acknowledged }) => !acknowledged },
  { type: 'AssignCase', when: ({ handler }) => handler === null },
  { type: 'ClassifyComplaint', when: ({ classification }) => classification === null },
  { type: 'RecordFinding', when: ({ findings }) => findings.length === 0 },
  { type: 'ProposeDecision', when: ({ proposal }) => proposal === null },
  { type: 'SignOff', when: ({ proposal }) => proposal?.signedOff === null },
  // Who was told in time though nobody wrote it down: the breach is revoked.
  {
    type: 'RecordTelling',
    when: ({ proposal, told, clocks }) =>
      proposal !== null && !told && clocks.some(({ breached }) => breached),
  },
  { type: 'TellComplainant', when: ({ proposal, told }) => proposal !== null && !told },
  { type: 'RecordTelling', when: ({ proposal, told }) => proposal !== null && !told },
  { type: 'ConfirmNewFacts', when: ({ intake }) => intake.unconfirmed.length > 0 },
  { type: 'DismissNewFacts', when: ({ intake }) => intake.unconfirmed.length > 0 },
  { type: 'GrantExtension', when: ({ extension }) => extension !== null },
  { type: 'RefuseExtension', when: ({ extension }) => extension !== null },
  {
    type: 'RecordNewFacts',
    when: ({ handler, intake, proposal }) =>
      handler !== null &&
      proposal === null &&
      intake.factsAt.length === 0 &&
      intake.unconfirmed.length === 0,
  },
  { type: 'RequestExtension', when: ({ extension, told }) => extension === null && !told },
  { type: 'CloseCase', when: ({ told }) => told },
];

/** What may follow when a case is closed. */
const AFTERWARDS: readonly Usual[] = [
  { type: 'RequestReview', when: ({ review }) => review === null },
  { type: 'AssignReview', when: ({ review }) => review?.reviewer === null },
  {
    type: 'DecideReview',
    when: ({ review }) => review?.decided === null && review.proposal === null,
  },
  { type: 'SignOffReview', when: ({ review }) => review?.proposal != null },
  { type: 'ReturnReview', when: ({ review }) => review?.proposal != null },
  { type: 'RecordReviewTelling', when: ({ review }) => review?.told === false },
];

/** Of cases that others kept before, and of acts that keep to the order of the course. */
const IMPORTED = 0.25;
/** Of acts that find a fact recorded wrongly. */
const CORRECTED = 0.15;
const IN_ORDER = 0.6;

/** What a handler who knows the trade would do next in this state: the first of these, if it can be done. */
export function usual(state: ComplaintState, random: Random): readonly string[] {
  if (state.status === 'none') return [random.chance(IMPORTED) ? 'ImportCase' : 'ReceiveComplaint'];
  const usually = { open: COURSE, closed: AFTERWARDS, withdrawn: [] }[state.status];
  const course = usually.filter(({ when }) => when(state)).map(({ type }) => type);
  if (random.chance(CORRECTED)) return ['CorrectFact', ...course];
  const from = random.chance(IN_ORDER) ? 0 : random.below(Math.max(1, course.length));
  return course.slice(from);
}
