import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { followCart } from '#app/domain/reminders/abandoned-cart.ts';
import { judgeCart } from '#app/domain/reminders/abandonment.ts';
import type { AbandonedCartStore } from '#app/ports/abandoned-cart-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { createOneByOne } from '../one-by-one.ts';
import { millisUntil } from '../millis-until.ts';

/** Carts in one transaction: few, so that live news waits for no more than a few milliseconds. */
const CHUNK = 200;

export interface DetectAbandonedCartsDeps {
  readonly abandonedCarts: AbandonedCartStore;
  readonly shops: Pick<ShopStore, 'listInstalled'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Looks at the carts whose second has come or that changed, a chunk of each shop a call. Gives in how many milliseconds the next one is
 * due: 0 where more wait, null where none will be by time alone. `abandonedAt` is that second, however late the call.
 */
export function createDetectAbandonedCarts(deps: DetectAbandonedCartsDeps): () => Promise<number | null> {
  const { abandonedCarts, shops, clock } = deps;
  const oneByOne = createOneByOne<Shop>(deps, 'carts not looked at', ({ id }) => id);
  return async () => {
    let isMore = false;
    let next = Infinity;
    const detect = async ({ id, settings }: Shop): Promise<void> => {
      const { isOn, waitHours } = readShopSettings(settings).reminders;
      const now = clock.now();
      const looked = await abandonedCarts.lookAtDue(id, now, CHUNK, (cart, known) => {
        const verdict = judgeCart(cart, waitHours * SECONDS.hour, now);
        return {
          cart: followCart(known, cart, verdict, { isOn }),
          lookAt: verdict.kind === 'open' ? verdict.at : null,
        };
      });
      isMore ||= looked === CHUNK;
      next = Math.min(next, (await abandonedCarts.nextLook(id)) ?? Infinity);
    };
    await oneByOne(await shops.listInstalled(), detect);
    return isMore ? 0 : millisUntil(next, clock.nowMs());
  };
}
