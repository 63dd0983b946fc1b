import { createServer } from 'node:net';

/** The first of the wished ports that is free on the loopback address, or else any free one. */
export async function freePort(...wished: readonly number[]): Promise<number> {
  for (const port of [...wished, 0]) {
    const found = await probe(port);
    if (found !== undefined) return found;
  }
  throw new Error('No free port on 127.0.0.1.');
}

/** Whether nobody listens at that port of the loopback address. */
export async function isFree(port: number): Promise<boolean> {
  return (await probe(port)) !== undefined;
}

function probe(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
