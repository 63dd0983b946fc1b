import { complaintEvents } from '../../events/complaint/complaint-events.ts';
import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import { words } from '../../events/vocabulary.ts';
import { kind } from '../process.ts';
import type { Context, Decision, Process } from '../process.ts';
import { mayNot } from './authority.ts';
import type { ComplaintCommand } from './commands.ts';
import { deadlines } from './deadlines.ts';
import * as decision from './decision.ts';
import { close, withdraw } from './end.ts';
import { errands } from './errands.ts';
import { breach, escalate, raiseByTime, warn } from './escalate.ts';
import { evolve } from './evolve.ts';
import { grantExtension, refuseExtension, requestExtension } from './extend.ts';
import { acknowledge, assign, classify, recordFinding } from './handle.ts';
import { importCase, importFacts } from './import.ts';
import { acceptLink, link, linkAnswered } from './link.ts';
import { receive } from './receive.ts';
import { refuse } from './refuse.ts';
import { nothing } from './state.ts';
import type { ComplaintState } from './state.ts';
import { takeOver, waitsForTakeOver } from './take-over.ts';
import { letterFailed, letterSent, recordTelling, retryLetter, tellComplainant } from './tell.ts';

/**
 * A consumer's complaint: received, or imported and taken over; acknowledged, classified, assigned, looked into,
 * decided, signed off by a second person, told and closed; or withdrawn. Each file
 * beside this one holds the rules of one step, by its name.
 */
export const complaint: Process<ComplaintState, ComplaintCommand, ComplaintEvent> = {
  name: 'complaint',
  initial: nothing,
  decide,
  evolve,
  deadlines,
  errands,
  closed: ({ status }) => status === 'closed' || status === 'withdrawn',
};

export const complaintKind = kind(complaint, words(complaintEvents));

/** What a case may begin with. */
const BEGINNINGS: readonly string[] = ['ReceiveComplaint', 'ImportCase'];

/** Accepted however a case has ended: what was set going before still comes back. */
const AFTER_THE_END: readonly string[] = [
  'ReceiveComplaint',
  'ImportCase',
  'ImportFacts',
  'RecordLetterSent',
  'RecordLetterFailed',
  'RetryLetter',
  'RecordLinkAnswer',
  'AcceptLink',
];

function decide(
  state: ComplaintState,
  command: ComplaintCommand,
  context: Context,
): Decision<ComplaintEvent> {
  if (state.status === 'none' && !BEGINNINGS.includes(command.type))
    return refuse('no-such-case', 'No complaint was received here.', '此处没有已受理的投诉。');
  const refused = mayNot(state, command, context);
  if (refused !== undefined) return refused;
  if (state.status !== 'open' && state.status !== 'none' && !AFTER_THE_END.includes(command.type))
    return ended(state, command);
  return waitsForTakeOver(state, command) ?? decideOpen(state, command, context);
}

/** Asking again for the end a case has come to is no fault. */
function ended({ status }: ComplaintState, { type }: ComplaintCommand): Decision<ComplaintEvent> {
  const same =
    (status === 'closed' && type === 'CloseCase') ||
    (status === 'withdrawn' && type === 'WithdrawComplaint');
  return same
    ? { events: [] }
    : refuse(
        'case-ended',
        `The case is ${status}.`,
        `案件已${status === 'closed' ? '结案' : '撤回'}。`,
      );
}

function decideOpen(
  state: ComplaintState,
  command: ComplaintCommand,
  context: Context,
): Decision<ComplaintEvent> {
  const { next } = state;
  switch (command.type) {
    case 'ReceiveComplaint':
      return receive(state, command.data, context);
    case 'ImportCase':
      return importCase(state, command.data, context);
    case 'ImportFacts':
      return importFacts(state, command.data, context);
    case 'TakeOverCase':
      return takeOver(state, command.data, context);
    case 'AcknowledgeComplaint':
      return acknowledge(state, context, next);
    case 'ClassifyComplaint':
      return classify(state, command.data, context);
    case 'AssignCase':
      return assign(state, command.data, context);
    case 'RecordFinding':
      return recordFinding(state, command.data, context);
    case 'ProposeDecision':
      return decision.propose(state, command.data, context);
    case 'SignOff':
      return decision.signOff(state, command.data, context);
    case 'ReturnDecision':
      return decision.returnDecision(state, command.data, context);
    case 'TellComplainant':
      return tellComplainant(state);
    case 'RecordTelling':
      return recordTelling(state, command.data, context);
    case 'RequestExtension':
      return requestExtension(state, command.data, context, next);
    case 'GrantExtension':
      return grantExtension(state, command.data, context, next);
    case 'RefuseExtension':
      return refuseExtension(state, command.data, context);
    case 'EscalateCase':
      return escalate(state, command.data, context);
    case 'LinkCase':
      return link(state, command.data, context);
    case 'WithdrawComplaint':
      return withdraw(state, command.data, context);
    case 'CloseCase':
      return close(state, context);
    case 'WarnOfDeadline':
      return warn(state, command.data);
    case 'RecordBreach':
      return breach(state, command.data);
    case 'RaiseByTime':
      return raiseByTime(state, command.data, context);
    case 'RecordLetterSent':
      return letterSent(state, command.data, context);
    case 'RecordLetterFailed':
      return letterFailed(state, command.data, context);
    case 'RetryLetter':
      return retryLetter(state, command.data);
    case 'AcceptLink':
      return acceptLink(state, command.data);
    case 'RecordLinkAnswer':
      return linkAnswered(state, command.data);
  }
}
