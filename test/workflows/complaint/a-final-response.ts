import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { Actor } from '../../../events/envelope.ts';
import type { RuleBook } from '../../../regimes/rule-book.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import {
  TUESDAY,
  box,
  classification,
  executive,
  given,
  hana,
  letter,
  proposal,
  receivedUnder,
  sun,
} from './a-case.ts';

type Events = readonly ComplaintEvent[];

export const place = (events: Events, type: ComplaintEvent['type']) =>
  events.findLastIndex((event) => event.type === type);

/** Looked into, proposed and signed off, with all that a final response must hold (DISP 1.6.2R; Singapore’s). */
export function signedOff(
  events: Events = receivedUnder('uk-fca-disp'),
  at = TUESDAY,
  rules?: RuleBook,
): Events {
  const book = rules === undefined ? {} : { rules };
  const say = (before: Events, by: Actor, command: ComplaintCommand) =>
    given(before).after(command, { at, by, ...book });
  const assigned = say(events, sun, {
    type: 'AssignCase',
    data: { handler: 'hana', unit: 'consumer-protection' },
  });
  const classified = say(assigned, hana, { type: 'ClassifyComplaint', data: classification });
  const found = say(classified, hana, {
    type: 'RecordFinding',
    data: { finding: box('Taken twice.') },
  });
  const british = ['answer', 'ombudsman-right', 'leaflet', 'time-limits'];
  const covers = [...british, 'outcome', 'reasons', 'further-ways'];
  const proposed = say(found, hana, {
    type: 'ProposeDecision',
    data: { ...proposal, covers, restsOn: [place(found, 'FindingRecorded')] },
  });
  return say(proposed, executive, {
    type: 'SignOff',
    data: { proposal: place(proposed, 'DecisionProposed'), letterCommitment: letter.commitment },
  });
}

export const tell = (channel: 'post' | 'phone' = 'post', toldAt = TUESDAY) =>
  ({ type: 'RecordTelling', data: { channel, toldAt } }) as const;

export const refer = (referredAt: string) =>
  ({
    type: 'RecordReferral',
    data: { forum: 'ombudsman', body: 'fos', reference: box('7'), referredAt },
  }) as const;
