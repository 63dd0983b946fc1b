import { TELLING_CHANNELS } from '../events/complaint/decision-codes.ts';
import type { Json } from '../events/envelope.ts';
import { ruleName } from '../workflows/complaint/counting.ts';
import { receivedAtOf } from '../workflows/complaint/state.ts';
import type { ComplaintState } from '../workflows/complaint/state.ts';
import { REVIEW_UNIT } from './cast.ts';
import { anotherCase } from './fields.ts';
import type { Scene } from './fields.ts';

/** What a field says in one command alone, so that what it names is there: all else stands in `fields.ts`. */
type Fields = { readonly [name: string]: (scene: Scene) => Json | undefined };

export function fieldOfCommand(type: string, name: string, scene: Scene): Json | undefined {
  return commands[type]?.[name]?.(scene);
}

export function isFieldOfCommand(type: string, name: string): boolean {
  return commands[type]?.[name] !== undefined;
}

const DAY = 24 * 3_600_000;

/** Says that a field is left out, whatever else is known of its name. */
export const LEFT_OUT = null;

const now: Fields[string] = (scene) => scene.now;

/** The one proof that every regime takes for its channel. */
const byEmail: Fields = { channel: () => 'email', deed: () => 'sent', toldAt: now };
/** The proof of each other channel. */
const DEEDS: { readonly [channel: string]: string } = {
  ...{ post: 'handed-or-posted', 'in-person': 'handed-or-posted' },
  ...{ email: 'sent', sms: 'sent', phone: 'dialled' },
};
const extension: Fields = {
  clock: ({ state }) => state.extension?.clock,
  step: ({ state }) => state.extension?.step,
};
const remedy = (isMeant: (one: Remedy) => boolean): Fields => ({
  decision: ({ state }) => state.decided.remedies.find(isMeant)?.decision,
  remedy: ({ state }) => state.decided.remedies.find(isMeant)?.remedy,
});
type Remedy = ComplaintState['decided']['remedies'][number];

