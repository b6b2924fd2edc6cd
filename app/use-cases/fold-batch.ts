import { toInstant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DeliveryParser } from '#app/ports/delivery-parser.ts';
import type { ChangeKind, FoldTransaction } from '#app/ports/fold-transaction.ts';
import type {
  BatchFold,
  FoldOutcome,
  OpenBatch,
  PendingDelivery,
  QuarantineReason,
} from '#app/ports/inbox.ts';
import type { Log } from '#app/ports/log.ts';
import type { ShopNews } from '#app/ports/shop-news.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { createRuleBook } from './compile-rules.ts';
import { foldComplianceNews, isComplianceNews, type ComplianceNews } from './fold-compliance-news.ts';
import type { FoldContext, FoldEffect } from './fold-context.ts';
import { foldNews } from './fold-news.ts';

export interface FoldBatchDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly parse: DeliveryParser;
}

/** A batch fold that remembers, by shop, what must follow once its transaction is committed. */
export interface EffectfulBatchFold extends BatchFold {
  effects(): ReadonlyMap<Shop['id'], ReadonlySet<FoldEffect>>;
}

const FOLDED: FoldOutcome = { kind: 'folded' };
const refuse = (reason: QuarantineReason): FoldOutcome => ({ kind: 'quarantined', reason });

/** Folds batches of deliveries; make one fold for each batch. Rules are compiled once for each config version. */
export function createBatchFolds(deps: FoldBatchDeps): () => EffectfulBatchFold {
  const ruleBook = createRuleBook(deps.log);
  return () => {
    const work = new Map<Shop['id'], Set<FoldEffect>>();
    return {
      effects: () => work,
      async begin(tx, deliveries) {
        work.clear();
        return openBatch({ ...deps, tx, ruleBook, work }, await findShops(tx, deliveries));
      },
    };
  };
}

interface BatchParts extends FoldBatchDeps {
  readonly tx: FoldTransaction;
  readonly ruleBook: ReturnType<typeof createRuleBook>;
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
  const changes = new Map<Shop['id'], Set<ChangeKind>>();
  return {
    async fold(delivery) {
      const parsed = parts.parse(delivery);
      if (!parsed.ok) return refuse(parsed.failure);
      if (isComplianceNews(parsed.value)) return foldCompliance(parts, shops, delivery, parsed.value);
      const shop = shops.get(delivery.shop);
      const refusal = shop ? refusalOf(shop, parsed.value) : UNKNOWN_SHOP;
      if (!shop || refusal) return refuse(refusal ?? UNKNOWN_SHOP);
      const context = await contextOf(parts, shop, delivery, changes);
      await foldNews(context, parsed.value as Exclude<ShopNews, ComplianceNews>);
      if (INSTALLATION_NEWS.has(parsed.value.kind)) await reload(parts, shops, delivery.shop);
      return FOLDED;
    },
    async finish() {
      for (const [shopId, kinds] of changes) for (const kind of kinds) await parts.tx.publish(shopId, kind);
    },
  };
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
  shops: Map<string, Shop>,
  delivery: PendingDelivery,
  news: ComplianceNews,
): Promise<FoldOutcome> {
  const isDone = await foldComplianceNews(parts.tx, delivery, news, parts.clock.now());
  await reload(parts, shops, delivery.shop);
  if (isDone) return FOLDED;
  return refuse({
    code: 'unexpected-payload',
    message: 'Expected the shop that the delivery is about, found another one.',
    path: 'shop_domain',
  });
}

async function reload({ tx }: BatchParts, shops: Map<string, Shop>, domain: string): Promise<void> {
  const [shop] = await tx.findShops([domain]);
  if (shop) shops.set(domain, shop);
  else shops.delete(domain);
}

async function contextOf(
  { tx, ruleBook, work, clock }: BatchParts,
  shop: Shop,
  delivery: PendingDelivery,
  changes: Map<Shop['id'], Set<ChangeKind>>,
): Promise<FoldContext> {
  const ofShop = changes.get(shop.id) ?? new Set<ChangeKind>();
  const effects = work.get(shop.id) ?? new Set<FoldEffect>();
  changes.set(shop.id, ofShop);
  work.set(shop.id, effects);
  return {
    shop,
    rules: await ruleBook(shop, () => tx.segmentsOf(shop.id)),
    stores: tx.storesOf(shop),
    tx,
    delivery,
    receivedAt: toInstant(delivery.receivedAt),
    now: clock.now(),
    changes: ofShop,
    effects,
  };
}
