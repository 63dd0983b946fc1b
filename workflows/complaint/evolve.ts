import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { clocksAfter } from './evolve-clocks.ts';
import { importedAfter } from './evolve-imported.ts';
import type { ComplaintState, LetterUnderWay } from './state.ts';

/** Copies what an event says into the state; computes nothing. */
export function evolve(
  state: ComplaintState,
  event: ComplaintEvent,
  revision: number,
): ComplaintState {
  return { ...changed(state, event, revision), next: revision + 1 };
}

function changed(state: ComplaintState, event: ComplaintEvent, revision: number): ComplaintState {
  switch (event.type) {
    case 'ComplaintReceived':
      return { ...state, status: 'open', received: event.data };
    case 'CaseImported':
    case 'ImportedFactsChanged':
    case 'CaseTakenOver':
      return importedAfter(state, event, revision);
    case 'ClockStarted':
    case 'ClockExtended':
    case 'ClockStopped':
    case 'DeadlineWarned':
    case 'DeadlineBreached':
    case 'BreachRevoked':
      return { ...state, clocks: clocksAfter(state.clocks, event, revision) };
    case 'ComplaintAcknowledged':
      return { ...state, acknowledged: true };
    case 'ComplaintClassified':
      return { ...state, classification: { revision, said: event.data } };
    case 'CaseAssigned':
      return { ...state, handler: event.data.handler };
    case 'FindingRecorded':
      return { ...state, findings: [...state.findings, revision] };
    case 'DecisionProposed':
    case 'DecisionSignedOff':
    case 'DecisionVoided':
    case 'DecisionReturned':
      return { ...state, proposal: proposalAfter(state, event, revision) };
    case 'ExtensionRequested': {
      const { clock, step, by } = event.data;
      return { ...state, extension: { clock, step, by } };
    }
    case 'ExtensionGranted':
    case 'ExtensionRefused':
    case 'ExtensionLapsed':
      return { ...state, extension: null };
    case 'CaseEscalated':
      return { ...state, raisedTo: event.data.to };
    case 'ComplainantTold':
      return { ...state, told: true };
    case 'ComplaintWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'CaseClosed':
      return { ...state, status: 'closed' };
    case 'LetterOrdered':
    case 'LetterSent':
    case 'LetterFailed':
      return { ...state, letters: lettersAfter(state.letters, event, revision) };
    case 'CaseLinked':
    case 'LinkConfirmed':
    case 'LinkRefused':
      return { ...state, links: linksAfter(state.links, event, revision) };
    case 'LinkAccepted':
      return { ...state, linkedFrom: [...state.linkedFrom, event.data.from] };
    default:
      return unreachable(event);
  }
}

type OfType<Type extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: Type }>;

function proposalAfter(
  { proposal }: ComplaintState,
  event: OfType<'DecisionProposed' | 'DecisionSignedOff' | 'DecisionVoided' | 'DecisionReturned'>,
  revision: number,
): ComplaintState['proposal'] {
  switch (event.type) {
    case 'DecisionProposed':
      return { revision, by: event.data.by, letter: event.data.letter, signedOff: null };
    case 'DecisionSignedOff': {
      const { by, at } = event.data;
      return proposal === null ? null : { ...proposal, signedOff: { by, at } };
    }
    case 'DecisionVoided':
    case 'DecisionReturned':
      return null;
  }
}

function lettersAfter(
  letters: readonly LetterUnderWay[],
  event: OfType<'LetterOrdered' | 'LetterSent' | 'LetterFailed'>,
  revision: number,
): readonly LetterUnderWay[] {
  if (event.type === 'LetterOrdered') {
    const { letter, about, attempt } = event.data;
    const ordered = { letter, about, order: revision, attempt, failed: false, retryAt: null };
    return [...letters.filter((one) => one.letter !== letter || one.about !== about), ordered];
  }
  const { order } = event.data;
  if (event.type === 'LetterSent') return letters.filter((one) => one.order !== order);
  const { retryAt } = event.data;
  return letters.map((one) => (one.order === order ? { ...one, failed: true, retryAt } : one));
}

function linksAfter(
  links: ComplaintState['links'],
  event: OfType<'CaseLinked' | 'LinkConfirmed' | 'LinkRefused'>,
  revision: number,
): ComplaintState['links'] {
  if (event.type === 'CaseLinked')
    return [...links, { revision, to: event.data.to, confirmed: false }];
  const { link } = event.data;
  return event.type === 'LinkRefused'
    ? links.filter((one) => one.revision !== link)
    : links.map((one) => (one.revision === link ? { ...one, confirmed: true } : one));
}

function unreachable(event: never): never {
  throw new TypeError(`Unknown event ${JSON.stringify(event)}.`);
}
