/** SQLSTATE classes that say "try again", not "this cannot work": connection, rollback, resources, operator. */
const TRANSIENT_CLASSES = new Set(['08', '40', '53', '57']);
const LOCK_NOT_AVAILABLE = '55P03';
const NETWORK_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'ENOTFOUND']);
/** The driver's own errors carry no code. */
const DRIVER_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when)/;

/** Whether the database failed in a way that another attempt may cure: a lost connection, a deadlock, a full disk. */
export function isTransientFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === null) return DRIVER_MESSAGE.test(error.message);
  return NETWORK_CODES.has(code) || code === LOCK_NOT_AVAILABLE || TRANSIENT_CLASSES.has(code.slice(0, 2));
}

/** Two transactions waited for each other, or could not be put in a row; this one was rolled back and may start again. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}
