/** Errors of the database that mean "not now", as a full disk does: it is away, starting, out of connections or too slow. */
const awayCodes = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EACCES',
  'EAGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'POOL_CLOSED',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_USER_LIMIT_REACHED',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_QUERY_INTERRUPTED',
  'ER_STATEMENT_TIMEOUT',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_OPTION_PREVENTS_STATEMENT',
]);

/** Those of them that a query can bring upon itself: it takes too long, or is more than the server takes at once. */
const ownCodes = new Set([
  'ECONNRESET',
  'EPIPE',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_CONNECTION_KILLED',
  'ER_QUERY_INTERRUPTED',
  'ER_STATEMENT_TIMEOUT',
  'ER_LOCK_WAIT_TIMEOUT',
]);

/** The disk under the database is full: what is there can be read, and nothing can be added. */
const fullCodes = new Set([
  'ER_DISK_FULL',
  'ER_DISK_FULL_NOWAIT',
  'ER_RECORD_FILE_FULL',
  'ER_ERROR_ON_WRITE',
  'EE_WRITE',
  'EE_DISK_FULL',
  'EE_DISK_FULL_WITH_RETRY_MSG',
]);

/** What the client says of a connection that the server closed before, such as of the end of its transaction. */
const connectionClosed = /closed state/;

export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function isDatabaseFull(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && fullCodes.has(code);
}

const ofDatabase = Symbol('of the database');

/** Marks what the pool says: files and other services have errors of the same codes. */
export function asOfDatabase(error: unknown): unknown {
  if (error instanceof Error) Object.defineProperty(error, ofDatabase, { value: true });
  return error;
}

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error && ofDatabase in error)) return false;
  if (error instanceof PoolBusy) return true;
  if (connectionClosed.test(error.message) || /Queue limit reached|Pool is closed/.test(error.message)) return true;
  const code = errorCode(error);
  return code !== undefined && (awayCodes.has(code) || fullCodes.has(code));
}

/** Of an error that says that the database is away: whether it may be there for others. */
export function mayBeTheQuery(error: unknown): boolean {
  return ownCodes.has(errorCode(error) ?? '') || (error instanceof Error && connectionClosed.test(error.message));
}

export function isDuplicate(error: unknown): boolean {
  return errorCode(error) === 'ER_DUP_ENTRY';
}

/** Lost to another transaction: trying again is right. */
export function isDeadlock(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ER_LOCK_DEADLOCK' || code === 'ER_CHECKREAD';
}

/** No connection of the pool became free in time. */
export class PoolBusy extends Error {
  constructor(waitedMs: number) {
    super(`no database connection became free within ${waitedMs} ms`);
    this.name = 'PoolBusy';
  }
}

/** The server gave no answer in time; what was asked may still be done. */
export class QueryTimedOut extends Error {
  readonly code = 'PROTOCOL_SEQUENCE_TIMEOUT';

  constructor(waitedMs: number) {
    super(`the database gave no answer within ${waitedMs} ms`);
    this.name = 'QueryTimedOut';
  }
}

/** Runs again what lost a deadlock, twice at most. */
export async function retryDeadlocks<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isDeadlock(error) || attempt === 3) throw error;
    }
  }
}
