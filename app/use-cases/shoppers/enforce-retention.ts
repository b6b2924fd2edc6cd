import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { RetentionStore } from '#app/ports/retention.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { refoldAll, type RefoldAllDeps } from '../folding/refold-all.ts';
import { createOneByOne } from '../one-by-one.ts';
import { askPrivacy, type AskPrivacyPorts } from './ask-privacy.ts';

export interface EnforceRetentionDeps extends RefoldAllDeps, AskPrivacyPorts {
  readonly retention: RetentionStore;
  readonly shops: Pick<ShopStore, 'findById'>;
}

type Outdated = readonly [ShopId, ReadonlySet<CustomerId>];
type Inactive = Awaited<ReturnType<RetentionStore['findInactive']>>[number];

/** Customers whom a round has erased. */
const INACTIVE = 50;

/**
 * Removes what shops keep no longer. Profiles that were made from visits which went are made again; customers who were inactive for too
 * long are erased the way a person's own wish is, with its receipt: until that is done they are found again, and asked for once a day. True when
 * more is past its days.
 */
export function createEnforceRetention(deps: EnforceRetentionDeps): () => Promise<boolean> {
  const eachShop = createOneByOne<Outdated>(deps, 'profiles not made again', ([shopId]) => shopId);
  const eachCustomer = createOneByOne<Inactive>(
    deps,
    'inactive customer not erased',
    ({ shop }) => shop.id,
    ({ shop, customerId }) => `${shop.id} ${customerId}`,
  );
  return async () => {
    const now = new Date(deps.clock.nowMs());
    const today = now.toISOString().slice(0, 10);
    const { removed, outdated, hasMore } = await deps.retention.enforce(now);
    await eachShop([...outdated], async ([shopId, customers]) => {
      const shop = await deps.shops.findById(shopId);
      if (shop) await refoldAll(deps, shop, undefined, { only: [...customers] });
    });
    const inactive = await deps.retention.findInactive(now, INACTIVE);
    let erased = 0;
    await eachCustomer(inactive, async ({ shop, customerId }) => {
      if (!(await askPrivacy(deps, shop, 'erase', customerId, today))) return;
      await deps.retention.noteErased(shop.id, 1, now);
      erased += 1;
    });
    const counts = { ...removed, inactive: erased };
    if (Object.values(counts).some((count) => count > 0)) deps.log.info(counts, 'retention enforced');
    return hasMore;
  };
}
