/** The category of a stream – the text before the first hyphen – which is the name of its process as well. */
export function categoryOf(stream: string): string {
  return stream.slice(0, stream.indexOf('-'));
}

/** All categories of streams that the log may hold, by what a stream of theirs is about. */
export const CATEGORIES = {
  /** A case itself: what is decided at the desk. */
  case: ['complaint'],
  /** What is noted of a case beside it; it decides nothing in it. */
  besideCase: ['access', 'reconciliation'],
  /** An institution itself. */
  institution: ['ledger', 'institution'],
} as const;

export type CategoryOf<About extends keyof typeof CATEGORIES> = (typeof CATEGORIES)[About][number];
export type Category = CategoryOf<keyof typeof CATEGORIES>;
