import type { Instant } from '../../../events/envelope.ts';
import type { PackLanguage } from '../languages.ts';

/** What a pack says to a person, before it is laid out: the same words become a page of HTML and a PDF. */
export type Report = {
  readonly language: PackLanguage;
  readonly title: string;
  /** What stands first: of what, by whom, what for, under which head. */
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
  /** What stands at the foot of each page. */
  readonly foot: string;
  /** That of the head, so that a report made again is the same. */
  readonly at: Instant;
};

export type Fact = readonly [label: string, value: string];

export type Section = { readonly title: string; readonly blocks: readonly Block[] };

export type Block =
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'facts'; readonly facts: readonly Fact[] }
  /** Words that somebody else wrote, or lines that belong together. */
  | { readonly is: 'quote'; readonly text: string }
  | Table;

/** `widths` are in points, `*` shares what is left. */
export type Table = {
  readonly is: 'table';
  readonly widths: readonly (number | '*')[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** Words, of which the first line may stand out. */
export type Cell = string | { readonly strong: string; readonly text: string };