const commands: { readonly [type: string]: Fields } = {
  RequestExtension: {
    clock: (scene) => nextStep(scene)?.clock,
    step: (scene) => nextStep(scene)?.step,
  },
  GrantExtension: extension,
  RefuseExtension: extension,
  PauseClocks: {
    pause: ({ terms, random }) => random.pick(terms.pauses.filter((name) => name !== 'mediation')),
    complainantToldAt: now,
    expectedAt: (scene) => inDays(scene, 20),
  },
  ResumeClocks: {
    pause: ({ state, random }) =>
      random.pick(
        [
          ...state.clocks.flatMap(({ paused, alsoPaused }) => [paused ?? [], alsoPaused].flat()),
          ...state.waiting.flatMap(({ pauses }) => pauses),
        ].map(({ pause }) => pause),
      ),
  },
  // By a letter, or another way that is said with its time.
  AcknowledgeComplaint: {
    channel: ({ next, random }) => (next % 3 === 0 ? random.pick(TELLING_CHANNELS) : LEFT_OUT),
    acknowledgedAt: ({ next, now: at }) => (next % 3 === 0 ? at : LEFT_OUT),
  },
  RecordAgreement: {
    of: agreed,
    ...{ clock: onlyOf('time-limit'), until: onlyOf('time-limit') },
    channel: onlyOf('form-of-notice'),
  },
  LinkMass: { cases: (scene) => [anotherCase(scene)] },
  RecordNoticeGiven: { ...extension, ...byEmail },
  RecordEndingTelling: byEmail,
  RecordContact: {
    // Whom no letter reaches nobody reaches otherwise, nor does he write himself.
    reached: ({ state }) => (state.letters.some(({ failed }) => failed) ? false : undefined),
    direction: ({ state }) => (state.letters.some(({ failed }) => failed) ? 'out' : undefined),
    at: now,
  },
  EndWithoutDecision: {
    ground: ({ state, random }) =>
      state.proposal?.signedOff == null
        ? random.pick(['early-resolution', 'no-standing'])
        : 'unreachable',
    at: now,
    letter: ({ random }) => (random.chance(0.9) ? 'It ends.' : undefined),
    ...{ accepted: () => undefined, who: () => 'complainant' },
    ...{ channel: () => 'email', deed: () => 'sent', evidence: () => 'Message 1.' },
  },
  RecordRemedyDelivered: { ...remedy(({ deliveredBy }) => deliveredBy === null), deliveredAt: now },
  CheckRemedy: remedy(({ deliveredBy, checked }) => deliveredBy !== null && !checked),
  RequestReview: { requestedAt: now, decidedBy: () => 'branch', form: () => 'written' },
  AssignReview: { unit: () => REVIEW_UNIT },
  RecordForumDecision: {
    referral: ({ state }) => state.after.referrals.find(({ decided }) => !decided)?.revision,
    decidedAt: now,
  },
  RecordMandate: { document: ({ state, random }) => random.pick(state.handling.documents) },
  DismissDuplicate: { of: ({ state, random }) => random.pick(state.intake.candidates) },
  RecordInterest: {
    person: ({ state: { handler, review }, random }) =>
      random.chance(0.5) ? (review?.reviewer ?? handler ?? undefined) : undefined,
  },
  ConfirmMarker: {
    marking: ({ state }) => state.nonRoutine.markings.find(({ suspicion }) => suspicion)?.marking,
  },
  TickStep: {
    // Done in time though recorded late, now and then.
    marking: ({ state }) => overdueOf(state)?.marking,
    step: ({ state }) => overdueOf(state)?.clock?.metBy,
    doneAt: ({ state }) => overdueOf(state)?.clock?.dueAt,
  },
  ProveTelling: {
    proposal: ({ state }) => state.proposal?.revision,
    deed: ({ state }) => DEEDS[state.decided.telling?.channel ?? 'email'],
  },
  CorrectFact: {
    fact: ({ random }) => (random.chance(0.5) ? 'received-at' : undefined),
    at: ({ state, random }) => beforeOf(receivedAtOf(state), random),
  },
};

/** What is agreed on now, time most of all: the same for all fields that say it. */
function agreed({ next }: Scene): string {
  return ['time-limit', 'form-of-notice', 'time-limit', 'decision'][next % 4] ?? 'decision';
}

/** A field that is said of this kind of agreement alone. */
function onlyOf(kind: string): Fields[string] {
  return (scene) => (agreed(scene) === kind ? undefined : LEFT_OUT);
}

/** A clock that may be extended now, and by what: the same one for both fields. */
function nextStep({ state, terms, next }: Scene) {
  const steps = state.clocks
    .filter(({ stopped, breached, paused }) => !stopped && !breached && paused === null)
    .flatMap(({ name, regime, step: taken }) => {
      const ladder = terms.ladders[`${regime} ${ruleName(name)}`] ?? [];
      const step = ladder[taken === null ? 0 : ladder.indexOf(taken) + 1];
      return step === undefined ? [] : [{ clock: name, step }];
    });
  return steps[next % Math.max(1, steps.length)];
}

/** Some days before, now and then. */
function beforeOf(at: string | null, random: Scene['random']): string | undefined {
  return at === null || random.chance(0.3)
    ? undefined
    : new Date(Date.parse(at) - random.below(4 * DAY)).toISOString();
}

/** So many days from now, at most. */
function inDays({ now: from, random }: Scene, most: number): string {
  return new Date(Date.parse(from) + (1 + random.below(most)) * DAY).toISOString();
}

/** A marking of which a step was due and is not on record. */
function overdueOf({ nonRoutine }: ComplaintState) {
  return nonRoutine.markings.find(
    ({ overdue, clock, done }) => overdue && clock !== null && !done.includes(clock.metBy),
  );
}
