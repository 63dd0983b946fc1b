import pg from 'pg';

/** The role the application acts in: it may add to the log and read it, and nothing else there. */
export const APPLICATION_ROLE = 'redress_application';

/** Milliseconds. A hung appender must not hold up the feed, nor a lost connection a visit to the desk. */
const CONNECT = 3_000;
const STATEMENT = 30_000;
const IDLE_IN_TRANSACTION = 10_000;

/**
 * Connections in the application's role: on the address `DATABASE_APPLICATION_URL` names, or else on the owner's
 * address with the role taken at connection.
 */
export function applicationPool(ownerUrl: string, max = 20): pg.Pool {
  const own = process.env['DATABASE_APPLICATION_URL'];
  return pool({
    connectionString: own === undefined || own === '' ? ownerUrl : own,
    max,
    options: [
      ...(own === undefined || own === '' ? [`-c role=${APPLICATION_ROLE}`] : []),
      `-c statement_timeout=${STATEMENT}`,
      `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION}`,
    ].join(' '),
  });
}

/** Connections as the owner: for migrations only. */
export function ownerPool(ownerUrl: string): pg.Pool {
  return pool({ connectionString: ownerUrl, max: 2 });
}

function pool(options: pg.PoolConfig): pg.Pool {
  const made = new pg.Pool({ connectionTimeoutMillis: CONNECT, keepAlive: true, ...options });
  // An idle connection that the server ends is replaced by the next query; nobody waits for it here.
  made.on('error', () => undefined);
  return made;
}
