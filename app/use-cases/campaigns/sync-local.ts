import { compileCustomer } from '#app/domain/campaigns/local/compile-customer.ts';
import { compileProduct } from '#app/domain/campaigns/local/compile-product.ts';
import { compileRanker } from '#app/domain/campaigns/local/compile-ranker.ts';
import { compileShop } from '#app/domain/campaigns/local/compile-shop.ts';
import { RANKER_KEY, type ShopPayload } from '#app/domain/campaigns/local/payload.ts';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { daysLookedBack } from '#app/domain/campaigns/guardrails/settings.ts';
import { daysLimited } from '#app/domain/campaigns/limits.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { LOCAL_SCOPES } from '#app/contracts/local-scopes.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { LocalPayloadStore, LocalState } from '#app/ports/local-payload-store.ts';
import type { Log } from '#app/ports/log.ts';
import type { Metafields } from '#app/ports/metafields.ts';
import type { PastItems } from '#app/ports/past-items.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { sentenceOf } from '#app/ports/shopify-rejected.ts';
import {
  createPayloadWriter,
  hashOf,
  MOST_CALLS_A_DAY,
  type CompiledPayload,
  type PayloadWriter,
} from './write-payloads.ts';

export interface SyncLocalDeps {
  readonly store: LocalPayloadStore;
  readonly metafields: Metafields;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  readonly profiles: ProfileStore;
  readonly pastItems: PastItems;
  readonly clock: Clock;
  readonly log: Log;
  /** Lets others run between two products. */
  readonly pause: () => Promise<unknown>;
}

/** A customer of whom nothing was heard for so long gets no payload. */
const ACTIVE_DAYS = 90;
/** Compiled in one round; the next goes on from there. */
const PRODUCTS = 100;
const CUSTOMERS = 100;
/** Emptied in one round. */
const EMPTIED = 100;
/** All products are compiled again this often, for prices and stock; at once where rules, campaigns or the model changed. */
const PRODUCTS_EVERY_MS = 10 * 60_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 10 * 60_000;

/**
 * Brings to Shopify what checkouts decide by: first what holds for the whole shop, so that payloads of older rules are read no
 * more, then customers, then products. Only what changed or is about to end is written, at most 1,000 calls a day; what failed is
 * tried again with growing pauses. Where it was switched off, what stands there is emptied. True when more waits.
 */
export function createSyncLocal(deps: SyncLocalDeps): () => Promise<boolean> {
  const gidOf = createGids(deps.metafields);
  return async () => {
    const shops = await deps.store.shopsDue(LOCAL_SCOPES, new Date(deps.clock.nowMs()));
    let isMore = false;
    for (const shop of shops)
      await deps.store.withShop(shop.id, async () => {
        isMore = (await syncShop({ ...deps, gidOf }, shop)) || isMore;
      });
    return isMore;
  };
}

type Deps = SyncLocalDeps & { readonly gidOf: (domain: string) => Promise<string> };

async function syncShop(deps: Deps, shop: Shop): Promise<boolean> {
  const { store, clock, log } = deps;
  const stored = await store.find(shop.id);
  if (stored === null) return false;
  try {
    return await syncAll(deps, shop, stored);
  } catch (error) {
    const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** stored.failures, LAST_RETRY_MS);
    log.warn({ shopId: shop.id, err: error }, 'what checkouts decide by not brought to Shopify');
    await store.markFailed(shop.id, sentenceOf(error), new Date(clock.nowMs() + pauseMs));
    return false;
  }
}

/** A shop keeps its gid, so that it is asked for once a process. */
function createGids(metafields: Metafields): (domain: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (domain) => {
    const gid = known.get(domain) ?? (await metafields.shopGid(domain));
    known.set(domain, gid);
    return gid;
  };
}

/** How far the products have come. */
type ProductState = Pick<LocalState, 'productsOf' | 'productsAt' | 'productCursor'>;

/** One shop's round. */
interface Round {
  readonly deps: Deps;
  readonly shop: Shop;
  readonly snapshot: ShopSnapshot;
  readonly payload: ShopPayload;
  readonly writer: PayloadWriter;
  readonly now: Instant;
}

async function syncAll(deps: Deps, shop: Shop, stored: LocalState): Promise<boolean> {
  const { store, clock, metafields } = deps;
  const at = new Date(clock.nowMs());
  const day = at.toISOString().slice(0, 10);
  const callsBefore = stored.day === day ? stored.calls : 0;
  if (callsBefore >= MOST_CALLS_A_DAY) return false;
  const writer = createPayloadWriter({ store, metafields, shop, log: deps.log, callsBefore, now: at });
  const { isMore, products } =
    stored.since !== null
      ? await writeAll(deps, shop, stored, writer)
      : { isMore: await empty(deps, shop, writer), products: stored };
  const calls = writer.calls();
  const writtenAt = calls > callsBefore ? at : stored.writtenAt;
  await store.save(shop.id, { ...products, day, calls, writtenAt });
  return isMore;
}

