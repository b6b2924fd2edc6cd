/** Items worked on in order of arrival, at most `concurrency` at once. `work` must not reject. */
export interface WorkQueue<Item> {
  push(item: Item): void;
  /** Items that wait or are worked on. */
  pending(): number;
  /** Resolves when fewer than `count` are pending. */
  below(count: number): Promise<void>;
  /** Drops what waits. */
  clear(): void;
}

export function createWorkQueue<Item>(
  concurrency: number,
  work: (item: Item) => Promise<void>,
): WorkQueue<Item> {
  const waiting: Item[] = [];
  const waiters: { count: number; resolve: () => void }[] = [];
  let active = 0;
  const pending = (): number => waiting.length + active;
  const wake = (): void => {
    for (const waiter of waiters.splice(0)) {
      if (pending() < waiter.count) waiter.resolve();
      else waiters.push(waiter);
    }
  };
  const pump = (): void => {
    while (active < concurrency) {
      const item = waiting.shift();
      if (item === undefined) break;
      active += 1;
      void work(item).finally(() => {
        active -= 1;
        pump();
      });
    }
    wake();
  };
  return {
    push: (item) => {
      waiting.push(item);
      pump();
    },
    pending,
    below: (count) =>
      pending() < count ? Promise.resolve() : new Promise((resolve) => void waiters.push({ count, resolve })),
    clear: () => {
      waiting.length = 0;
      wake();
    },
  };
}
