import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS_PER_PAGE } from '../../events/log/limits.ts';
import { institutionStream } from '../../keys/case-number.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { checkWitness } from './check-witness.ts';
import type { GrowingTree } from './growing-tree.ts';
import type { LedgerMetrics } from './ledger-metrics.ts';
import { institutionsIn } from './leaf-rows.ts';
import { ledgerIn } from './ledger-tables.ts';
import { signWhenDue } from './sign-heads.ts';
import type { Signer, Signing } from './sign-heads.ts';
import { LEDGER_CHECKPOINT, takeLeaves } from './take-leaves.ts';
import { dropHead } from './witness.ts';

/**
 * Keeps every institution's ledger: each event gets its leaf, page by page, and heads are signed when they are due and
 * dropped into the witness folder. One works and the others stand by. An institution whose witnessed heads disagree
 * with its ledger gets leaves, but no head: signing on would give the second story a signature.
 */
export type Ledger = Omit<Signing, 'onHead'> & {
  readonly witness: string;
  readonly metrics: LedgerMetrics;
  /** Hears of what failed; the ledger goes on. */
  readonly onFault?: (error: unknown, institution?: string) => void;
  /** Hears of an institution that gets no heads, and why. */
  readonly onDispute?: (institution: string, disputes: readonly string[]) => void;
};

type State = {
  readonly trees: Map<string, GrowingTree>;
  readonly signers: Map<string, Signer>;
  /** Institutions with leaves that may be under no head yet. */
  readonly waiting: Set<string>;
  /** Those that were looked at against the witness, and whether they agreed. */
  readonly agreed: Map<string, boolean>;
  /** When an institution that could not be signed for is tried again, in milliseconds since 1970. */
  readonly later: Map<string, number>;
};

/** Milliseconds: for events to gather to a page, for news, after a fault, and until signing is tried again. */
const GATHER = 250;
const PATIENCE = 1_000;
const PAUSE = 1_000;
const SIGN_AGAIN = 30_000;

/** Until aborted. */
export function keepLedger(parts: Ledger, signal: AbortSignal): Promise<void> {
  const { database, metrics, onFault } = parts;
  const failed = (error: unknown): void => {
    metrics.failed();
    onFault?.(error);
  };
  const work = async (until: AbortSignal): Promise<void> => {
    let state: State | undefined;
    while (!until.aborted)
      try {
        state ??= await begin(parts);
        await turn(parts, state, until);
      } catch (error) {
        state = undefined;
        failed(error);
        await pause(PAUSE, until);
      }
  };
  return oneAtATime(
    { database, name: LEDGER_CHECKPOINT, work, onWorking: metrics.works, onFault: failed },
    signal,
  );
}

async function begin({ database }: Ledger): Promise<State> {
  const institutions = await institutionsIn(ledgerIn(database));
  return {
    ...{ trees: new Map(), signers: new Map(), agreed: new Map(), later: new Map() },
    waiting: new Set(institutions),
  };
}

async function turn(parts: Ledger, state: State, signal: AbortSignal): Promise<void> {
  const { position, byInstitution } = await takeLeaves(parts, state.trees);
  let taken = 0;
  for (const [institution, events] of byInstitution) {
    taken += events.length;
    state.waiting.add(institution);
    parts.metrics.taken(institution, events.length);
    // Another key may have come into force.
    const announced = institutionStream('ledger', institution);
    if (events.some(({ stream }) => stream === announced)) state.signers.delete(institution);
  }
  for (const institution of state.waiting) await signFor(parts, state, institution);
  if (taken === 0) await parts.log.news(position, PATIENCE, signal);
  else if (taken < EVENTS_PER_PAGE) await pause(GATHER, signal);
}

async function signFor(parts: Ledger, state: State, institution: string): Promise<void> {
  const { metrics, witness, onFault } = parts;
  if ((state.later.get(institution) ?? 0) > Date.now()) return;
  try {
    if (!(await agrees(parts, state, institution))) return;
    const signing: Signing = {
      ...parts,
      onHead: (head, key) => {
        dropHead(witness, head, key);
        metrics.signed(institution, head.treeSize);
      },
    };
    const isCovered = await signWhenDue(signing, institution, state.trees, state.signers);
    if (isCovered) state.waiting.delete(institution);
  } catch (error) {
    state.signers.delete(institution);
    state.later.set(institution, Date.now() + SIGN_AGAIN);
    metrics.failed();
    onFault?.(error, institution);
  }
}

async function agrees(parts: Ledger, state: State, institution: string): Promise<boolean> {
  const known = state.agreed.get(institution);
  if (known !== undefined) return known;
  const disputes = await checkWitness(ledgerIn(parts.database), parts.witness, institution);
  state.agreed.set(institution, disputes.length === 0);
  parts.metrics.disputed([...state.agreed.values()].filter((agreed) => !agreed).length);
  if (disputes.length > 0) parts.onDispute?.(institution, disputes);
  return disputes.length === 0;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
