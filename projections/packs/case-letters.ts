import type { EventData } from '../../events/complaint/complaint-events.ts';
import type { Instant } from '../../events/envelope.ts';
import type { RuleBook } from '../../regimes/rule-book.ts';
import { complaint } from '../../workflows/complaint/complaint.ts';
import { demandedOf } from '../../workflows/complaint/letter-content.ts';
import type { Section } from '../../workflows/complaint/letter-content.ts';
import type { ComplaintState } from '../../workflows/complaint/state.ts';
import type { Told } from '../../workflows/complaint/timeline.ts';
import type { OpenedCase } from './opened-case.ts';
import type { ToldCase } from './told-case.ts';

type Kind = EventData<'LetterOrdered'>['letter'];

/** A letter of a case: what it is about, what it had to hold, and what became of it. */
export type ShownLetter = {
  readonly stream: string;
  /** Of the order; that of the sending is null until it was sent. */
  readonly ordered: number;
  readonly sent: number | null;
  readonly sentAt: Instant | null;
  readonly failed: number;
  readonly letter: Kind;
  readonly about: { readonly revision: number; readonly event: string | null };
  /** The sections that whoever wrote it declared. */
  readonly covers: readonly string[];
  /** The sections that the regimes over the case demanded, with their articles. */
  readonly demanded: readonly {
    readonly regime: string;
    readonly version: string;
    readonly article: string;
    readonly mark: string;
    readonly sections: readonly Section[];
  }[];
  readonly commitment: string | null;
  /** The file with its words, where they can be given. */
  readonly text: string | null;
};

/** The letters of a case in the order in which they were called for, each tried again counted once. */
export function caseLetters(
  { stream, events }: ToldCase,
  rules: RuleBook,
  { letters: words }: Pick<OpenedCase, 'letters'>,
): readonly ShownLetter[] {
  const shown = new Map<number, ShownLetter>();
  let state = complaint.initial;
  for (const [revision, { said }] of events.entries()) {
    state = complaint.evolve(state, said, revision);
    if (said.type === 'LetterOrdered')
      shown.set(revision, ordered(said.data, { stream, revision, events, state, rules }));
    if (said.type !== 'LetterSent' && said.type !== 'LetterFailed') continue;
    const letter = shown.get(said.data.order);
    if (letter === undefined) continue;
    const text = words.has(revision) ? letterFile(stream, revision) : null;
    shown.set(
      said.data.order,
      said.type === 'LetterSent'
        ? { ...letter, ...sending(said.data), sent: revision, text }
        : { ...letter, failed: letter.failed + 1 },
    );
  }
  return [...shown.values()];
}

/** Where the words of a letter lie in a pack: by the event that says that it was sent. */
export function letterFile(stream: string, sent: number): string {
  return `letters/${stream}/${sent}.txt`;
}

function sending({ sentAt, commitment }: EventData<'LetterSent'>) {
  return { sentAt, commitment };
}

type Ordering = ToldCase & {
  readonly revision: number;
  readonly state: ComplaintState;
  readonly rules: RuleBook;
};

function ordered(
  { letter, about }: EventData<'LetterOrdered'>,
  { stream, revision, events, state, rules }: Ordering,
): ShownLetter {
  const subject = events[about];
  return {
    ...{ stream, ordered: revision, sent: null, sentAt: null, failed: 0, letter },
    about: { revision: about, event: subject?.said.type ?? null },
    covers: coversOf(subject),
    demanded: !isWritten(letter)
      ? []
      : demandedOf(state, letter, rules).map(({ sections, source }) => ({
          ...{ regime: source.regime, version: source.version },
          ...{ article: source.article, mark: source.mark, sections },
        })),
    ...{ commitment: null, text: null },
  };
}

function isWritten(letter: Kind): letter is 'decision' | 'delay' | 'review-decision' {
  return letter === 'decision' || letter === 'delay' || letter === 'review-decision';
}

function coversOf(told: Told | undefined): readonly string[] {
  switch (told?.said.type) {
    case 'DecisionProposed':
    case 'ReviewProposed':
    case 'DelayExplained':
      return told.said.data.covers ?? [];
    default:
      return [];
  }
}
