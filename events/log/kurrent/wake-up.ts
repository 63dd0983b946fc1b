import type { KurrentCalls } from './kurrent-calls.ts';
import { OURS } from './kurrent-calls.ts';

/** A subscription that only wakes: what there is to know is read, so that a silent one can lose nothing. */
export type WakeUp = {
  /** Resolves at the next event; begins to listen where nobody does. */
  readonly next: () => Promise<void>;
  /** Whether the server has confirmed that it will tell. */
  readonly isListening: () => boolean;
  /** It was silent though there was something to tell: the next who waits begins anew. */
  readonly distrust: () => void;
};

/**
 * No subscription, one asked for, one confirmed. Any fault, its end and distrust lead back to none, and wake whoever
 * waits, who then looks for himself and asks for another.
 */
export function wakeUp({ client, onRecycled }: KurrentCalls): WakeUp {
  let subscription: ReturnType<typeof client.subscribeToAll> | undefined;
  let listening = false;
  let waiting = Promise.withResolvers<void>();
  const wake = (): void => {
    waiting.resolve();
    waiting = Promise.withResolvers();
  };
  const end = (): void => {
    const ended = subscription;
    subscription = undefined;
    listening = false;
    wake();
    // One that was never opened cannot be closed.
    ended?.unsubscribe().catch(() => undefined);
  };
  const begin = (): void => {
    const begun = client.subscribeToAll({ fromPosition: 'end', filter: OURS });
    const ifCurrent = (then: () => void) => () => {
      if (subscription === begun) then();
    };
    subscription = begun;
    begun.on('data', ifCurrent(wake));
    begun.on(
      'confirmation',
      ifCurrent(() => {
        listening = true;
      }),
    );
    for (const over of ['error', 'end', 'close'] as const) begun.on(over, ifCurrent(end));
  };
  onRecycled(end);
  return {
    isListening: () => listening,
    distrust: end,
    next: () => {
      if (subscription === undefined) begin();
      return waiting.promise;
    },
  };
}
