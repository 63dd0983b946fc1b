import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** A wire to a server that can be cut, mended, and made to swallow the server's answers. */
export type Wire = AsyncDisposable & {
  readonly port: number;
  /** Ends all connections and takes no new ones. */
  readonly cut: () => void;
  /** Once this text has passed to the server, which may act on it, no answer comes back any more. */
  readonly swallowAnswersTo: (text: string) => void;
  /** Connections made from now on go through; those whose answers were swallowed end. */
  readonly mend: () => void;
};

/** Lays a wire to a port of the loopback address. */
export async function wireTo(port: number): Promise<Wire> {
  const open = new Set<Socket>();
  let state: 'whole' | 'cut' | 'swallowing' = 'whole';
  let swallowFrom: string | undefined;
  const server: Server = createServer((near) => {
    near.on('error', () => near.destroy());
    if (state === 'cut') {
      near.resetAndDestroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    open.add(near);
    near.on('data', (bytes) => {
      if (swallowFrom !== undefined && bytes.includes(swallowFrom)) state = 'swallowing';
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (state === 'whole') near.write(bytes);
    });
    far.on('error', () => near.destroy());
    near.on('close', () => {
      open.delete(near);
      far.destroy();
    });
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    cut: () => {
      state = 'cut';
      endAll();
    },
    swallowAnswersTo: (text) => {
      swallowFrom = text;
    },
    mend: () => {
      if (state === 'swallowing') endAll();
      swallowFrom = undefined;
      state = 'whole';
    },
    [Symbol.asyncDispose]: async () => {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
