import type { HostSink } from '../protocol.ts';
import { globals } from './worker-globals.ts';

/** Sends what goes wrong in the worker, and what it prints, to the page's event log. The console keeps printing too. */
export function reportErrors(host: HostSink): void {
  const tell = (error: unknown) => host.report({ kind: 'error', message: describeError(error) });
  globals.addEventListener('error', (event: ErrorEvent) => tell(event.error ?? event.message));
  globals.addEventListener('unhandledrejection', (event: PromiseRejectionEvent) => tell(event.reason));
  globals['reportError'] = tell;
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    const print = globals.console[level].bind(globals.console);
    globals.console[level] = (...args: unknown[]) => {
      print(...args);
      host.report({ kind: 'console', level, text: args.map(describeError).join(' ') });
    };
  }
}

/** One line for the log: name and message of an error, text as it is, anything else as JSON. */
export function describeError(error: unknown): string {
  if (typeof error === 'string') return error;
  if (error !== null && typeof error === 'object' && 'message' in error) {
    return `${'name' in error ? String(error.name) : 'Error'}: ${String(error.message)}`;
  }
  return JSON.stringify(error) ?? String(error);
}
