import type { Log } from '#app/ports/log.ts';
import type { ServedShop, ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { LoadedShop, SnapshotLoader } from './snapshot-loader.ts';

/** The cache, and the ear that the change feed talks to. */
export interface ShopSnapshotCache extends ShopSnapshots {
  /** Something of this shop has a newer version. */
  onChange(change: SnapshotChange): void;
  /** Loads these shops ahead of their first request, one after another, as many as are kept. Never rejects. */
  warm(domains: readonly string[]): Promise<void>;
  close(): void;
}

/** What the change feed tells; shoppers are not part of a snapshot. */
export interface SnapshotChange {
  readonly shopId: number;
  readonly kind: 'config' | 'catalog' | 'model' | 'profiles' | 'shop';
}

export interface ShopSnapshotsDeps {
  readonly loader: SnapshotLoader;
  readonly log: Log;
  readonly retryMs?: number;
  /** A burst of catalog changes is read once in this time: a catalog is thousands of rows. */
  readonly catalogDelayMs?: number;
  /** Shops kept in memory; beyond it the one not asked for the longest time goes, and is loaded again when it is asked for. */
  readonly capacity?: number;
}

/**
 * Snapshots by shop. The first request for a shop loads it, once however many ask; afterwards a change refreshes it behind
 * the requests, and each newer part is served as soon as it is there. A refresh that fails is tried again, and the shop is
 * served from what there is.
 */
export function createShopSnapshots(deps: ShopSnapshotsDeps): ShopSnapshotCache {
  const { catalogDelayMs = 250, capacity = 500 } = deps;
  const loadedByDomain = new Map<string, LoadedShop>();
  const firstLoads = new Map<string, Promise<ServedShop | null>>();
  const refresher = createRefresher(loadedByDomain, deps);
  let changes = 0;
  let isClosed = false;

  /** A map keeps its keys in the order of insertion: the first is the one not asked for the longest time. */
  const keep = (domain: string, loaded: LoadedShop): void => {
    loadedByDomain.delete(domain);
    loadedByDomain.set(domain, loaded);
    const [oldest] = loadedByDomain.keys();
    if (loadedByDomain.size > capacity && oldest !== undefined) loadedByDomain.delete(oldest);
  };
  const loadFirst = async (domain: string): Promise<ServedShop | null> => {
    const changesBefore = changes;
    const loaded = await deps.loader.load(domain);
    if (loaded === null) return null;
    keep(domain, loaded);
    if (changes !== changesBefore) void refresher.refresh(domain);
    return loaded.served;
  };
  const find = (domain: string): Promise<ServedShop | null> => {
    const loaded = loadedByDomain.get(domain);
    if (loaded) {
      keep(domain, loaded);
      return Promise.resolve(loaded.served);
    }
    const running = firstLoads.get(domain);
    if (running) return running;
    const load = loadFirst(domain).finally(() => firstLoads.delete(domain));
    firstLoads.set(domain, load);
    return load;
  };
  return {
    find,
    async warm(domains) {
      for (const domain of domains.slice(0, capacity)) {
        if (isClosed) return;
        await find(domain).catch((error: unknown) => {
          if (!isClosed) deps.log.warn({ err: error, shop: domain }, 'snapshot not loaded ahead');
        });
      }
    },
    onChange({ shopId, kind }) {
      if (kind === 'profiles') return;
      changes += 1;
      for (const [domain, { served }] of loadedByDomain) {
        if (served.shop.id !== shopId) continue;
        if (kind === 'catalog') refresher.refreshLater(domain, catalogDelayMs);
        else void refresher.refresh(domain);
      }
    },
    state: () => ({ shops: loadedByDomain.size, ...refresher.counts() }),
    close() {
      isClosed = true;
      refresher.close();
    },
  };
}

/** One refresh a shop at a time; changes during a refresh bring one more after it. */
function createRefresher(loadedByDomain: Map<string, LoadedShop>, deps: ShopSnapshotsDeps) {
  const { loader, log, retryMs = 1_000 } = deps;
  const running = new Map<string, { again: boolean }>();
  const timers = new Map<string, NodeJS.Timeout>();
  let reloads = 0;
  let failedReloads = 0;
  let isClosed = false;

  const refreshOnce = async (domain: string, loaded: LoadedShop): Promise<void> => {
    try {
      for await (const newer of loader.refresh(loaded)) {
        if (newer === null) loadedByDomain.delete(domain);
        else if (loadedByDomain.has(domain)) loadedByDomain.set(domain, newer);
      }
      reloads += 1;
    } catch (error) {
      failedReloads += 1;
      if (isClosed) return;
      log.error({ err: error, shop: domain }, 'snapshot not refreshed, serving the older one');
      refreshLater(domain, retryMs);
    }
  };
  const refreshLater = (domain: string, delayMs: number): void => {
    if (timers.has(domain) || isClosed) return;
    const run = (): void => {
      timers.delete(domain);
      void refresh(domain);
    };
    timers.set(domain, setTimeout(run, delayMs));
  };
  const refresh = async (domain: string): Promise<void> => {
    const already = running.get(domain);
    if (already) {
      already.again = true;
      return;
    }
    const state = { again: true };
    running.set(domain, state);
    while (state.again && !isClosed) {
      state.again = false;
      const loaded = loadedByDomain.get(domain);
      if (loaded) await refreshOnce(domain, loaded);
    }
    running.delete(domain);
  };
  return {
    refresh,
    refreshLater,
    counts: () => ({ reloads, failedReloads }),
    close: (): void => {
      isClosed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
