import { reportCheckouts, type CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HoldoutStore } from '#app/ports/holdout-store.ts';
import { HOLDOUT, type MeasurementStore } from '#app/ports/measurement-store.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { HOLDOUT_DAYS, planHoldout } from './measure-holdout.ts';

export interface MeasureShopsDeps {
  readonly book: CheckoutBook;
  readonly holdouts: HoldoutStore;
  readonly measurements: MeasurementStore;
  readonly clock: Clock;
}

const EVERY = SECONDS.hour;
/** News of a checkout or its order may come a day late. */
const LATE = 2 * SECONDS.day;

/** Measures every shop whose figures are an hour old, or that asked for newer ones. */
export function createMeasureShops(
  deps: MeasureShopsDeps & { readonly shops: ShopStore },
): (signal: AbortSignal) => Promise<boolean> {
  return async (signal) => {
    for (const shopId of await deps.measurements.due(deps.clock.now() - EVERY)) {
      if (signal.aborted) break;
      const shop = await deps.shops.findById(shopId);
      if (shop) await measureShop(deps, shop);
    }
    return false;
  };
}

/** Takes in what came since the last time, and stores what it shows. */
export async function measureShop(deps: MeasureShopsDeps, shop: Shop): Promise<void> {
  const { book, measurements, clock } = deps;
  const now = clock.now();
  const before = await measurements.find(shop.id, HOLDOUT);
  const start = now - HOLDOUT_DAYS * SECONDS.day;
  await book.gather(shop.id, Math.max(start, (before?.report.computedAt ?? start) - LATE));
  await measurements.save(shop.id, HOLDOUT, await measureHoldout(deps, shop));
}

async function measureHoldout(deps: MeasureShopsDeps, shop: Shop): Promise<CheckoutReport> {
  const plan = await planHoldout(deps, shop, deps.clock.now());
  const [checkouts, orders] = await Promise.all([
    deps.book.checkouts(shop.id, shop.currency, plan.since),
    deps.book.leftOut(shop.id, shop.currency, plan.since),
  ]);
  return reportCheckouts(checkouts, orders, plan);
}
