import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { KnownCase, KnownRemedy, Spell } from './known-case.ts';

/** What the decisions of a case, and those of its review, make known: their outcome, and what they promised. */
export type Known = Partial<KnownCase>;

/** The event at hand: its number within the case, and when it was so in the world. */
export type Occasion = { readonly revision: number; readonly at: Instant };

export function ofDecision(
  known: KnownCase,
  event: ComplaintEvent,
  { revision }: Occasion,
): Known | undefined {
  switch (event.type) {
    case 'DecisionProposed': {
      const { outcome, remedy, remedies = [remedy] } = event.data;
      return {
        proposed: { revision, outcome },
        remedies: [...known.remedies, ...promisedBy(revision, remedies)],
      };
    }
    case 'DecisionSignedOff':
      return { decided: known.proposed?.outcome ?? null };
    case 'DecisionReturned':
    case 'DecisionVoided':
    case 'DecisionRejected':
      return withdrawn(known, event.data.proposal, event.type === 'DecisionRejected');
    case 'ReviewRequested':
      return standingAgain(known, event.data);
    case 'ReviewProposed':
    case 'ReviewDecided':
      return event.data.remedies === undefined
        ? undefined
        : { remedies: [...known.remedies, ...promisedBy(revision, event.data.remedies)] };
    case 'ReviewReturned':
    case 'ReviewVoided':
      return { remedies: withoutProposal(known, event.data.proposal) };
    case 'RemedyDelivered': {
      const { decision, remedy, deliveredAt } = event.data;
      return delivered(known, decision, remedy, deliveredAt);
    }
    case 'RemedyChecked': {
      const { decision, remedy, found } = event.data;
      return found === 'delivered' ? undefined : delivered(known, decision, remedy, null);
    }
    default:
      return undefined;
  }
}

/** A spell that has just begun. */
export function begunAt(beganAt: Instant | null): Spell {
  return { beganAt, endedAt: null, endedBy: null, outcome: null };
}

/** A proposal comes to nothing; one that the complainant rejects was told already, and its spell goes on. */
function withdrawn(known: KnownCase, proposal: number, wasTold: boolean): Known {
  const { spells } = known;
  const last = spells.at(-1);
  const goesOn = wasTold && last?.endedBy === 'decision';
  return {
    ...{ proposed: null, decided: null },
    remedies: withoutProposal(known, proposal),
    ...(goesOn ? { spells: [...spells.slice(0, -1), begunAt(last.beganAt)] } : {}),
  };
}

/** A decision that was not accepted stands again for its review: its spell has ended by it after all. */
function standingAgain(
  { spells, remedies }: KnownCase,
  { proposal: revision, standsAgain }: EventData<'ReviewRequested'>,
): Known | undefined {
  const last = spells.at(-1);
  if (standsAgain === undefined || last === undefined) return undefined;
  const { outcome, toldAt: endedAt, remedies: promised = [] } = standsAgain;
  const isKept = ({ place }: KnownRemedy) =>
    remedies.some((one) => one.decision === revision && one.place === place);
  return {
    ...{ proposed: { revision, outcome }, decided: outcome },
    remedies: [...remedies, ...promisedBy(revision, promised).filter((one) => !isKept(one))],
    spells: [...spells.slice(0, -1), { ...last, endedAt, endedBy: 'decision', outcome }],
  };
}

/** What was delivered stays. */
function withoutProposal({ remedies }: KnownCase, proposal: number): readonly KnownRemedy[] {
  return remedies.filter((one) => one.decision !== proposal || one.deliveredAt !== null);
}

type Promised = NonNullable<EventData<'DecisionProposed'>['remedies']>;

function promisedBy(decision: number, promised: Promised): readonly KnownRemedy[] {
  return promised.map(({ kind, money }, place) => ({
    ...{ decision, place, kind, deliveredAt: null },
    ...{ amount: money?.amount ?? null, currency: money?.currency ?? null },
  }));
}

function delivered(
  { remedies }: KnownCase,
  decision: number,
  place: number,
  deliveredAt: Instant | null,
): Known {
  return {
    remedies: remedies.map((one) =>
      one.decision === decision && one.place === place ? { ...one, deliveredAt } : one,
    ),
  };
}
