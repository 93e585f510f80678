import { Kysely, MysqlDialect, type MysqlPool, type MysqlPoolConnection } from 'kysely';
import { createPool, type Pool, type PoolConnection } from 'mysql2';
import type { Settings } from '../config.ts';
import { asOfDatabase, PoolBusy, QueryTimedOut } from './failures.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

export type DatabaseOptions = {
  readonly settings: Settings['database'];
  readonly password: string;
  readonly pool: { readonly connectionLimit: number; readonly maxIdle: number };
  /** A query that takes longer fails and its connection is given up. */
  readonly queryTimeoutMs: number;
  /** Waiting for a free connection longer than this fails with `PoolBusy`. */
  readonly acquireTimeoutMs: number;
};

/**
 * Marks a query for the server's prepared statements: `query.modifyFront(prepared)`. Only for the few hot reads, since
 * the server keeps 16,382 statements over all connections of all processes and each connection here at most 12.
 */
export const preparedMark = '/*prepared*/';
const statementsPerConnection = 12;

export function connectDatabase(options: DatabaseOptions): Database {
  const { settings, pool: share } = options;
  const pool = createPool({
    socketPath: settings.socketPath,
    user: settings.user,
    password: options.password,
    database: settings.name,
    charset: 'utf8mb4_unicode_ci',
    timezone: 'Z',
    supportBigNumbers: true,
    dateStrings: ['DATE'],
    jsonStrings: true,
    connectionLimit: share.connectionLimit,
    maxIdle: Math.min(share.maxIdle, share.connectionLimit),
    idleTimeout: 60_000,
    queueLimit: 50 * share.connectionLimit,
    connectTimeout: 2_000,
    maxPreparedStatements: statementsPerConnection,
    enableKeepAlive: false,
    ...(settings.tls === undefined ? {} : { ssl: sslOf(settings.tls) }),
  });
  return new Kysely<Tables>({ dialect: new MysqlDialect({ pool: guarded(pool, options) }) });
}

/** Without an authority the way is encrypted, and whoever answers at the other end is believed. */
function sslOf({ ca }: NonNullable<Settings['database']['tls']>) {
  return ca === undefined ? { rejectUnauthorized: false } : { ca };
}

/** The pool as Kysely sees it: every wait has an end, and marked queries are prepared once a connection. */
function guarded(pool: Pool, options: DatabaseOptions): MysqlPool {
  pool.on('connection', (connection: PoolConnection) => {
    // Told to whoever asked as well; the pool itself listens to the first error only.
    connection.on('error', () => undefined);
    connection.query(
      `SET SESSION time_zone = '+00:00', SESSION sql_mode = '${strict}', SESSION innodb_lock_wait_timeout = 5`,
    );
  });
  const wrapped = new WeakMap<PoolConnection, MysqlPoolConnection>();
  return {
    getConnection(callback) {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        callback(asOfDatabase(new PoolBusy(options.acquireTimeoutMs)) as Error, undefined as never);
      }, options.acquireTimeoutMs);
      pool.getConnection((error, connection) => {
        clearTimeout(timer);
        if (late) {
          if (!error) connection.release();
          return;
        }
        if (error) return callback(asOfDatabase(error) as Error, undefined as never);
        let ours = wrapped.get(connection);
        if (ours === undefined) {
          ours = guardedConnection(connection, options.queryTimeoutMs);
          wrapped.set(connection, ours);
        }
        callback(undefined, ours);
      });
    },
    end: (callback) => pool.end(callback),
  };
}

const strict = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/**
 * Every call has an end, counted from when it is made: the client itself counts only what the server is already at. A
 * connection that gave no answer is closed, since its query may still be running, and whatever is asked of it afterwards,
 * such as to roll back, is refused at once.
 */
function guardedConnection(connection: PoolConnection, timeoutMs: number): MysqlPoolConnection {
  let isLost = false;
  return {
    config: connection.config,
    threadId: connection.threadId,
    connect: (callback) => connection.connect(callback),
    destroy: () => connection.destroy(),
    release: () => {
      if (!isLost) connection.release();
    },
    query(sql, parameters, callback) {
      let isOver = false;
      const done = (error: unknown, result?: unknown) => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        callback?.(asOfDatabase(error), result as never);
      };
      const timer = setTimeout(() => {
        isLost = true;
        closeAtOnce(connection);
        done(new QueryTimedOut(timeoutMs));
      }, timeoutMs);
      try {
        if (isLost) done(new QueryTimedOut(timeoutMs));
        else if (sql.includes(preparedMark)) connection.execute(sql, parameters, done);
        else connection.query(sql, parameters, done);
      } catch (error) {
        done(error);
      }
      return { stream: () => neverStreamed() };
    },
  };
}

/** A server that hangs would leave it half open, and what it says later is meant for nobody any more. */
function closeAtOnce(connection: PoolConnection): void {
  connection.destroy();
  (connection as unknown as { readonly stream: { destroy(): void } }).stream.destroy();
}

function neverStreamed(): never {
  throw new Error('streaming is not supported by this pool');
}
