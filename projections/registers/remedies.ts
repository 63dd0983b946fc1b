import type { EventData } from '../../events/complaint/complaint-events.ts';
import { BY_LETTER } from '../../events/complaint/decision-codes.ts';
import type { RemedyKind } from '../../events/complaint/decision-codes.ts';
import type { Instant } from '../../events/envelope.ts';
import { added, changed, register } from './register.ts';
import type { Entries, Entry, Occasion } from './register.ts';

type Remedy = {
  readonly kind: RemedyKind;
  /** Money as a decimal in its currency. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly matter: string | null;
  readonly dueOn: string | null;
  /** The instance that promised it. */
  readonly instance: 'decision' | 'review';
  readonly promisedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly deliveredBy: string | null;
  readonly checkedBy: string | null;
  readonly found: 'delivered' | 'not-delivered' | null;
};

/**
 * What puts matters right, and what it costs. A remedy is promised once its decision is signed off; then it is
 * delivered with evidence and checked by a second person, or by the letter itself. A decision that comes to nothing
 * takes with it what is not delivered.
 */
export const remedies = register<Remedy>({
  title: { en: 'Remedies and money', zh: '补救措施与金额登记' },
  states: ['proposed', 'promised', 'by-letter', 'delivered', 'checked', 'void'],
  columns: [
    ...(['kind', 'amount', 'currency', 'matter', 'dueOn', 'promisedAt', 'deliveredAt'] as const),
    ...(['deliveredBy', 'checkedBy', 'found', 'instance'] as const),
  ],
  changes: {
    DecisionProposed: (entries, { remedy, remedies: all = [remedy] }, occasion) =>
      addedRemedies(
        entries,
        occasion,
        all.map((one) => entryOf(one, 'proposed', 'decision', null)),
      ),
    DecisionSignedOff: (entries, { proposal }, { at }) =>
      promise(entries, proposal, { promisedAt: at }),
    ReviewProposed: (entries, { remedies: all = [] }, occasion) =>
      addedRemedies(
        entries,
        occasion,
        all.map((one) => entryOf(one, 'proposed', 'review', null)),
      ),
    ReviewSignedOff: (entries, { proposal }, { at }) =>
      promise(entries, proposal, { promisedAt: at }),
    ReviewReturned: (entries, { proposal }) => withdraw(entries, proposal),
    ReviewVoided: (entries, { proposal }) => withdraw(entries, proposal),
    ReviewDecided: (entries, { remedies: all = [] }, occasion) =>
      addedRemedies(
        entries,
        occasion,
        all.map((one) => entryOf(one, stateOnceTold(one.kind), 'review', occasion.at)),
      ),
    DecisionReturned: (entries, { proposal }) => withdraw(entries, proposal),
    DecisionVoided: (entries, { proposal }) => withdraw(entries, proposal),
    DecisionRejected: (entries, { proposal }) => withdraw(entries, proposal),
    ReviewRequested: (entries, { proposal, standsAgain }) =>
      standsAgain === undefined ? entries : promiseAgain(entries, proposal),
    CaseReopened: (entries) => withdraw(entries, lastDecision(entries)),
    ComplaintWithdrawn: (entries, { goesOnFor }) =>
      goesOnFor === undefined
        ? changed(entries, ({ state }) => state === 'proposed', 'void', {})
        : entries,
    RemedyDelivered: (entries, { decision, remedy, deliveredAt, by }) =>
      changed(entries, isAt(decision, remedy), 'delivered', {
        deliveredAt,
        deliveredBy: by,
      }),
    RemedyChecked: (entries, { decision, remedy, found, by }) =>
      found === 'delivered'
        ? changed(entries, isAt(decision, remedy), 'checked', { checkedBy: by, found })
        : changed(entries, isAt(decision, remedy), 'promised', {
            ...{ checkedBy: by, found, deliveredAt: null, deliveredBy: null },
          }),
  },
});

type Told = NonNullable<EventData<'DecisionProposed'>['remedies']>[number];

type Fresh = { readonly state: string; readonly details: Remedy };

/** A remedy keeps its place in the decision's list, by which it is named later; \`none\` has a place and no entry. */
function addedRemedies(
  entries: Entries<Remedy>,
  occasion: Occasion,
  all: readonly Fresh[],
): Entries<Remedy> {
  if (all.every(({ details }) => details.kind === 'none')) return entries;
  return added(entries, occasion, ...all).filter(({ details }) => details.kind !== 'none');
}

function entryOf(
  { kind, money, matter, dueOn }: Told,
  state: string,
  instance: Remedy['instance'],
  promisedAt: Instant | null,
): Fresh {
  const amount = money?.amount ?? null;
  const currency = money?.currency ?? null;
  const later = { deliveredAt: null, deliveredBy: null, checkedBy: null, found: null };
  const promised = { kind, amount, currency, instance, promisedAt };
  const wish = { matter: matter ?? null, dueOn: dueOn ?? null };
  return { state, details: { ...promised, ...wish, ...later } };
}

function stateOnceTold(kind: RemedyKind): string {
  return BY_LETTER.includes(kind) ? 'by-letter' : 'promised';
}

function promise(
  entries: Entries<Remedy>,
  proposal: number,
  details: Partial<Remedy>,
): Entries<Remedy> {
  const isMeant = ({ revision, state }: Entry<Remedy>) =>
    revision === proposal && state === 'proposed';
  const inLetter = (entry: Entry<Remedy>) => isMeant(entry) && isByLetter(entry);
  return changed(changed(entries, inLetter, 'by-letter', details), isMeant, 'promised', details);
}

/** A decision that was not accepted stands again for its review, and with it what it promised. */
function promiseAgain(entries: Entries<Remedy>, proposal: number): Entries<Remedy> {
  return entries.map((entry) =>
    entry.revision === proposal && entry.state === 'void'
      ? { ...entry, state: stateOnceTold(entry.details.kind) }
      : entry,
  );
}

function isByLetter({ details }: Entry<Remedy>): boolean {
  return BY_LETTER.includes(details.kind);
}

/** What was delivered stays. */
function withdraw(entries: Entries<Remedy>, proposal: number | undefined): Entries<Remedy> {
  const owed = ['proposed', 'promised', 'by-letter'];
  return changed(
    entries,
    ({ revision, state }) => revision === proposal && owed.includes(state),
    'void',
    {},
  );
}

function lastDecision(entries: Entries<Remedy>): number | undefined {
  return entries.findLast(({ details }) => details.instance === 'decision')?.revision;
}

function isAt(decision: number, remedy: number): (entry: Entry<Remedy>) => boolean {
  return ({ revision, place }) => revision === decision && place === remedy;
}
