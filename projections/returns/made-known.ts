import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { KnownCase, KnownRemedy, Spell } from './known-case.ts';

type Known = Partial<KnownCase>;

/** The event at hand: its number within the case, and when it was so in the world. */
type Occasion = { readonly revision: number; readonly at: Instant };

/** What an event makes known of its case beyond what was known; nothing of what no return counts. */
export function madeKnown(
  known: KnownCase,
  event: ComplaintEvent,
  occasion: Occasion,
): Known | undefined {
  return (
    ofReceipt(known, event, occasion) ??
    ofImport(known, event) ??
    ofDecision(known, event, occasion) ??
    ofEnd(known, event, occasion)
  );
}

function ofReceipt(
  known: KnownCase,
  event: ComplaintEvent,
  { revision }: Occasion,
): Known | undefined {
  switch (event.type) {
    case 'ComplaintReceived': {
      const { source, regime, overlays = [], receivedAt, channel, unit, product } = event.data;
      return {
        ...{ source, regimes: [regime, ...overlays], receivedAt, channel, branch: unit },
        ...{ origin: event.data.origin ?? null, product: product ?? null },
        spells: [begunAt(receivedAt)],
      };
    }
    case 'ClockStarted':
    case 'ClockWaits':
      return known.zone === null ? { zone: event.data.zone } : undefined;
    case 'FactCorrected':
      return corrected(known, event.data);
    case 'ComplaintClassified': {
      const { product, cause, right, class: level } = event.data;
      return { product, cause, right, class: level };
    }
    case 'FoundNoComplaint':
      return { isNone: true };
    case 'RegulatorAsked':
      return { regulators: [...known.regulators, event.data.regulator] };
    case 'CaseMerged':
      return { mergedInto: event.data.into };
    case 'CaseLinked': {
      const { to, as = null } = event.data;
      return { links: [...known.links, { revision, to, as, confirmed: false }] };
    }
    case 'LinkConfirmed':
      return {
        links: known.links.map((link) =>
          link.revision === event.data.link ? { ...link, confirmed: true } : link,
        ),
      };
    default:
      return undefined;
  }
}

function ofImport(known: KnownCase, event: ComplaintEvent): Known | undefined {
  switch (event.type) {
    case 'CaseImported': {
      const { source, receivedOn, sentOn, facts, narrative } = event.data;
      return {
        ...{ source, imported: true, statedReceivedOn: receivedOn, sentOn, facts },
        narrative: narrative && { characters: narrative.characters, lines: narrative.lines },
        spells: [begunAt(null)],
      };
    }
    case 'ImportedFactsChanged': {
      const { facts, narrative, receivedOn, sentOn } = event.data;
      return {
        facts: { ...known.facts, ...facts },
        ...(narrative === undefined
          ? {}
          : { narrative: { characters: narrative.characters, lines: narrative.lines } }),
        ...(receivedOn === undefined ? {} : { statedReceivedOn: receivedOn }),
        ...(sentOn === undefined ? {} : { sentOn }),
      };
    }
    case 'CaseTakenOver':
      return {
        regimes: [event.data.regime, ...(event.data.overlays ?? [])],
        branch: known.branch ?? event.data.unit,
      };
    default:
      return undefined;
  }
}

function ofDecision(
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

function ofEnd(known: KnownCase, event: ComplaintEvent, { at }: Occasion): Known | undefined {
  switch (event.type) {
    case 'ComplainantTold':
      return ended(known, event.data.toldAt, 'decision');
    case 'TellingExcused':
      return ended(known, event.data.at, 'decision');
    case 'EndedWithoutDecision':
      return ended(
        known,
        event.data.at,
        event.data.ground === 'early-resolution' ? 'early-resolution' : 'without-decision',
      );
    case 'ComplaintWithdrawn':
      return ended(known, event.data.withdrawnAt, 'withdrawal');
    case 'CaseClosed':
      return ended(known, event.data.at ?? at, 'without-decision');
    case 'CaseReopened':
      return {
        spells: [...known.spells, begunAt(event.data.disputedAt)],
        ...{ proposed: null, decided: null },
      };
    default:
      return undefined;
  }
}

function begunAt(beganAt: Instant | null): Spell {
  return { beganAt, endedAt: null, endedBy: null, outcome: null };
}

/** The first end of a spell is its end: a case is closed in the books some time after its answer. */
function ended(
  { spells, decided }: KnownCase,
  endedAt: Instant,
  endedBy: NonNullable<Spell['endedBy']>,
): Known | undefined {
  const last = spells.at(-1);
  if (last === undefined || last.endedAt !== null) return undefined;
  const outcome = endedBy === 'withdrawal' ? null : decided;
  return { spells: [...spells.slice(0, -1), { ...last, endedAt, endedBy, outcome }] };
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

/** What was delivered stays. */
function withoutProposal({ remedies }: KnownCase, proposal: number): readonly KnownRemedy[] {
  return remedies.filter((one) => one.decision !== proposal || one.deliveredAt !== null);
}

function corrected(
  { spells }: KnownCase,
  { fact, before, after }: EventData<'FactCorrected'>,
): Known | undefined {
  const [first] = spells;
  if (first === undefined) return undefined;
  if (fact === 'received-at')
    return { receivedAt: after, spells: [{ ...first, beganAt: after }, ...spells.slice(1)] };
  const isEnded = ({ endedBy, endedAt }: Spell) => endedBy === 'decision' && endedAt === before;
  // An end is that of the decision told; what else is put right, no return counts.
  return fact === 'told-at' && spells.some(isEnded)
    ? { spells: spells.map((spell) => (isEnded(spell) ? { ...spell, endedAt: after } : spell)) }
    : undefined;
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
