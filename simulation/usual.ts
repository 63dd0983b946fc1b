import { AFTER_THE_END } from '../workflows/complaint/after-the-end.ts';
import { running } from '../workflows/complaint/clocks.ts';
import { openOf } from '../workflows/complaint/pause-waiting.ts';
import { mediationOf } from '../workflows/complaint/stand-still.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { endingToTell } from '../workflows/complaint/tell-ending.ts';
import type { Random } from './random.ts';

/** A step of the usual course, and when it is the next one to take. */
type Usual = {
  /** One, or one of several that answer the same. */
  readonly type: string | readonly string[];
  readonly when: (state: ComplaintState) => boolean;
};

const COURSE: readonly Usual[] = [
  { type: 'TakeOverCase', when: ({ imported }) => imported?.takenOver === null },
  { type: 'RecordNoticeGiven', when: ({ extension }) => extension?.notice != null },
  {
    type: ['GrantExtension', 'RefuseExtension', 'RefuseExtension'],
    when: ({ extension }) => extension?.notice === null,
  },
  {
    type: ['ConfirmNewFacts', 'DismissNewFacts'],
    when: ({ intake }) => intake.unconfirmed.length > 0,
  },
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
      proposal?.signedOff != null && !told && clocks.some(({ breached }) => breached),
  },
  { type: 'TellComplainant', when: ({ proposal, told }) => proposal?.signedOff != null && !told },
  { type: 'RecordTelling', when: ({ proposal, told }) => proposal?.signedOff != null && !told },
  {
    type: 'RecordNewFacts',
    when: ({ handler, intake, proposal }) =>
      handler !== null &&
      proposal === null &&
      intake.factsAt.length === 0 &&
      intake.unconfirmed.length === 0,
  },
  {
    type: 'RequestExtension',
    when: (state) => state.extension === null && !state.told && isInTime(state),
  },
  { type: 'ProveTelling', when: ({ told, decided }) => told && decided.telling?.deed == null },
  { type: 'CloseCase', when: ({ told, decided }) => told || decided.excused },
];

/** What comes between in an open case: time that does not count, agreements, questions to others, second thoughts. */
const BETWEEN: readonly Usual[] = [
  {
    type: ['PauseClocks', 'PauseClocks'],
    when: (state) => runs(state) && isInTime(state) && pausedBy(state).length === 0,
  },
  { type: ['ResumeClocks', 'ResumeClocks'], when: (state) => pausedBy(state).length > 0 },
  { type: 'BeginMediation', when: (state) => runs(state) && mediationOf(state) === undefined },
  { type: 'EndMediation', when: (state) => mediationOf(state) !== undefined },
  { type: 'RecordAgreement', when: runs },
  {
    type: ['RequestExtension', 'RequestExtension', 'RequestExtension', 'RequestExtension'],
    when: (state) => state.extension === null && runs(state) && isInTime(state) && !isSimple(state),
  },
  {
    type: 'SetTask',
    when: ({ handler, handling }) => handler !== null && handling.tasks.length === 0,
  },
  { type: 'AnswerTask', when: ({ handling }) => handling.tasks.length > 0 },
  { type: 'DismissDuplicate', when: ({ intake }) => intake.candidates.length > 0 },
  { type: 'AcceptMerge', when: ({ told }) => !told },
  { type: 'RecordInterest', when: ({ handler }) => handler !== null },
  { type: 'EndWithoutDecision', when: ({ proposal }) => proposal === null },
  { type: 'ReturnDecision', when: ({ proposal, told }) => proposal !== null && !told },
  { type: 'RejectDecision', when: ({ told }) => told },
];

/** What comes between in any case, open or closed. */
const ANY_TIME: readonly Usual[] = [
  { type: 'FileDocument', when: ({ handling }) => handling.documents.length === 0 },
  { type: 'RecordMandate', when: ({ handling }) => handling.documents.length > 0 },
  { type: 'MarkNonRoutine', when: ({ nonRoutine }) => nonRoutine.markings.length === 0 },
  { type: 'TickStep', when: ({ nonRoutine }) => nonRoutine.markings.length > 0 },
  {
    type: 'ConfirmMarker',
    when: ({ nonRoutine }) => nonRoutine.markings.some(({ suspicion }) => suspicion),
  },
  { type: 'LiftMarker', when: ({ nonRoutine }) => nonRoutine.markings.length > 0 },
  {
    type: 'RecordForumDecision',
    when: ({ after }) => after.referrals.some(({ decided }) => !decided),
  },
  {
    type: 'RecordRemedyDelivered',
    when: ({ decided }) => decided.remedies.some(({ deliveredBy }) => deliveredBy === null),
  },
  {
    type: 'CheckRemedy',
    when: ({ decided }) => decided.remedies.some(({ deliveredBy }) => deliveredBy !== null),
  },
  { type: 'LiftLegalHold', when: ({ retention }) => retention.holds.length > 0 },
];

