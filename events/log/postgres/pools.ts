import pg from 'pg';

/** The role the application acts in: it may add to the log and read it, and nothing else there. */
export const APPLICATION_ROLE = 'redress_application';

/** Milliseconds. A hung appender must not hold up the feed, nor a lost connection a visit to the desk. */
const CONNECT = 3_000;
const LOCK = 10_000;
const STATEMENT = 30_000;
const IDLE_IN_TRANSACTION = 10_000;
/** Beyond the server's own limit, for a server that no longer answers at all. */
const ANSWER = 35_000;

/**
 * Connections in the application's role: on the address `DATABASE_APPLICATION_URL` names, whose login an administrator
 * has made a member of that role, or else on the owner's address with the role taken at connection.
 */
export function applicationPool(ownerUrl: string, max = 20): pg.Pool {
  const own = process.env['DATABASE_APPLICATION_URL'];
  const ownLogin = own !== undefined && own !== '';
  return pool(ownLogin ? own : ownerUrl, max, {
    ...(ownLogin ? {} : { role: APPLICATION_ROLE }),
    statement_timeout: STATEMENT,
    lock_timeout: LOCK,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
  });
}

/** Connections as the owner: for migrations only. */
export function ownerPool(ownerUrl: string): pg.Pool {
  return pool(ownerUrl, 2, {});
}

type Settings = { readonly [name: string]: string | number };

function pool(url: string, max: number, settings: Settings): pg.Pool {
  const made = new pg.Pool({
    connectionString: withSettings(url, settings),
    max,
    connectionTimeoutMillis: CONNECT,
    ...('statement_timeout' in settings ? { query_timeout: ANSWER } : {}),
    keepAlive: true,
    application_name: 'redress',
  });
  // An idle connection that the server ends is replaced by the next query; nobody waits for it here.
  made.on('error', () => undefined);
  // One that ends while it is in use fails its query; without a listener it would end this process as well.
  made.on('connect', (client) => client.on('error', () => undefined));
  return made;
}

/** Options in the address would replace ours, the role among them: so ours go there as well, behind them. */
function withSettings(url: string, settings: Settings): string {
  const address = new URL(url);
  const given = address.searchParams.get('options');
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const options = [...(given === null ? [] : [given]), ...ours].join(' ');
  if (options !== '') address.searchParams.set('options', options);
  return address.href;
}
