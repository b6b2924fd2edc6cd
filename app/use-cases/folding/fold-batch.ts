import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DeliveryParser } from '#app/ports/delivery-parser.ts';
import type { ChangeKind, FoldTransaction, ShopStores } from '#app/ports/fold-transaction.ts';
import type {
  BatchFold,
  FoldOutcome,
  OpenBatch,
  PendingDelivery,
  QuarantineReason,
} from '#app/ports/inbox.ts';
import type { ShopNews } from '#app/ports/shop-news.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { RuleBook } from '../segments/compile-rules.ts';
import { foldComplianceNews, isComplianceNews, type ComplianceNews } from './fold-compliance-news.ts';
import type { FoldContext, FoldEffect } from './fold-context.ts';
import { foldNews } from './fold-news.ts';
import { foldOrderNews, type ToldOrder } from './fold-order-news.ts';
import { createShopperDesk, type ShopperDesk } from '../shoppers/shopper-desk.ts';
import { createSlices } from '../slices.ts';

export interface FoldBatchDeps {
  readonly clock: Clock;
  /** One for all that decides memberships in a process. */
  readonly ruleBook: RuleBook;
  readonly parse: DeliveryParser;
}

/** A batch fold that remembers, by shop, what must follow once its transaction is committed. */
export interface EffectfulBatchFold extends BatchFold {
  effects(): ReadonlyMap<Shop['id'], ReadonlySet<FoldEffect>>;
}

const FOLDED: FoldOutcome = { kind: 'folded' };
const refuse = (reason: QuarantineReason): FoldOutcome => ({ kind: 'quarantined', reason });

/** Folds batches of deliveries; make one fold for each batch. */
export function createBatchFolds(deps: FoldBatchDeps): () => EffectfulBatchFold {
  return () => {
    const work = new Map<Shop['id'], Set<FoldEffect>>();
    return {
      effects: () => work,
      async begin(tx, deliveries) {
        work.clear();
        return openBatch({ ...deps, tx, work }, await findShops(tx, deliveries));
      },
    };
  };
}

interface BatchParts extends FoldBatchDeps {
  readonly tx: FoldTransaction;
  readonly work: Map<Shop['id'], Set<FoldEffect>>;
}

async function findShops(
  tx: FoldTransaction,
  deliveries: readonly PendingDelivery[],
): Promise<Map<string, Shop>> {
  const shops = await tx.findShops([...new Set(deliveries.map(({ shop }) => shop))]);
  return new Map(shops.map((shop) => [shop.domain, shop]));
}

function openBatch(parts: BatchParts, shops: Map<string, Shop>): OpenBatch {
  const open = new Map<Shop['id'], OpenShop>();
  const slices = createSlices();
  const settle = async (): Promise<void> => {
    for (const { orders, desk, changes } of open.values()) {
      await foldOrderNews(orders.splice(0));
      if ((await desk.settle()) > 0) changes.add('profiles');
    }
  };
  /** The shop's row may have changed: what was read for it is read again. */
  const reload = async (domain: string): Promise<void> => {
    await settle();
    const [shop] = await parts.tx.findShops([domain]);
    if (shop) shops.set(domain, shop);
    else shops.delete(domain);
    const known = shop && open.get(shop.id);
    if (shop && known)
      open.set(shop.id, {
        ...(await openShop(parts, shop)),
        changes: known.changes,
        changedCustomers: known.changedCustomers,
      });
  };
  return {
    async fold(delivery) {
      // Where one process does everything, checkouts wait for their answers meanwhile.
      await slices.breathe();
      const parsed = parts.parse(delivery);
      if (!parsed.ok) return refuse(parsed.failure);
      if (isComplianceNews(parsed.value)) {
        await settle();
        const outcome = await foldCompliance(parts, delivery, parsed.value);
        await reload(delivery.shop);
        return outcome;
      }
      const shop = shops.get(delivery.shop);
      const refusal = shop ? refusalOf(shop, parsed.value) : UNKNOWN_SHOP;
      if (!shop || refusal) return refuse(refusal ?? UNKNOWN_SHOP);
      const opened = open.get(shop.id) ?? (await openShop(parts, shop));
      open.set(shop.id, opened);
      const context = contextOf(parts, shop, opened, delivery);
      if (parsed.value.kind === 'order') {
        opened.orders.push({ context, news: parsed.value });
        return FOLDED;
      }
      if (!PASSES_ORDERS.has(parsed.value.kind)) await foldOrderNews(opened.orders.splice(0));
      await foldNews(context, parsed.value);
      if (INSTALLATION_NEWS.has(parsed.value.kind)) await reload(delivery.shop);
      return FOLDED;
    },
    settle,
    forget: () =>
      open.forEach(({ desk, orders }) => {
        orders.length = 0;
        desk.forget();
      }),
    async finish() {
      await settle();
      await publish(parts, open);
    },
  };
}

