import type { ShopId } from '#app/domain/kernel/ids.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';

/** Work for one after the other; whoever is left alone for now is passed over. */
export type OneByOne<Item> = (
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  signal?: AbortSignal,
) => Promise<void>;

const FIRST_PAUSE_MS = 5_000;
const MOST_PAUSE_MS = 10 * 60_000;

/**
 * Keeps what goes wrong for one of many from the others: it is logged as `what` of its shop, and that one (by its key) is left alone for
 * growing pauses, from 5 seconds to 10 minutes. Nobody is remembered beyond the process.
 */
export function createOneByOne<Item>(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  what: string,
  shopOf: (item: Item) => ShopId,
  keyOf: (item: Item) => string = (item) => String(shopOf(item)),
): OneByOne<Item> {
  const resting = new Map<string, { readonly failures: number; readonly untilMs: number }>();
  return async (items, work, signal) => {
    for (const item of items) {
      if (signal?.aborted) return;
      const key = keyOf(item);
      const before = resting.get(key);
      if (before !== undefined && before.untilMs > clock.nowMs()) continue;
      try {
        await work(item);
        resting.delete(key);
      } catch (error) {
        const failures = (before?.failures ?? 0) + 1;
        const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MOST_PAUSE_MS);
        resting.set(key, { failures, untilMs: clock.nowMs() + pauseMs });
        const level = error instanceof ShopifyRejected ? 'warn' : 'error';
        if (signal?.aborted !== true) log[level]({ shopId: shopOf(item), err: error, failures }, what);
      }
    }
  };
}
