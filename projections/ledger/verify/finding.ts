/** What `audit verify` can find, each kind with what it says about who altered what. */
export type FindingKind =
  /** The stored bytes of an event are not those of its leaf. */
  | 'bytes-altered'
  /** The time beside the bytes is another than when the leaf was made. */
  | 'time-altered'
  /** An event was recorded long before one that stands before it. */
  | 'time-runs-back'
  /** A leaf whose event is not in the log. */
  | 'event-missing'
  /** An event without a leaf among those that the ledger has passed. */
  | 'event-inserted'
  /** An event that stands elsewhere in the feed than its leaf in the tree. */
  | 'event-moved'
  /** The log holds the bytes for another event than they say. */
  | 'event-mislabelled'
  /** A stream without one of its revisions. */
  | 'revision-gap'
  /** A part of the tree is not what its leaves give. */
  | 'part-altered'
  /** A head of a tree that the log does not give. */
  | 'head-disagrees'
  /** A head of a larger tree than the log gives. */
  | 'head-beyond-the-log'
  | 'head-not-signed'
  /** Signed with a key that the log does not announce. */
  | 'key-unknown'
  /** An announcement that the key in force did not sign. */
  | 'key-not-endorsed'
  /** A file in the witness folder that is no head. */
  | 'witness-unreadable'
  /** Heads were signed, and the folder that each is dropped into is not there. */
  | 'witness-missing';

export type Finding = {
  readonly kind: FindingKind;
  readonly institution: string;
  readonly stream?: string;
  readonly revision?: number;
  /** The leaf's number, from 0. */
  readonly leaf?: number;
  /** Of a head. */
  readonly treeSize?: number;
  /** Of a witnessed head. */
  readonly file?: string;
  /** In words, for a person. */
  readonly what: string;
};
