import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Actor, Instant } from '../../events/envelope.ts';
import type { Told } from '../../workflows/complaint/timeline.ts';
import type { ToldCase } from './told-case.ts';

/** A second person's yes or no to a decision, and what it was that he read. */
export type ShownSignOff = {
  readonly stream: string;
  readonly revision: number;
  readonly instance: 'first' | 'review';
  readonly verdict: 'signed-off' | 'returned';
  /** As he was then, with the rank by which he signed. */
  readonly by: Actor;
  readonly at: Instant;
  /** The rule by which this rank signs. */
  readonly authority: EventData<'DecisionSignedOff'>['authority'] | null;
  readonly proposal: ShownProposal | null;
  /** Whether what was read is what was proposed. */
  readonly letterCommitment: string | null;
  readonly readWhatWasProposed: boolean | null;
  /** The class and the times that the signer saw. */
  readonly shown: Pick<EventData<'DecisionSignedOff'>, 'class' | 'clocks'> | null;
};

export type ShownProposal = {
  readonly revision: number;
  readonly by: string;
  readonly at: Instant;
  readonly outcome: string;
  readonly remedies: EventData<'DecisionProposed'>['remedies'];
  readonly matters: EventData<'DecisionProposed'>['matters'];
  /** The sections that its letter is said to hold. */
  readonly covers: readonly string[];
  /** Of the classification and the findings that it rests on. */
  readonly restsOn: readonly number[];
  readonly reasonsCommitment: string;
  readonly letterCommitment: string;
};

/** Every sign-off of a case, and every return, in their order. */
export function caseSignOffs({ stream, events }: ToldCase): readonly ShownSignOff[] {
  return events.flatMap((told) => {
    const { said, recorded } = told;
    switch (said.type) {
      case 'DecisionSignedOff':
      case 'ReviewSignedOff':
      case 'DecisionReturned':
      case 'ReviewReturned': {
        const { revision, meta } = recorded;
        const instance = said.type.startsWith('Review') ? 'review' : 'first';
        const proposal = shownProposal(events[said.data.proposal]);
        const place = { stream, revision, instance, by: meta.actor, at: meta.occurredAt } as const;
        return [{ ...place, proposal, ...verdict(said, proposal) }];
      }
      default:
        return [];
    }
  });
}

type Verdict = Extract<
  ComplaintEvent,
  { type: 'DecisionSignedOff' | 'ReviewSignedOff' | 'DecisionReturned' | 'ReviewReturned' }
>;

function verdict(
  { data }: Verdict,
  proposal: ShownProposal | null,
): Pick<
  ShownSignOff,
  'verdict' | 'authority' | 'letterCommitment' | 'readWhatWasProposed' | 'shown'
> {
  if (!('letterCommitment' in data))
    return {
      ...{ verdict: 'returned', authority: null, shown: null },
      ...{ letterCommitment: null, readWhatWasProposed: null },
    };
  const { authority = null, letterCommitment, class: is, clocks } = data;
  return {
    ...{ verdict: 'signed-off', authority, letterCommitment },
    readWhatWasProposed: letterCommitment === proposal?.letterCommitment,
    shown: {
      ...(is === undefined ? {} : { class: is }),
      ...(clocks === undefined ? {} : { clocks }),
    },
  };
}

function shownProposal(told: Told | undefined): ShownProposal | null {
  if (told === undefined) return null;
  const { said, recorded } = told;
  if (said.type !== 'DecisionProposed' && said.type !== 'ReviewProposed') return null;
  const { by, outcome, covers = [], reasons, letter } = said.data;
  const decided =
    said.type === 'DecisionProposed'
      ? { ...said.data, remedies: said.data.remedies ?? [said.data.remedy] }
      : { ...said.data, matters: undefined, restsOn: [] };
  return {
    ...{ revision: recorded.revision, by, at: recorded.meta.occurredAt, outcome, covers },
    ...{ matters: decided.matters, remedies: decided.remedies, restsOn: decided.restsOn },
    reasonsCommitment: reasons.commitment,
    letterCommitment: letter.commitment,
  };
}
