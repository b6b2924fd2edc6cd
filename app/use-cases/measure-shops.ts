import {
  reportCheckouts,
  type CheckoutPlan,
  type CheckoutReport,
} from '#app/domain/experiments/checkouts/report.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentStore } from '#app/ports/experiment-store.ts';
import type { HoldoutStore } from '#app/ports/holdout-store.ts';
import { HOLDOUT, type MeasurementStore } from '#app/ports/measurement-store.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { doesHarm, guardExperiment, guardShop, type GuardPorts } from './guard-campaigns.ts';
import { planExperiment } from './measure-experiment.ts';
import { HOLDOUT_DAYS, planHoldout } from './measure-holdout.ts';

export interface MeasureShopsDeps extends GuardPorts {
  readonly book: CheckoutBook;
  readonly holdouts: HoldoutStore;
  readonly experiments: ExperimentStore;
  readonly measurements: MeasurementStore;
  readonly clock: Clock;
}

const EVERY = SECONDS.hour;
/** News of a checkout or its order may come a day late. */
const LATE = 2 * SECONDS.day;
/** Refunds still come for an experiment that ended. */
const SETTLES_IN = 60 * SECONDS.day;

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

/** Takes in what came since the last time, stores what the holdout and each experiment show, and pauses what does harm. */
export async function measureShop(deps: MeasureShopsDeps, shop: Shop): Promise<void> {
  const now = deps.clock.now();
  const before = (await deps.measurements.find(shop.id, HOLDOUT))?.report ?? null;
  await deps.book.gather(shop.id, gatherSince(before, now));
  for (const experiment of await deps.experiments.list(shop.id)) {
    if (experiment.endedAt !== null && experiment.endedAt < now - SETTLES_IN) continue;
    const report = await measure(deps, shop, await planExperiment(deps, shop, experiment, now));
    await deps.measurements.save(shop.id, experiment.id, report);
    if (experiment.endedAt === null) await guardExperiment(deps, shop, experiment, report);
  }
  // Last, because its age is that of all of them.
  const report = await measure(deps, shop, await planHoldout(deps, shop, now));
  await deps.measurements.save(shop.id, HOLDOUT, report);
  if (before === null || !doesHarm(before)) await guardShop(deps, shop, report);
}

function gatherSince(before: CheckoutReport | null, now: Instant): Instant {
  return before === null ? now - HOLDOUT_DAYS * SECONDS.day : before.computedAt - LATE;
}

async function measure({ book }: MeasureShopsDeps, shop: Shop, plan: CheckoutPlan): Promise<CheckoutReport> {
  const [checkouts, orders] = await Promise.all([
    book.checkouts(shop.id, shop.currency, plan.since),
    book.leftOut(shop.id, shop.currency, plan.since),
  ]);
  const until = plan.until ?? Infinity;
  return reportCheckouts(
    checkouts.filter(({ firstSeenAt }) => firstSeenAt < until),
    orders,
    plan,
  );
}