function runs(state: ComplaintState): boolean {
  return state.handler !== null && !state.told && running(state).length + state.waiting.length > 0;
}

/** Whether more time may be asked for: nothing is too late or stands still. */
function isInTime(state: ComplaintState): boolean {
  return (
    state.waiting.length > 0 ||
    running(state).some(({ breached, paused }) => !breached && paused === null)
  );
}

/** The steps of most clocks are for what is not simple. */
function isSimple({ classification }: ComplaintState): boolean {
  return classification === null || classification.said.class === 'simple';
}

/** What stands still, of the clocks that run and of those that wait for their calendar. */
function pausedBy(state: ComplaintState): readonly unknown[] {
  return [
    ...running(state).filter(({ paused }) => paused !== null),
    ...state.waiting.filter((clock) => openOf(clock).length > 0),
  ];
}

/** What may follow when a case is closed. */
const AFTERWARDS: readonly Usual[] = [
  { type: 'RecordEndingTelling', when: (state) => endingToTell(state) !== undefined },
  {
    type: 'RequestReview',
    when: ({ review, clocks }) =>
      review === null && clocks.some(({ metBy }) => metBy.includes('review-requested')),
  },
  { type: 'AssignReview', when: ({ review }) => review?.reviewer === null },
  {
    type: 'DecideReview',
    when: ({ review }) => review?.decided === null && review.proposal === null,
  },
  {
    type: ['SignOffReview', 'SignOffReview', 'ReturnReview'],
    when: ({ review }) => review?.proposal != null,
  },
  {
    type: 'RecordReviewTelling',
    when: ({ review }) => review?.told === false && review.decided !== null,
  },
];

/** What comes between once it is closed. */
const BETWEEN_CLOSED: readonly Usual[] = [
  { type: 'ReturnReview', when: ({ review }) => review?.proposal != null },
  { type: 'AssignReview', when: ({ review }) => review?.proposal != null },
  { type: 'RecordInterest', when: ({ review }) => review?.proposal != null },
];

/** Of cases that others kept before. */
const IMPORTED = 0.25;
/** Of acts that find a fact recorded wrongly, and of those that come between. */
const CORRECTED = 0.06;
const COMES_BETWEEN = 0.35;

/** Of acts for somebody whom no letter reaches. */
const TRIED_OTHERWISE = 0.85;
/** Tries to reach him, of which no regime asks for more. */
const CONTACTS = 4;

/** What a handler who knows the trade would do next in this state: the first of these, if it can be done. */
export function usual(state: ComplaintState, random: Random, orderly: number): readonly string[] {
  const { status, imported } = state;
  if (status === 'none') return [random.chance(IMPORTED) ? 'ImportCase' : 'ReceiveComplaint'];
  const usually = { open: COURSE, closed: AFTERWARDS, withdrawn: [] }[status];
  const course = usually
    .filter(({ when }) => when(state))
    .flatMap(({ type }) => random.pick([type].flat()) ?? []);
  if (imported?.takenOver === null) return course;
  const besides = besidesCourse(state, random);
  if (besides.length > 0) return [...besides, ...course];
  const from = random.chance(orderly) ? 0 : random.below(Math.max(1, course.length));
  return course.slice(from);
}

/** What is done beside the course, now and then. */
function besidesCourse(state: ComplaintState, random: Random): readonly string[] {
  const { imported, handling } = state;
  if (imported === null && random.chance(CORRECTED)) return ['CorrectFact'];
  if (isUnreached(state) && random.chance(TRIED_OTHERWISE))
    return [handling.unreached.length < CONTACTS ? 'RecordContact' : 'EndWithoutDecision'];
  const between = random.chance(COMES_BETWEEN) ? random.pick(betweenOf(state)) : undefined;
  return between === undefined ? [] : [between, between];
}

/** A decision is signed off, and no letter gets through. */
function isUnreached({ status, letters, proposal, told, decided }: ComplaintState): boolean {
  const isToTell = status === 'open' && proposal?.signedOff != null && !told && !decided.excused;
  return isToTell && letters.some(({ failed, retryAt }) => failed && retryAt === null);
}

function betweenOf(state: ComplaintState): readonly string[] {
  const isOpen = state.status === 'open';
  return [...(isOpen ? BETWEEN : BETWEEN_CLOSED), ...ANY_TIME]
    .filter(({ when }) => when(state))
    .flatMap(({ type }) => type)
    .filter((type) => isOpen || mayComeAfter(type));
}

function mayComeAfter(type: string): boolean {
  return AFTER_THE_END.some((one) => one === type);
}
