import { running } from '../workflows/complaint/clocks.ts';
import { mediationOf } from '../workflows/complaint/stand-still.ts';
import type { CaseClock, ComplaintState } from '../workflows/complaint/state.ts';
import { endingToTell } from '../workflows/complaint/tell-ending.ts';
import type { Random } from './random.ts';

/** A step of the usual course, and when it is the next one to take. */
type Usual = { readonly type: string; readonly when: (state: ComplaintState) => boolean };

const COURSE: readonly Usual[] = [
  { type: 'TakeOverCase', when: ({ imported }) => imported?.takenOver === null },
  {
    type: 'AcknowledgeComplaint',
    when: ({ acknowledged, letters }) =>
      !acknowledged && !letters.some(({ letter }) => letter === 'acknowledgement'),
  },
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

/** What comes between in an open case: time that does not count, agreements, questions to others. */
const BETWEEN: readonly Usual[] = [
  { type: 'PauseClocks', when: (state) => runs(state) && pausedBy(state).length === 0 },
  { type: 'ResumeClocks', when: (state) => pausedBy(state).length > 0 },
  { type: 'BeginMediation', when: (state) => runs(state) && mediationOf(state) === undefined },
  { type: 'EndMediation', when: (state) => mediationOf(state) !== undefined },
  { type: 'RecordAgreement', when: runs },
  {
    type: 'SetTask',
    when: ({ handler, handling }) => handler !== null && handling.tasks.length === 0,
  },
  { type: 'AnswerTask', when: ({ handling }) => handling.tasks.length > 0 },
  { type: 'RecordRemedyDelivered', when: ({ decided }) => decided.remedies.length > 0 },
  { type: 'RejectDecision', when: ({ told }) => told },
];

function runs(state: ComplaintState): boolean {
  return state.handler !== null && !state.told && running(state).length > 0;
}

function pausedBy(state: ComplaintState): readonly CaseClock[] {
  return running(state).filter(({ paused }) => paused !== null);
}

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
  { type: 'RecordEndingTelling', when: (state) => endingToTell(state) !== undefined },
];

/** Of cases that others kept before, and of acts that keep to the order of the course. */
const IMPORTED = 0.25;
/** Of acts that find a fact recorded wrongly, and of those that come between. */
const CORRECTED = 0.15;
const COMES_BETWEEN = 0.25;
const IN_ORDER = 0.6;

/** What a handler who knows the trade would do next in this state: the first of these, if it can be done. */
export function usual(state: ComplaintState, random: Random): readonly string[] {
  if (state.status === 'none') return [random.chance(IMPORTED) ? 'ImportCase' : 'ReceiveComplaint'];
  const usually = { open: COURSE, closed: AFTERWARDS, withdrawn: [] }[state.status];
  const course = usually.filter(({ when }) => when(state)).map(({ type }) => type);
  if (random.chance(CORRECTED)) return ['CorrectFact', ...course];
  if (state.status === 'open' && random.chance(COMES_BETWEEN)) {
    const between = random.pick(BETWEEN.filter(({ when }) => when(state)));
    if (between !== undefined) return [between.type, ...course];
  }
  const from = random.chance(IN_ORDER) ? 0 : random.below(Math.max(1, course.length));
  return course.slice(from);
}
