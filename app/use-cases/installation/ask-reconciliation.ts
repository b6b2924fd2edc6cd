import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Reconciliation, ReconciliationStore } from '#app/ports/reconciliation-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface AskReconciliationPorts {
  readonly reconciliations: ReconciliationStore;
  readonly clock: Clock;
}

/** What changed so lately may still be on its way as a webhook. */
const IN_FLIGHT = 10 * SECONDS.minute;
/** Read twice, for changes that Shopify's search index learned of late. */
const OVERLAP = SECONDS.hour;
/** What the first one reads. */
const FIRST_SPAN = 7 * SECONDS.day;

/** Asks for a reconciliation from where the last whole one ended; the worker does it. False while one is under way. */
export async function askReconciliation(
  { reconciliations, clock }: AskReconciliationPorts,
  shopId: Shop['id'],
  askedBy: Reconciliation['askedBy'],
): Promise<boolean> {
  const newest = await reconciliations.newest(shopId);
  if (newest !== null && newest.finishedAt === null) return false;
  const askedAt = clock.now();
  const until = askedAt - IN_FLIGHT;
  const reached = await reconciliations.reachedUntil(shopId);
  const since = reached === null ? until - FIRST_SPAN : reached - OVERLAP;
  await reconciliations.begin(shopId, { askedAt, askedBy, since, until });
  return true;
}
