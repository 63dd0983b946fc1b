/** What can go wrong with keys and boxes, by code; none of these sentences holds a key or a clear value. */

/** An institution's key set is missing, malformed or open to others. */
export class InstitutionKeysFault extends Error {
  readonly code:
    | 'institution-name-malformed'
    | 'institution-unknown'
    | 'institution-keys-malformed'
    | 'institution-keys-exposed'
    | 'institution-keys-ambiguous'
    | 'institution-keys-exist';
  constructor(code: InstitutionKeysFault['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The box names another key than the one given. */
export class WrongKey extends Error {
  readonly code = 'wrong-key';
  constructor(wanted: string, given: string) {
    super(`The box is sealed under ${wanted} and cannot be opened with ${given}.`);
  }
}

/** The box was altered after it was sealed, or its key's bytes are not those it was sealed under. */
export class BoxTampered extends Error {
  readonly code = 'box-tampered';
  constructor(key: string, what: string) {
    super(`A box under ${key} is not as it was sealed: ${what}.`);
  }
}

/** The ring has never had a key of this id: its table was lost, or restored from before the key. */
export class KeyUnknown extends Error {
  readonly code = 'key-unknown';
  constructor(id: string) {
    super(
      `No case key ${id} was ever made here. Restore the key table (schema keys) it belongs to.`,
    );
  }
}

/** A stored case key cannot be unwrapped: the institution's wrapping key is another, or the row was altered. */
export class WrappingMismatch extends Error {
  readonly code = 'wrapping-mismatch';
  constructor(id: string) {
    super(
      `Case key ${id} cannot be unwrapped. Check that the institution's wrapping key is the one its keys were made under.`,
    );
  }
}

/** Opening or destroying needs a reason in words. */
export class ReasonMissing extends Error {
  readonly code = 'reason-missing';
  constructor(deed: string) {
    super(`${deed} needs a reason: say in words why.`);
  }
}

/** The key ring's store could not be reached or did not answer. What was asked may or may not have happened. */
export class KeyRingUnavailable extends Error {
  readonly code = 'key-ring-unavailable';
}
