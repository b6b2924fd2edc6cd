import type { BackfillStepName } from '#app/ports/backfill-store.ts';
import type { ShopFacts } from '#app/ports/shop-news.ts';
import { occurredAt, type FoldContext } from './fold-context.ts';

/**
 * shop/update: what happened last stays. In a new currency prices and purchases are counted anew: the catalog and the order history are
 * read again.
 */
export async function foldShopFacts(context: FoldContext, facts: ShopFacts): Promise<void> {
  const { shop, changes, delivery } = context;
  const { installation } = context.stores;
  if (await installation.isOvertaken(delivery)) return;
  await installation.update(facts);
  changes.add('shop');
  if (facts.currency !== shop.currency) await readAgain(context, ['products', 'orders', 'model']);
  // Rules hold money and days: they mean something else in another currency or zone.
  const isSame = facts.currency === shop.currency && (facts.timezone ?? shop.timezone) === shop.timezone;
  if (!isSame) changes.add('config');
}

/** app/uninstalled: the token is dead already; data stays until shop/redact. */
export async function foldUninstalled(context: FoldContext): Promise<void> {
  if (await context.stores.installation.uninstall(occurredAt(context))) context.changes.add('shop');
}

const ALL_ORDERS = 'read_all_orders';

/** app/scopes_update: what happened last stays. With read_all_orders newly granted, the order history is read again, to its beginning. */
export async function foldScopes(context: FoldContext, scopes: readonly string[]): Promise<void> {
  const { installation } = context.stores;
  if (await installation.isOvertaken(context.delivery)) return;
  await installation.setScopes(scopes);
  context.changes.add('shop');
  if (!scopes.includes(ALL_ORDERS) || context.shop.scopes.includes(ALL_ORDERS)) return;
  await readAgain(context, ['orders', 'model']);
}

async function readAgain(
  { stores, effects }: FoldContext,
  steps: readonly BackfillStepName[],
): Promise<void> {
  for (const step of steps) await stores.installation.restartBackfill(step);
  effects.add('read-history');
}
