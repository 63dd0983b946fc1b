/** What a format makes of a row: what the source states of one case, in the words of the import. */
export type ImportedRow = {
  /** The number the source knows the case by; `null` when the row has none. */
  readonly reference: string | null;
  readonly receivedOn: string;
  /** `null` when the source does not say. */
  readonly sentOn: string | null;
  readonly standing: 'closed' | 'open' | null;
  readonly facts: { readonly [name: string]: string };
  readonly narrative: string | null;
};

/** A row that is not taken, and every reason why. */
export type DoubtfulRow = { readonly doubtful: readonly string[] };

export type RowReader = (cells: readonly string[]) => ImportedRow | DoubtfulRow;

/** One way of writing complaints into a table. */
export type ImportFormat = {
  /** The register the references are unique in. */
  readonly source: string;
  readonly delimiter?: string;
  /** Throws `WrongFile` on a header that is not of this format. */
  readonly reader: (header: readonly string[], file: string) => RowReader;
};

/** What the reading of rows needs to know of a format. */
export function delimiterOf({ delimiter }: ImportFormat): { readonly delimiter?: string } {
  return delimiter === undefined ? {} : { delimiter };
}
