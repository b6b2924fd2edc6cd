import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { followCart } from '#app/domain/reminders/abandoned-cart.ts';
import { judgeCart } from '#app/domain/reminders/abandonment.ts';
import type { AbandonedCartStore } from '#app/ports/abandoned-cart-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { millisUntil } from '../millis-until.ts';

/** Carts in one transaction: few, so that live news waits for no more than a few milliseconds. */
const CHUNK = 200;

export interface DetectAbandonedCartsDeps {
  readonly abandonedCarts: AbandonedCartStore;
  readonly shops: Pick<ShopStore, 'listInstalled'>;
  readonly clock: Clock;
}

/**
 * Looks at the carts whose second has come or that changed, a chunk of each shop a call. Gives in how many milliseconds the next one is
 * due: 0 where more wait, null where none will be by time alone. `abandonedAt` is that second, however late the call.
 */
export function createDetectAbandonedCarts(deps: DetectAbandonedCartsDeps): () => Promise<number | null> {
  const { abandonedCarts, shops, clock } = deps;
  return async () => {
    let next = Infinity;
    for (const { id, settings } of await shops.listInstalled()) {
      const { isOn, waitHours } = readShopSettings(settings).reminders;
      const now = clock.now();
      const looked = await abandonedCarts.lookAtDue(id, now, CHUNK, (cart, known) => {
        const verdict = judgeCart(cart, waitHours * SECONDS.hour, now);
        return {
          cart: followCart(known, cart, verdict, { isOn }),
          lookAt: verdict.kind === 'open' ? verdict.at : null,
        };
      });
      if (looked === CHUNK) return 0;
      next = Math.min(next, (await abandonedCarts.nextLook(id)) ?? Infinity);
    }
    return millisUntil(next, clock.nowMs());
  };
}
