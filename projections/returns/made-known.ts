import type { ComplaintEvent, EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { KnownCase, Spell } from './known-case.ts';
import { begunAt, ofDecision } from './known-decision.ts';
import type { Known, Occasion } from './known-decision.ts';

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
