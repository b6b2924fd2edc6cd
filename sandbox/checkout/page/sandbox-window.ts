import type { CheckoutView } from '../checkout-shop.ts';
import type { LogEntry } from '../host/event-log.ts';
import type { ExtensionTimings, RunningExtension } from '../host/run-extension.ts';
import type { Session, SessionSnapshot } from '../host/session.ts';

/** What the page shows to a browser test as window.__sandbox. */
export interface SandboxWindow {
  readonly state: SessionSnapshot;
  readonly checkout: CheckoutView;
  readonly log: readonly LogEntry[];
  /** Log lines of calls from extensions, oldest first. */
  readonly hostCalls: readonly LogEntry[];
  readonly errors: readonly LogEntry[];
  /** Text on the screen by target. */
  readonly texts: Readonly<Record<string, string>>;
  /** Milliseconds from the creation of each target's worker. */
  readonly timings: Readonly<Record<string, ExtensionTimings>>;
}

declare global {
  interface Window {
    __sandbox: SandboxWindow;
  }
}

const running = new Map<string, { readonly extensions: readonly RunningExtension[]; text(): string }>();

/** @returns how to take it off again. */
export function registerRunning(
  target: string,
  extensions: readonly RunningExtension[],
  text: () => string,
): () => void {
  const entry = { extensions, text };
  running.set(target, entry);
  return () => {
    if (running.get(target) === entry) running.delete(target);
  };
}

export function exposeSandbox(session: Session): void {
  const ofKind = (kind: LogEntry['kind']) => session.log.entries.filter((entry) => entry.kind === kind);
  window.__sandbox = {
    get state() {
      return session.snapshot;
    },
    get checkout() {
      return session.checkout;
    },
    get log() {
      return session.log.entries;
    },
    get hostCalls() {
      return ofKind('call');
    },
    get errors() {
      return ofKind('error');
    },
    get texts() {
      return Object.fromEntries([...running].map(([target, { text }]) => [target, text()]));
    },
    get timings() {
      return Object.fromEntries(
        [...running].map(([target, { extensions }]) => [target, extensions[0]?.timings ?? {}]),
      );
    },
  };
}
