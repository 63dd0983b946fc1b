import { startPostgres } from '../../servers/postgres.ts';

// A process of its own for postgres.test.ts: starts a server, says its number, and waits to be killed.
const [home = '', detached] = process.argv.slice(2);
const { pid } = await startPostgres({ home, detached: detached === 'detached' });
console.log(`started ${pid ?? ''}`);
setInterval(() => undefined, 60_000);
