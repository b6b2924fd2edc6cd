import type { DecisionLedger, LedgerEntry, LedgerState } from '#app/ports/ledger.ts';
import type { Log } from '#app/ports/log.ts';

/** An entry as it will be written. */
export interface PackedEntry {
  readonly decisionId: string;
}

export interface LedgerOptions<Packed extends PackedEntry> {
  /** Makes an entry ready to be written; must not throw. */
  readonly pack: (entry: LedgerEntry) => Packed;
  /** Writes all of them in one statement, or none. */
  readonly write: (entries: readonly Packed[]) => Promise<void>;
  readonly log: Log;
  /** Longest wait of an entry. */
  readonly everyMs?: number;
  /** Entries that start a write at once. */
  readonly batch?: number;
  /** Entries kept while the database is away; the oldest go first. */
  readonly capacity?: number;
  readonly retryMs?: number;
}

const MOST_IN_ONE_WRITE = 500;

/**
 * Decisions on their way to the database: packed in the turn in which they are answered, because what they were made from is much that the
 * garbage collector would have to carry along; written every 50 ms or 100 entries, one write at a time, in order. While the database is
 * away entries wait, and when the buffer is full the oldest are dropped and counted.
 */
export function createDecisionLedger<Packed extends PackedEntry>({
  pack,
  ...options
}: LedgerOptions<Packed>): DecisionLedger {
  const queue = createQueue(options);
  let appended: LedgerEntry[] = [];
  let soon: NodeJS.Immediate | null = null;
  const packNow = (): void => {
    if (soon !== null) clearImmediate(soon);
    soon = null;
    const entries = appended;
    appended = [];
    for (const entry of entries) queue.append(pack(entry));
  };
  return {
    append(entry) {
      appended.push(entry);
      soon ??= setImmediate(packNow);
    },
    flush() {
      packNow();
      return queue.flush();
    },
    state: () => ({ ...queue.state(), waiting: appended.length + queue.state().waiting }),
    close() {
      packNow();
      return queue.close();
    },
  };
}

/** Entries on their way to the database. */
function createQueue<Packed extends PackedEntry>(options: Omit<LedgerOptions<Packed>, 'pack'>) {
  const { write, log, everyMs = 50, batch = 100, capacity = 20_000, retryMs = 1_000 } = options;
  let waiting: Packed[] = [];
  let written = 0;
  let dropped = 0;
  let writing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const dropOldest = (): void => {
    if (waiting.length <= capacity) return;
    const lost = waiting.length - capacity;
    waiting = waiting.slice(lost);
    if (dropped === 0) log.error({ capacity }, 'ledger buffer full, dropping the oldest decisions');
    dropped += lost;
  };
  const later = (delayMs: number): void => {
    timer ??= setTimeout(() => void flush(), delayMs);
  };
  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing ??= drain().finally(() => {
      writing = null;
    });
    return writing;
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const entries = waiting.splice(0, MOST_IN_ONE_WRITE);
      try {
        const count = await writeOrBisect(write, entries, log);
        written += count;
        dropped += entries.length - count;
      } catch (error) {
        log.error(
          { err: error, waiting: waiting.length + entries.length },
          'ledger write failed, will try again',
        );
        waiting = entries.concat(waiting);
        dropOldest();
        return later(retryMs);
      }
    }
  };
  return {
    append(entry: Packed): void {
      waiting.push(entry);
      dropOldest();
      if (waiting.length >= batch && writing === null) void flush();
      else later(everyMs);
    },
    flush,
    state: (): LedgerState => ({ waiting: waiting.length, written, dropped }),
    async close(): Promise<void> {
      await flush();
      await flush();
      if (timer !== null) clearTimeout(timer);
      if (waiting.length > 0) log.error({ lost: waiting.length }, 'decisions not written before the end');
    },
  };
}

/**
 * Writes `entries` and gives how many were written. When the database refuses the data itself, halves are tried, so that one
 * bad entry is left out and the rest stays.
 */
async function writeOrBisect<Packed extends PackedEntry>(
  write: LedgerOptions<Packed>['write'],
  entries: readonly Packed[],
  log: Log,
): Promise<number> {
  try {
    await write(entries);
    return entries.length;
  } catch (error) {
    if (!isDataRefused(error)) throw error;
    const [only] = entries;
    if (entries.length === 1 && only) {
      log.error({ err: error, decisionId: only.decisionId }, 'decision left out of the ledger');
      return 0;
    }
    const middle = Math.ceil(entries.length / 2);
    const first = await writeOrBisect(write, entries.slice(0, middle), log);
    return first + (await writeOrBisect(write, entries.slice(middle), log));
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
function isDataRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}