/** What is left of payloads after it was switched off. True when more waits. */
async function empty({ store }: Deps, shop: Shop, writer: PayloadWriter): Promise<boolean> {
  const owners = await store.owners(shop.id, EMPTIED);
  const gone = owners.map((ownerId) => ({ ownerId, payload: null, isGone: true }));
  const isWhole = await writer.write(gone, 0, '');
  return isWhole && owners.length === EMPTIED;
}

async function writeAll(
  deps: Deps,
  shop: Shop,
  stored: LocalState,
  writer: PayloadWriter,
): Promise<{ readonly isMore: boolean; readonly products: ProductState }> {
  const snapshot = (await deps.snapshots.find(shop.domain))?.snapshot;
  if (!snapshot) return { isMore: false, products: stored };
  const now = deps.clock.now();
  const payload = compileShop(snapshot, now);
  const ownerId = await deps.gidOf(shop.domain);
  const ranker = payload && compileRanker(snapshot, now);
  const ofShop = [
    { ownerId, payload },
    { ownerId: `${ownerId}#${RANKER_KEY}`, payload: ranker },
  ];
  await writer.write(ofShop, now + SECONDS.day / 2, '');
  if (await isSwitched(deps, shop, stored)) {
    await deps.store.doubt(shop.id, ownerId);
    return { isMore: true, products: stored };
  }
  const round = payload && { deps, shop, snapshot, payload, writer, now };
  const customers = round ? await syncCustomers(round) : 'done';
  const products = round && customers !== 'over' ? await syncProducts(round, stored) : stored;
  return { isMore: customers === 'more' || products.productCursor !== null, products };
}

/** Switched off since the round began, be it on again or not: the shop's payload was emptied before it was written or after it. */
async function isSwitched({ store }: Deps, { id }: Shop, { since }: LocalState): Promise<boolean> {
  return (await store.find(id))?.since?.getTime() !== since?.getTime();
}

async function syncCustomers({
  deps,
  shop,
  snapshot,
  payload,
  writer,
  now,
}: Round): Promise<'done' | 'more' | 'over'> {
  const rules = hashOf({ ...payload, tiers: snapshot.tiers });
  const due = await deps.store.customersDue(shop.id, {
    rules,
    since: new Date((now - ACTIVE_DAYS * SECONDS.day) * 1000),
    endsBefore: new Date(now * 1000),
    limit: CUSTOMERS,
  });
  const compiled: CompiledPayload[] = [];
  for (const { customerId, isGone } of due) {
    if (isGone) compiled.push({ ownerId: customerId, payload: null, isGone });
    else compiled.push(await compileOne({ deps, shop, snapshot, payload, now }, customerId));
  }
  const isWhole = await writer.write(compiled, now + SECONDS.day, rules);
  if (!isWhole) return 'over';
  return due.length === CUSTOMERS ? 'more' : 'done';
}

async function compileOne(
  { deps, shop, snapshot, payload, now }: Omit<Round, 'writer'>,
  customerId: CustomerId,
): Promise<CompiledPayload> {
  const days = Math.max(
    daysLookedBack(snapshot.guardrails),
    ...snapshot.campaigns.map(({ limits }) => daysLimited(limits)),
  );
  const since = now - days * SECONDS.day;
  const [shopper, pastItems] = await Promise.all([
    deps.profiles.find(shop.id, customerId),
    deps.pastItems.find(shop.id, customerId, { since, exceptCheckout: null }),
  ]);
  const profile = shopper?.profile;
  if (!profile) return { ownerId: customerId, payload: null };
  const known = { customerId, profile, pastItems, returned: shopper.returned };
  return { ownerId: customerId, payload: compileCustomer(snapshot, payload, known, now) };
}

/** Some products of a round, in order of their ids. */
async function syncProducts(
  { deps, snapshot, payload, writer, now }: Round,
  stored: LocalState,
): Promise<ProductState> {
  const of = [
    payload.rules,
    snapshot.model.version,
    ...payload.campaigns.flatMap(({ upsell }) => upsell?.list ?? []),
  ].join();
  const isFresh =
    stored.productsAt !== null && deps.clock.nowMs() - stored.productsAt.getTime() < PRODUCTS_EVERY_MS;
  const isNew = stored.productsOf !== of;
  if (!isNew && stored.productCursor === null && isFresh) return stored;
  const cursor = isNew ? null : stored.productCursor;
  const ids = [...snapshot.catalog.products.keys()].sort();
  const rest = cursor === null ? ids : ids.filter((id) => id > cursor);
  const some = rest.slice(0, PRODUCTS);
  const compiled: CompiledPayload[] = [];
  for (const id of some) {
    compiled.push({ ownerId: id, payload: compileProduct(snapshot, id, now) });
    await deps.pause();
  }
  const isWhole = await writer.write(compiled, now + 3 * SECONDS.day, payload.rules);
  const isLast = rest.length <= PRODUCTS;
  return {
    productsOf: of,
    productsAt: isLast ? new Date(deps.clock.nowMs()) : stored.productsAt,
    productCursor: isLast || !isWhole ? null : (some.at(-1) ?? null),
  };
}
