import { pino } from 'pino';
import type { DestinationStream, LogFn, Logger } from 'pino';
import type { Log } from '#app/ports/log.ts';

/**
 * A JSON log on standard output, or on `destination`. Of an error only type, code, table, constraint, message and stack
 * are written: the details that a database driver adds hold row values, and those may be personal data. What a message
 * quotes is left out for the same reason. Ids of customers are written: they are pseudonyms, and a failure is found by them.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    hooks: { logMethod },
    redact: ['token', 'authorization', 'address', 'email', 'key'],
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Nothing is written: for tests and commands that print their own lines. */
export const silentLog: Log = pino({ level: 'silent' });

/** Most messages are constants; Shopify's library hands over its own, which may quote an answer. */
function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [fields, message, ...more] = args;
  method.apply(this, [fields, message === undefined ? message : withoutQuotedValues(message), ...more]);
}

/** What Node.js and the database driver add to an error and what names no row. */
type DriverError = Error & {
  readonly code?: unknown;
  readonly table?: unknown;
  readonly constraint?: unknown;
};

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, cause, code, table, constraint }: DriverError = error;
  const message = withoutQuotedValues(error.message);
  const stack = `${name}: ${message}\n${framesOf(error)}`;
  const why = cause === undefined ? undefined : describeError(cause);
  return { type: name, code, table, constraint, message, stack, cause: why };
}

/** PostgreSQL, JSON.parse, mail servers and Shopify quote what they refuse: from the first quote to the last goes, and every e-mail address. */
function withoutQuotedValues(message: string): string {
  return message.replace(/"[^]*"/g, '"…"').replace(/[^\s<>"'=:]+(?:@|%40)[^\s<>"',;)]+/gi, '…@…');
}

/** The lines of the stack that name places in code: what stands above them repeats the message. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at .*(?::\d+:\d+\)?|\))$/.test(line))
    .join('\n');
}