/** Publishing locks the shop's row: always in the same order, so that two workers cannot wait for each other. */
async function publish({ tx, clock }: BatchParts, open: ReadonlyMap<Shop['id'], OpenShop>): Promise<void> {
  for (const [shopId, { changes, changedCustomers, stores }] of [...open].sort(([a], [b]) => a - b)) {
    if (changedCustomers.size > 0) await stores.metafields.callFor([...changedCustomers], clock.now());
    for (const kind of changes) await tx.publish(shopId, kind);
  }
}

/** What a batch keeps of one shop. */
interface OpenShop {
  readonly rules: ShopRules;
  readonly stores: ShopStores;
  readonly desk: ShopperDesk;
  readonly changes: Set<ChangeKind>;
  readonly changedCustomers: Set<CustomerId>;
  /** Told, and folded together later. */
  readonly orders: ToldOrder[];
}

/** News that may be folded before orders that came earlier: it neither reads orders nor who is who. */
const PASSES_ORDERS: ReadonlySet<ShopNews['kind']> = new Set<ShopNews['kind']>([
  'cart',
  'checkout',
  'visit',
  'product',
  'variant-stock',
  'inventory-level',
  'nothing',
]);

async function openShop({ tx, ruleBook, clock }: BatchParts, shop: Shop): Promise<OpenShop> {
  const rules = await ruleBook(shop, tx.rulesOf(shop.id));
  const stores = tx.storesOf(shop);
  const desk = createShopperDesk({ shop, rules, stores, now: clock.now() });
  return { rules, stores, desk, changes: new Set(), changedCustomers: new Set(), orders: [] };
}

const UNKNOWN_SHOP: QuarantineReason = {
  code: 'unknown-shop',
  message: 'Expected a shop that has installed Attune; this one never did, or its data was removed.',
};
const UNINSTALLED: QuarantineReason = {
  code: 'shop-uninstalled',
  message: 'Expected a shop that has Attune installed; this one has uninstalled it.',
};

/** News that changes the shop's own row, which later deliveries of the batch must see. */
const INSTALLATION_NEWS = new Set(['shop', 'app-uninstalled', 'scopes-changed']);

function refusalOf(shop: Shop, news: ShopNews): QuarantineReason | null {
  if (shop.uninstalledAt === null || INSTALLATION_NEWS.has(news.kind)) return null;
  return UNINSTALLED;
}

async function foldCompliance(
  parts: BatchParts,
  delivery: PendingDelivery,
  news: ComplianceNews,
): Promise<FoldOutcome> {
  if (await foldComplianceNews(parts.tx, delivery, news, parts.clock.now())) return FOLDED;
  return refuse({
    code: 'unexpected-payload',
    message: 'Expected the shop that the delivery is about, found another one.',
    path: 'shop_domain',
  });
}

function contextOf(
  { tx, work, clock }: BatchParts,
  shop: Shop,
  { orders: _, ...opened }: OpenShop,
  delivery: PendingDelivery,
): FoldContext {
  const effects = work.get(shop.id) ?? new Set<FoldEffect>();
  work.set(shop.id, effects);
  const receivedAt = toInstant(delivery.receivedAt);
  return { ...opened, shop, tx, delivery, receivedAt, now: clock.now(), effects };
}
