import type { ComplaintEvent } from '../../../events/complaint/complaint-events.ts';
import type { TellingChannel } from '../../../events/complaint/decision-codes.ts';
import type { Actor } from '../../../events/envelope.ts';
import type { RuleBook } from '../../../regimes/rule-book.ts';
import type { ComplaintCommand } from '../../../workflows/complaint/commands.ts';
import { demandedOf } from '../../../workflows/complaint/letter-content.ts';
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
  rules as usual,
  sun,
} from './a-case.ts';

type Events = readonly ComplaintEvent[];

export const place = (events: Events, type: ComplaintEvent['type']) =>
  events.findLastIndex((event) => event.type === type);

/** Looked into, proposed and signed off, with all that a final response must say (DISP 1.6.2R and others). */
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
  const state = given(found).state();
  const covers = demandedOf(state, 'decision', book.rules ?? usual).flatMap(({ sections }) =>
    sections.map(({ name }) => name),
  );
  const proposed = say(found, hana, {
    type: 'ProposeDecision',
    data: { ...proposal, covers, restsOn: [place(found, 'FindingRecorded')] },
  });
  return say(proposed, executive, {
    type: 'SignOff',
    data: { proposal: place(proposed, 'DecisionProposed'), letterCommitment: letter.commitment },
  });
}

export const tell = (channel: TellingChannel = 'post', toldAt = TUESDAY) =>
  ({ type: 'RecordTelling', data: { channel, toldAt } }) as const;

export const refer = (referredAt: string) =>
  ({
    type: 'RecordReferral',
    data: { forum: 'ombudsman', body: 'fos', reference: box('7'), referredAt },
  }) as const;
