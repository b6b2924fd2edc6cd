/** One line of what happened on the page. */
export interface LogEntry {
  /** Milliseconds since the page began to load. */
  readonly at: number;
  readonly kind: 'call' | 'analytics' | 'fetch' | 'phase' | 'console' | 'error' | 'shop';
  /** The extension target, or null for the page itself. */
  readonly target: string | null;
  readonly text: string;
  readonly durationMs?: number;
}

export interface EventLog {
  /** A new array after every addition, for React. */
  readonly entries: readonly LogEntry[];
  add(entry: Omit<LogEntry, 'at'>): void;
  subscribe(listener: () => void): () => void;
}

/** Keeps the newest 500 lines. */
export function createEventLog(): EventLog {
  const listeners = new Set<() => void>();
  let entries: readonly LogEntry[] = [];
  return {
    get entries() {
      return entries;
    },
    add(entry) {
      entries = [...entries.slice(-499), { ...entry, at: performance.now() }];
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
