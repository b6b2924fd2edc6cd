import {
  createCheckoutReader,
  type CheckoutPlan,
  type CheckoutReport,
} from '#app/domain/experiments/checkouts/report.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentStore, StoredExperiment } from '#app/ports/experiment-store.ts';
import type { HoldoutStore } from '#app/ports/holdout-store.ts';
import { HOLDOUT, type MeasurementStore } from '#app/ports/measurement-store.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { createOneByOne } from '../one-by-one.ts';
import { doesHarm, guardExperiment, guardShop, type GuardPorts } from './guard-campaigns.ts';
import { tellHarm, type TellHarmPorts } from './tell-harm.ts';
import { planExperiment } from './measure-experiment.ts';
import { weighTraffic } from './weigh-traffic.ts';
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
export const SETTLES_IN = 60 * SECONDS.day;

/** Measures every shop whose figures are an hour old, or that asked for newer ones. */
export function createMeasureShops(
  deps: MeasureShopsDeps & { readonly shops: ShopStore },
): (signal: AbortSignal) => Promise<boolean> {
  const oneByOne = createOneByOne<Shop['id']>(deps, 'shop not measured', (shopId) => shopId);
  return async (signal) => {
    const measure = async (shopId: Shop['id']): Promise<void> => {
      const shop = await deps.shops.findById(shopId);
      if (shop) await measureShop(deps, shop);
    };
    await oneByOne(await deps.measurements.due(deps.clock.now() - EVERY), measure, signal);
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
  // The holdout last, because its age is that of all of them.
  const reports = await reportPlans(deps.book, shop, [...planned, { experiment: null, plan: holdout }]);
  for (const { experiment, report } of reports) {
    if (experiment !== null) {
      await apart(deps, shop, experiment, () => keepReport(deps, shop, experiment, report, now));
      continue;
    }
    // Before the report is kept: whoever reads it again takes harm that it tells of for met.
    if (before === null || !doesHarm(before)) await guardShop(deps, shop, report);
    await deps.measurements.save(shop.id, HOLDOUT, report);
  }
  await tellHarm(deps, shop, now);
}

async function keepReport(
  deps: MeasureShopsDeps,
  shop: Shop,
  experiment: StoredExperiment,
  report: CheckoutReport,
  now: Instant,
): Promise<void> {
  await deps.measurements.save(shop.id, experiment.id, report);
  if (experiment.endedAt !== null) return;
  await guardExperiment(deps, shop, experiment, report);
  await weighTraffic(deps, { shopId: shop.id, now }, experiment, report);
}

/** What goes wrong for one experiment keeps no other, and not the holdout, from being measured. Null then. */
async function apart<Value>(
  { log }: MeasureShopsDeps,
  { id: shopId }: Shop,
  { id: experimentId }: StoredExperiment,
  work: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    log.error({ err: error, shopId, experimentId }, 'experiment not measured');
    return null;
  }
}

interface Planned {
  /** Null for the holdout. */
  readonly experiment: StoredExperiment | null;
  readonly plan: CheckoutPlan;
}

/** All plans in one reading of the checkouts; meanwhile the orders are counted that no plan can see. */
async function reportPlans(
  book: CheckoutBook,
  { id, currency }: Shop,
  planned: readonly Planned[],
): Promise<readonly (Planned & { readonly report: CheckoutReport })[]> {
  const readers = planned.map((each) => ({ ...each, reader: createCheckoutReader(each.plan) }));
  const since = Math.min(...planned.map(({ plan }) => plan.since));
  const withSegments = planned.some(({ plan }) => plan.slices !== undefined);
  const read = async (): Promise<void> => {
    for await (const batch of book.checkouts(id, currency, since, { withSegments }))
      for (const checkout of batch) for (const { reader } of readers) reader.take(checkout);
  };
  const count = async () => {
    const counted: (Planned & { report: () => CheckoutReport })[] = [];
    for (const { reader, ...each } of readers) {
      const { since, until = null } = each.plan;
      const leftOut = await book.leftOut(id, currency, since, until);
      counted.push({ ...each, report: () => reader.report(leftOut) });
    }
    return counted;
  };
  const [counted] = await Promise.all([count(), read()]);
  return counted.map((each) => ({ ...each, report: each.report() }));
}

function gatherSince(before: CheckoutReport | null, now: Instant): Instant {
  return before === null ? now - HOLDOUT_DAYS * SECONDS.day : before.computedAt - LATE;
}

/** How each experiment is read that runs, or ended so lately that its figures still change. */
async function planExperiments(deps: MeasureShopsDeps, shop: Shop, now: Instant) {
  const all = await deps.experiments.list(shop.id);
  const open = all.filter(({ endedAt }) => endedAt === null || endedAt >= now - SETTLES_IN);
  const planned = await Promise.all(
    open.map((experiment) =>
      apart(deps, shop, experiment, async () => ({
        experiment,
        plan: await planExperiment(deps, shop, experiment, now),
      })),
    ),
  );
  return planned.filter((each) => each !== null);
}
