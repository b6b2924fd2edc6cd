import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { isGid } from '#app/domain/kernel/ids.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ReminderOutbox } from '#app/ports/reminder-outbox.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';

export interface UnsubscribeDeps {
  readonly outbox: Pick<ReminderOutbox, 'optOut'>;
  readonly profiles: Pick<ProfileStore, 'find'>;
  readonly shops: Pick<ShopStore, 'findById'>;
}

export type Unsubscribe = (shopId: ShopId, customerId: CustomerId, now: Instant) => Promise<void>;

/** No reminder goes to the customer from now on, nor to the one that the customer was merged into. A shop that is gone has nothing to keep. */
export function createUnsubscribe({ outbox, profiles, shops }: UnsubscribeDeps): Unsubscribe {
  return async (shopId, customerId, now) => {
    if ((await shops.findById(shopId)) === null) return;
    const known = await profiles.find(shopId, customerId);
    const survivor = known && isGid('Customer', known.shopperId) ? known.shopperId : customerId;
    await outbox.optOut(shopId, survivor, now);
  };
}
