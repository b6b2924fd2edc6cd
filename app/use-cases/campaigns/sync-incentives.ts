import { isDeepStrictEqual } from 'node:util';
import { configureIncentives } from '#app/domain/campaigns/incentives/configure.ts';
import { toldFor, transitionTo, type ToldSegments } from '#app/domain/campaigns/incentives/transition.ts';
import {
  NO_INCENTIVES,
  type IncentiveConfiguration,
} from '#app/domain/campaigns/incentives/configuration.ts';
import { isHeldOut } from '#app/domain/campaigns/held-out.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { INCENTIVE_SCOPES } from '#app/contracts/incentive-scopes.ts';
import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { CampaignStore } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CustomerSegments, IncentiveDiscounts } from '#app/ports/incentive-discounts.ts';
import type { IncentiveStore, StoredDiscount, SyncedCustomer } from '#app/ports/incentive-store.ts';
import type { Log } from '#app/ports/log.ts';
import type { SegmentStore } from '#app/ports/segment-store.ts';
import { sentenceOf, ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface SyncIncentivesDeps {
  readonly store: IncentiveStore;
  readonly discounts: IncentiveDiscounts;
  readonly campaigns: Pick<CampaignStore, 'list'>;
  readonly segments: Pick<SegmentStore, 'list'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Shopify takes so many metafields in one call. */
const BATCH = 25;
const PAGE = 5_000;
/** Memberships are compared this often, whatever was heard of. */
const COMPARE_MS = 10 * 60_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 60_000;

const NEVER: StoredDiscount = {
  discountId: null,
  configuration: NO_INCENTIVES,
  comparedAt: null,
  seenEvent: 0n,
  holdout: 0,
  failures: 0,
};

/**
 * Brings each shop's running incentives to Shopify: first to the shop's one discount what may be given while segments are written, so that
 * what has ended is given no longer however many customers it was for; then the segments asked about to the customers' metafields; then the
 * whole configuration, so that a discount never runs before it can be told who gets it. Only what changed is written; what failed is tried
 * again with growing pauses. True when more may wait.
 */
export function createSyncIncentives(deps: SyncIncentivesDeps): () => Promise<boolean> {
  return async () => {
    const shops = await deps.store.shopsDue(new Date(deps.clock.nowMs()));
    for (const shop of shops) await deps.store.withShop(shop.id, () => syncShop(deps, shop));
    return false;
  };
}

async function syncShop(deps: SyncIncentivesDeps, shop: Shop): Promise<void> {
  const stored = (await deps.store.find(shop.id)) ?? NEVER;
  try {
    const wanted = await configurationNow(deps, shop);
    if (wanted.incentives.length > 0) refuseWithoutScopes(shop);
    await bring(deps, shop, stored, wanted);
  } catch (error) {
    const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** stored.failures, LAST_RETRY_MS);
    deps.log.warn({ shopId: shop.id, err: error }, 'incentives not brought to Shopify');
    await deps.store.markFailed(shop.id, sentenceOf(error), new Date(deps.clock.nowMs() + pauseMs));
  }
}

async function bring(
  deps: SyncIncentivesDeps,
  shop: Shop,
  stored: StoredDiscount,
  wanted: IncentiveConfiguration,
): Promise<void> {
  const isEnd = wanted.incentives.length === 0;
  const isChanged = !isDeepStrictEqual(wanted, stored.configuration);
  const { meanwhile, told } = transitionTo(wanted, stored.configuration);
  const asked = toldFor(wanted.incentives);
  const isSettled = isDeepStrictEqual(told, asked);
  const first = { configuration: meanwhile, comparedAt: isChanged ? null : stored.comparedAt };
  const before = await publish(deps, shop, stored, first, isEnd);
  const comparedAt = await syncMemberships(deps, shop, before, told, isChanged);
  const last = { configuration: wanted, comparedAt: isSettled ? comparedAt : null };
  const after = await publish(deps, shop, before, last, isEnd);
  if (!isSettled) await syncMemberships(deps, shop, after, asked, isChanged);
}

async function configurationNow(
  { campaigns, segments, store, clock }: SyncIncentivesDeps,
  { id, currency }: Shop,
): Promise<IncentiveConfiguration> {
  const segmentIds = new Set((await segments.list(id)).map((segment) => segment.id));
  const spent = new Set(await store.spentCampaigns(id));
  return configureIncentives(await campaigns.list(id), { currency, segmentIds, spent }, clock.now());
}

function refuseWithoutScopes({ scopes }: Shop): void {
  const missing = INCENTIVE_SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return;
  throw new ShopifyRejected(`Shopify has not granted Attune ${missing.join(' and ')} yet.`, {
    retryable: false,
  });
}

/** Gives when they were last compared. */
async function syncMemberships(
  deps: SyncIncentivesDeps,
  shop: Shop,
  { comparedAt, seenEvent: seen, holdout: before }: StoredDiscount,
  told: ToldSegments,
  isChanged: boolean,
): Promise<Date> {
  const { store, clock } = deps;
  const seenEvent = await store.newestEvent(shop.id);
  const { holdout } = readShopSettings(shop.settings);
  // What was written may be wrong then of customers whose segments are the same.
  const isWhole = comparedAt === null || isChanged || holdout !== before;
  const isFresh = comparedAt !== null && clock.nowMs() - comparedAt.getTime() < COMPARE_MS;
  if (!isWhole && seenEvent === seen && isFresh) return comparedAt;
  await writeMemberships(deps, shop, told, isWhole);
  const at = new Date(clock.nowMs());
  await store.markCompared(shop.id, { seenEvent, holdout }, at);
  return at;
}

async function writeMemberships(
  { store, discounts, clock, log }: SyncIncentivesDeps,
  shop: Shop,
  told: ToldSegments,
  isWhole: boolean,
): Promise<void> {
  const asked = [...told.asked].sort();
  const tell = withHoldout(shop, told);
  let after: CustomerId | null = null;
  let written = 0;
  for (;;) {
    const page: readonly SyncedCustomer[] = await store.customers(shop.id, {
      asked,
      isWhole,
      after,
      limit: PAGE,
    });
    const customers = page.flatMap(tell);
    for (let from = 0; from < customers.length; from += BATCH) {
      const batch = customers.slice(from, from + BATCH);
      const refused = await discounts.writeSegments(shop.domain, batch);
      const taken = batch.filter(({ customerId }) => !refused.includes(customerId));
      await store.markWritten(shop.id, taken, new Date(clock.nowMs()));
      if (refused.length > 0)
        log.warn({ shopId: shop.id, refused }, "customers' segments refused by Shopify");
      written += taken.length;
    }
    after = page.at(-1)?.customerId ?? null;
    if (page.length < PAGE) break;
  }
  if (written > 0) log.info({ shopId: shop.id, written }, "customers' segments written to Shopify");
}

/**
 * What is to be written of a customer, if anything. Of one whom the shop's holdout has, the Discount Function is told only of segments that
 * let nobody in: they still keep out.
 */
function withHoldout(
  shop: Shop,
  { letsIn }: ToldSegments,
): (customer: SyncedCustomer) => readonly CustomerSegments[] {
  const { holdout } = readShopSettings(shop.settings);
  return ({ customerId, segmentIds: all, written }) => {
    const heldOut = isHeldOut({ shopDomain: shop.domain, holdout }, { unit: customerId });
    const segmentIds = heldOut ? all.filter((id) => !letsIn.has(id)) : all;
    return isDeepStrictEqual(segmentIds, written) ? [] : [{ customerId, segmentIds }];
  };
}

/** Gives the discount as it stands now. Without incentives it is removed, for good, only at the end. */
async function publish(
  deps: SyncIncentivesDeps,
  shop: Shop,
  stored: StoredDiscount,
  { configuration, comparedAt }: Pick<StoredDiscount, 'configuration' | 'comparedAt'>,
  isEnd: boolean,
): Promise<StoredDiscount> {
  const { store, discounts, clock, log } = deps;
  const { discountId: former } = stored;
  const isNothing = former === null && configuration.incentives.length === 0;
  // After a failure nobody knows what Shopify took.
  const isCertain = isNothing || (stored.failures === 0 && !isEnd);
  if (isCertain && isDeepStrictEqual(configuration, stored.configuration)) return stored;
  if (isEnd && former !== null) await discounts.remove(shop.domain, former);
  const discountId = isEnd || isNothing ? null : await put(deps, shop, former, configuration);
  const discount = { discountId, configuration, comparedAt };
  await store.markPublished(shop.id, discount, new Date(clock.nowMs()));
  log.info({ shopId: shop.id, incentives: configuration.incentives.length }, 'incentives brought to Shopify');
  return { ...stored, ...discount, failures: 0 };
}

/**
 * Gives the shop's discount its configuration; one that was deleted at Shopify is made anew. The id of a new one is kept first: a discount
 * that nobody here knew would be given for ever.
 */
async function put(
  { store, discounts, clock }: SyncIncentivesDeps,
  shop: Shop,
  former: string | null,
  configuration: IncentiveConfiguration,
): Promise<string> {
  if (former !== null && (await discounts.configure(shop.domain, former, configuration))) return former;
  const made = await discounts.make(shop.domain, new Date(clock.nowMs()));
  await store.markMade(shop.id, made);
  if (await discounts.configure(shop.domain, made, configuration)) return made;
  throw new ShopifyRejected('Shopify does not know the discount that it has just made.', { retryable: true });
}
