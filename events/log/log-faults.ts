/** What can go wrong at the log, by code; adapters convert their own faults into these in one place. */

/** The stream does not stand where the writer believed. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';
  readonly code = 'revision-conflict';
  readonly stream: string;
  /** The stream's last revision, -1 when it has no event. */
  readonly actual: number;
  constructor(stream: string, expected: string, actual: number) {
    super(`Stream ${stream} ends at revision ${actual}, not at ${expected}.`);
    this.stream = stream;
    this.actual = actual;
  }
}

/** An event id stands in the stream already, with other content or only for some of the events. */
export class IdReused extends Error {
  override readonly name = 'IdReused';
  readonly code = 'id-reused';
  readonly id: string;
  constructor(stream: string, id: string) {
    super(
      `Event id ${id} is already recorded in ${stream}, with other content or in another append.`,
    );
    this.id = id;
  }
}

/** The append is larger than the log takes, or is not plain JSON. Nothing was written. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';
  readonly code = 'limit-exceeded';
}

/** The log could not be reached, or did not answer in time. An append may or may not have happened. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  readonly code = 'log-unavailable';
}

/** A position that another log gave, such as one kept from before a move of the log. */
export class ForeignPosition extends Error {
  override readonly name = 'ForeignPosition';
  readonly code = 'foreign-position';
  constructor(position: string) {
    super(
      `${position} is no position of this log. After a move of the log, make the read models anew: \`redress rebuild all\`.`,
    );
  }
}
