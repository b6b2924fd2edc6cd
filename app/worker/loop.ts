import type { Log } from '#app/ports/log.ts';

export interface LoopSettings {
  readonly name: string;
  /** One round of work. True when there may be more to do at once; or in how many milliseconds there will be, 0 = at once. */
  readonly run: (signal: AbortSignal) => Promise<boolean | number | null>;
  /** Between rounds when nobody wakes the loop; at most, where a round says when to come back. */
  readonly everyMs: number;
  readonly log: Log;
}

export interface Loop {
  /** Starts the next round now, or right after the one under way. */
  wake(): void;
  /** No further round; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

const MAX_BACKOFF_MS = 30_000;

/** Runs rounds of work until stopped. A round that fails is logged, and the next ones come with growing pauses. */
export function startLoop({ name, run, everyMs, log }: LoopSettings): Loop {
  const stopping = new AbortController();
  let isWoken = true;
  let wakeUp: () => void = () => {};
  let failures = 0;
  let dueInMs = everyMs;

  const pauseMs = (): number =>
    failures === 0 ? Math.min(dueInMs, everyMs) : Math.min(everyMs * 2 ** failures, MAX_BACKOFF_MS);
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      if (stopping.signal.aborted || (isWoken && failures === 0)) return resolve();
      const timer = setTimeout(resolve, pauseMs());
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const round = async (): Promise<void> => {
    isWoken = false;
    try {
      const more = await run(stopping.signal);
      if (more === true || more === 0) isWoken = true;
      dueInMs = typeof more === 'number' ? more : everyMs;
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!stopping.signal.aborted) log.error({ err: error, loop: name, failures }, 'background work failed');
    }
  };
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await round();
      await pause();
    }
  })();
  return {
    wake() {
      isWoken = true;
      if (failures === 0) wakeUp();
    },
    async stop() {
      stopping.abort();
      wakeUp();
      await running;
    },
  };
}
