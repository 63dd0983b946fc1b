/** What a row of a file, said to be of a day, is called when it is submitted: who repeats all three repeats himself. */
export type RowName = {
  /** SHA-256 of the file, in hex. */
  readonly file: string;
  readonly number: number;
  readonly snapshotOn: string;
};

const SHAPE = /^import:(?<file>[^:]+):(?<number>\d+)(?::(?<day>\d{4}-\d{2}-\d{2}))?$/;

export function rowId({ file, number, snapshotOn }: RowName): string {
  return `import:${file}:${number}:${snapshotOn}`;
}

/**
 * The row that a submission's id names; undefined when it is no import's. Earlier releases left the day out:
 * what was recorded then says it.
 */
export function readRowId(id: string, recordedDay: unknown): RowName | undefined {
  const { file, number, day = recordedDay } = SHAPE.exec(id)?.groups ?? {};
  return file === undefined || typeof day !== 'string'
    ? undefined
    : { file, number: Number(number), snapshotOn: day };
}
