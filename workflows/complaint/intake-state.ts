import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';

/** New facts that wait for a second person; `receipt` is the revision of the event that recorded them. */
export type UnconfirmedFacts = Pick<EventData<'NewFactsReceived'>, 'receivedAt' | 'by'> &
  NonNullable<EventData<'NewFactsReceived'>['confirmation']> & {
    readonly receipt: number;
    readonly overdue: boolean;
  };

type Materials = EventData<'MaterialsReceived'>['materials'];

/** How the complaint was taken in. */
export type Intake = {
  /** How many complain in this case. */
  readonly complainants: number;
  readonly representatives: number;
  /** Revisions of the mandates that were recorded. */
  readonly mandates: readonly number[];
  /** The parts of the letter, once it was split. */
  readonly parts: readonly Pick<
    EventData<'ComplaintTriaged'>['parts'][number],
    'kind' | 'way' | 'to'
  >[];
  readonly askedFor: Materials;
  /** What the firm holds: it was said when it asked, or came in since. */
  readonly held: Materials;
  /** Cases with an equal fingerprint that nobody has judged yet. */
  readonly candidates: readonly string[];
  /** Those that nobody has dismissed: into these the complaint may be merged on its handler's word. */
  readonly alike: readonly string[];
  /** A merge the other case has not answered yet. */
  readonly merge:
    | (Pick<EventData<'MergeAsked'>, 'into' | 'newFactsAt' | 'ends' | 'by'> & {
        readonly revision: number;
      })
    | null;
  readonly mergedInto: string | null;
  readonly mergedFrom: readonly string[];
  /** When the facts were received that were taken as new, the earliest first. */
  readonly factsAt: readonly Instant[];
  readonly unconfirmed: readonly UnconfirmedFacts[];
  readonly acknowledgedAt: Instant | null;
};

export const nothingTakenIn: Intake = {
  complainants: 1,
  representatives: 0,
  mandates: [],
  parts: [],
  askedFor: [],
  held: [],
  candidates: [],
  alike: [],
  merge: null,
  mergedInto: null,
  mergedFrom: [],
  factsAt: [],
  unconfirmed: [],
  acknowledgedAt: null,
};
