import {
  reportCheckouts,
  type CheckoutPlan,
  type CheckoutReport,
} from '#app/domain/experiments/checkouts/report.ts';
import type { MeasuredCheckout } from '#app/domain/experiments/checkouts/measured-checkout.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentStore } from '#app/ports/experiment-store.ts';
import type { HoldoutStore } from '#app/ports/holdout-store.ts';
import { HOLDOUT, type MeasurementStore } from '#app/ports/measurement-store.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { doesHarm, guardExperiment, guardShop, type GuardPorts } from './guard-campaigns.ts';
import { tellHarm, type TellHarmPorts } from './tell-harm.ts';
import { planExperiment } from './measure-experiment.ts';
import { HOLDOUT_DAYS, planHoldout } from './measure-holdout.ts';

export interface MeasureShopsDeps extends GuardPorts, TellHarmPorts {
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

/** Takes in what came since the last time, stores what the holdout and each experiment show, pauses what does harm, and tells the shop. */
export async function measureShop(deps: MeasureShopsDeps, shop: Shop): Promise<void> {
  const now = deps.clock.now();
  const before = (await deps.measurements.find(shop.id, HOLDOUT))?.report ?? null;
  await deps.book.gather(shop.id, gatherSince(before, now));
  const holdout = await planHoldout(deps, shop, now);
  const planned = await planExperiments(deps, shop, now);
  const since = Math.min(holdout.since, ...planned.map(({ plan }) => plan.since));
  const checkouts = await deps.book.checkouts(shop.id, shop.currency, since);
  for (const { experiment, plan } of planned) {
    const report = await measure(deps, shop, checkouts, plan);
    await deps.measurements.save(shop.id, experiment.id, report);
    if (experiment.endedAt === null) await guardExperiment(deps, shop, experiment, report);
  }
  // Last, because its age is that of all of them.
  const report = await measure(deps, shop, checkouts, holdout);
  await deps.measurements.save(shop.id, HOLDOUT, report);
  if (before === null || !doesHarm(before)) await guardShop(deps, shop, report);
  await tellHarm(deps, shop, now);
}

function gatherSince(before: CheckoutReport | null, now: Instant): Instant {
  return before === null ? now - HOLDOUT_DAYS * SECONDS.day : before.computedAt - LATE;
}

/** How each experiment is read that runs, or ended so lately that its figures still change. */
async function planExperiments(deps: MeasureShopsDeps, shop: Shop, now: Instant) {
  const all = await deps.experiments.list(shop.id);
  const open = all.filter(({ endedAt }) => endedAt === null || endedAt >= now - SETTLES_IN);
  return Promise.all(
    open.map(async (experiment) => ({ experiment, plan: await planExperiment(deps, shop, experiment, now) })),
  );
}

/** One report, of those of the checkouts that began in the plan's time. */
async function measure(
  { book }: MeasureShopsDeps,
  shop: Shop,
  checkouts: readonly MeasuredCheckout[],
  plan: CheckoutPlan,
): Promise<CheckoutReport> {
  const { since, until = Infinity } = plan;
  const began = checkouts.filter(({ firstSeenAt }) => firstSeenAt >= since && firstSeenAt < until);
  return reportCheckouts(began, await book.leftOut(shop.id, shop.currency, since), plan);
}
