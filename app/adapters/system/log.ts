import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { Log } from '#app/ports/log.ts';

/**
 * A JSON log on standard output, or on `destination`. Of an error only type, code, message and stack are written: the
 * details that a database driver adds hold row values, and those may be personal data.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: ['token', 'authorization', 'address', 'email', 'key'],
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Nothing is written: for tests and commands that print their own lines. */
export const silentLog: Log = pino({ level: 'silent' });

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { type: name, code, message, stack, cause: cause === undefined ? undefined : describeError(cause) };
}
