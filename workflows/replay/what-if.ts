import type { Instant, JsonObject, Message, RecordedEvent } from '../../events/envelope.ts';
import { sameJson } from '../../events/same-json.ts';
import { ruleBook } from '../../regimes/rule-book.ts';
import type { Played } from '../play.ts';
import type { Rules, Taken } from '../visit.ts';
import type { Shelf } from './decide-again.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';
import { playAgain } from './play-again.ts';
import type { Replayed, Submitted } from './play-again.ts';

/**
 * A recorded case under rules that it did not have. It is played twice: under the rules that are, which must give what
 * was recorded, or nothing could be said of the case; and under the others. Whatever differs then comes from the rules
 * alone, for everybody does what he did, when he did it.
 */
export type WhatIf =
  | {
      readonly comparable: true;
      readonly before: readonly Occurred[];
      readonly after: readonly Occurred[];
      /** Null when nothing differs. */
      readonly first: Divergence | null;
      /** Submissions that led to events, and do not under the other rules. */
      readonly without: readonly Without[];
    }
  | {
      readonly comparable: false;
      /** The first recorded event that is played otherwise under the rules that are. */
      readonly revision: number;
    };

/** An event as it was, or would have been. */
export type Occurred = Message & { readonly revision: number; readonly at: Instant };

/** `code` says why it was refused; null when it was taken and changed nothing. */
export type Without = Submitted & { readonly code: string | null };

export type Divergence = {
  readonly before: Occurred | null;
  readonly after: Occurred | null;
  /** Where they differ, when both are of one type. */
  readonly differs: readonly Difference[];
};

export type Lab = Replayed & {
  readonly shelf: Shelf;
  readonly draft: Shelf;
  /** Deadlines before it fall due. */
  readonly until: Instant;
};

export function whatIf(lab: Lab, events: readonly RecordedEvent[]): WhatIf {
  const { kind, shelf, draft, until } = lab;
  const recorded = events.map((event): Occurred => {
    const { type, data } = kind.words.read(event);
    return { type, data, revision: event.revision, at: event.meta.occurredAt };
  });
  const before = playAgain(lab, events, rulesOf(shelf), until).events.map(occurred);
  const unlike = firstUnlike(recorded, before);
  if (unlike !== undefined) return { comparable: false, revision: unlike };
  const played = playAgain(lab, events, rulesOf(draft), until);
  const after = played.events.map(occurred);
  const at = firstUnlike(before, after);
  return {
    ...{ comparable: true, before, after },
    first: at === undefined ? null : divergence(before[at] ?? null, after[at] ?? null),
    without: played.submitted.flatMap((submission, index) =>
      withoutEvents(submission, played.answers[index]),
    ),
  };
}

function withoutEvents(submitted: Submitted, answer: Taken | undefined): readonly Without[] {
  switch (answer?.status) {
    case 'drafted':
    case 'repeated':
      return [];
    case 'refused':
      return [{ ...submitted, code: answer.code }];
    default:
      return [{ ...submitted, code: null }];
  }
}

function rulesOf(shelf: Shelf): Rules {
  return (note) => ruleBook(shelf, note);
}

function occurred({ event: { type, data }, revision, meta }: Played): Occurred {
  return { type, data, revision, at: meta.occurredAt };
}

function firstUnlike(one: readonly Occurred[], other: readonly Occurred[]): number | undefined {
  const length = Math.max(one.length, other.length);
  for (let place = 0; place < length; place += 1)
    if (!sameJson(one[place], other[place])) return place;
  return undefined;
}

function divergence(before: Occurred | null, after: Occurred | null): Divergence {
  const isOfOne = before !== null && after !== null && before.type === after.type;
  return { before, after, differs: isOfOne ? differences(plain(before), plain(after)) : [] };
}

function plain({ at, data }: Occurred): JsonObject {
  return { at, data };
}
