import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { BackfillStore } from '#app/ports/backfill-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { EstimateStore, Estimator } from '#app/ports/estimator.ts';
import type { Log } from '#app/ports/log.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { createOneByOne } from '../one-by-one.ts';
import { isNightlyDue } from '../shop-night.ts';

export interface EstimateNightlyDeps {
  readonly estimator: Estimator;
  readonly estimates: Pick<EstimateStore, 'newest' | 'withShopLock'>;
  readonly backfills: Pick<BackfillStore, 'unfinishedShops'>;
  readonly shops: Pick<ShopStore, 'listInstalled'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Fits every shop whose night it is, those whose night was missed, new ones once their history is read, and those that began or ceased to infer.
 * False: there is no hurry for more.
 */
export function createEstimateNightly(deps: EstimateNightlyDeps): (signal: AbortSignal) => Promise<boolean> {
  const { estimator, estimates, backfills, shops, clock, log } = deps;
  const isDue = async (shop: Shop): Promise<boolean> => {
    const fit = await estimates.newest(shop.id);
    const isOtherwise = fit !== null && (fit.inference !== null) !== isInferring(shop);
    return isOtherwise || isNightlyDue(shop, fit?.at ?? 0, clock.now());
  };
  const oneByOne = createOneByOne<Shop>(deps, 'estimates not fitted', ({ id }) => id);
  return async (signal) => {
    const reading = new Set((await backfills.unfinishedShops()).map(({ id }) => id));
    const fit = async (shop: Shop): Promise<void> => {
      if (reading.has(shop.id) || !(await isDue(shop))) return;
      await estimates.withShopLock(shop.id, async () => {
        if (!(await isDue(shop))) return;
        const options = { now: clock.now(), isInferring: isInferring(shop) };
        const { version, lifetime, durationMs } = await estimator.estimate(shop.id, options, signal);
        const { customers, objection } = lifetime;
        log.info({ shopId: shop.id, version, customers, objection, durationMs }, 'estimates fitted');
      });
    };
    await oneByOne(await shops.listInstalled(), fit, signal);
    return false;
  };
}

function isInferring({ settings }: Shop): boolean {
  return readShopSettings(settings).isInferring;
}
