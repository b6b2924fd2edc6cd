import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HistoryWriter } from '#app/ports/history-writer.ts';
import type { InboxIntake } from '#app/ports/inbox.ts';
import type { Log } from '#app/ports/log.ts';
import type { Reconciliation, ReconciliationStore } from '#app/ports/reconciliation-store.ts';
import type { BulkKind, ShopHistory } from '#app/ports/shop-history.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { askReconciliation } from './ask-reconciliation.ts';
import { awaitBulk } from './await-bulk.ts';
import { compareReadings } from './compare-readings.ts';
import { createOneByOne } from '../one-by-one.ts';
import { isNightlyDue } from '../shop-night.ts';

export interface ReconcileShopsDeps {
  readonly reconciliations: ReconciliationStore;
  readonly history: ShopHistory;
  readonly writer: Pick<HistoryWriter, 'markets'>;
  readonly inbox: InboxIntake;
  readonly shops: Pick<ShopStore, 'listInstalled'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly pause: (ms: number) => Promise<unknown>;
}

const KINDS: readonly BulkKind[] = ['products', 'customers', 'orders'];
/**
 * Reads what changed from Shopify again, for shops whose night it is and those where a person asked. What is not stored as it
 * is in Shopify goes into the inbox like a webhook, so that one fold keeps everything and newer news wins. A kind that is done is
 * not read again after a crash, and telling a change twice changes nothing. False: there is no hurry for more.
 */
export function createReconcileShops(deps: ReconcileShopsDeps): (signal: AbortSignal) => Promise<boolean> {
  const oneByOne = createOneByOne<Shop>(deps, 'not reconciled with Shopify', ({ id }) => id);
  return async (signal) => {
    await oneByOne(await deps.shops.listInstalled(), (shop) => reconcileIfDue(deps, shop, signal), signal);
    return false;
  };
}

async function reconcileIfDue(deps: ReconcileShopsDeps, shop: Shop, signal: AbortSignal): Promise<void> {
  const { reconciliations, clock } = deps;
  const newest = await reconciliations.newest(shop.id);
  const isOpen = newest !== null && newest.finishedAt === null;
  if (!isOpen && !isNightlyDue(shop, newest?.askedAt ?? shop.installedAt, clock.now())) return;
  if (!isOpen) await askReconciliation(deps, shop.id, 'night');
  await reconciliations.withShopLock(shop.id, async () => {
    const run = await reconciliations.newest(shop.id);
    if (run !== null && run.finishedAt === null) await reconcile(deps, shop, run, signal);
  });
}

async function reconcile(
  deps: ReconcileShopsDeps,
  shop: Shop,
  run: Reconciliation,
  signal: AbortSignal,
): Promise<void> {
  const { reconciliations, clock, log } = deps;
  const end = (problem: string | null) => reconciliations.finish(shop.id, run.askedAt, clock.now(), problem);
  try {
    for (const kind of KINDS) {
      if (run.found[kind] !== undefined) continue;
      const url = await requestAndWait(deps, shop, kind, run.since, signal);
      if (url === undefined) return;
      const found = await compareReadings(deps, shop, kind, { url, until: run.until });
      await reconciliations.saveFound(shop.id, run.askedAt, kind, found);
      log.info({ shopId: shop.id, kind, ...found }, 'reconciled with Shopify');
    }
    await end(null);
  } catch (error) {
    if (!(error instanceof ShopifyRejected) || error.retryable) throw error;
    log.warn({ shopId: shop.id, err: error }, 'not reconciled with Shopify');
    await end(error.message);
  }
}

/** The address of the answer; null where it is empty, undefined when told to stop. */
async function requestAndWait(
  { history, writer, pause }: ReconcileShopsDeps,
  shop: Shop,
  kind: BulkKind,
  since: Instant,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  const requestAgain = async (): Promise<string> =>
    history.requestBulk(shop.domain, kind, await writer.markets(shop.id), since);
  const answer = await awaitBulk({ history, shop, signal, pause, requestAgain }, kind, null);
  return answer === null ? undefined : answer.url;
}
