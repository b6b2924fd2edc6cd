import type { Instant } from '#app/domain/kernel/instant.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import { attributesOf, logAttributeNews, type AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HistoryWriter } from '#app/ports/history-writer.ts';
import type { InboxIntake, NewDelivery } from '#app/ports/inbox.ts';
import type { Found, ReconciliationStore } from '#app/ports/reconciliation-store.ts';
import type {
  BulkKind,
  CustomerReading,
  ProductReading,
  ShopHistory,
  VariantOfProduct,
} from '#app/ports/shop-history.ts';
import type { CustomerNews, OrderNews, ProductNews } from '#app/ports/shop-news.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { partitionOf, shopperKey } from '../folding/receive-delivery.ts';

export interface CompareReadingsDeps {
  readonly reconciliations: Pick<ReconciliationStore, 'storedVersions' | 'attributeLogs'>;
  readonly history: Pick<ShopHistory, 'readProducts' | 'readCustomers' | 'readOrders'>;
  readonly writer: Pick<HistoryWriter, 'markets'>;
  readonly inbox: InboxIntake;
  readonly clock: Clock;
}

/** Where the inbox keeps what was read again; parsed by adapters/shopify/webhooks. */
export const READ_AGAIN_TOPIC = 'attune/read-again';

type ReadNews = OrderNews | CustomerNews | ProductNews;
type State = 'same' | 'missing' | 'stale';

interface Reading {
  readonly id: string;
  readonly at: Instant;
  readonly news: ReadNews;
}

/** Compares an answer with what is stored, and puts what differs into the inbox. */
export async function compareReadings(
  deps: CompareReadingsDeps,
  shop: Shop,
  kind: BulkKind,
  { url, until }: { readonly url: string | null; readonly until: Instant },
): Promise<Found> {
  const found = { read: 0, missing: 0, stale: 0 };
  if (url === null) return found;
  for await (const readings of readingsOf(deps, shop, kind, url)) {
    const settled = readings.filter(({ at }) => at <= until);
    const states = await statesOf(deps, shop, kind, settled);
    const changed = settled.filter(({ id }) => (states.get(id) ?? 'same') !== 'same');
    found.read += settled.length;
    for (const { id } of changed) found[states.get(id) === 'missing' ? 'missing' : 'stale'] += 1;
    await tell(deps, shop, changed);
  }
  return found;
}

async function* readingsOf(
  { history, writer }: CompareReadingsDeps,
  shop: Shop,
  kind: BulkKind,
  url: string,
): AsyncGenerator<readonly Reading[]> {
  if (kind === 'orders')
    for await (const { orders } of history.readOrders(url))
      yield orders.map(({ order, saved, refunds }) => ({
        id: order.id,
        at: order.updatedAt,
        // What an order got of incentives its own webhook tells; a reading of the history does not.
        news: { kind: 'order', order, saved, refunds, discounts: [] },
      }));
  else if (kind === 'customers')
    for await (const { customers } of history.readCustomers(url))
      yield customers.map((news) => ({ id: news.customerId, at: news.at, news }));
  else yield await readProducts(history, url, await writer.markets(shop.id));
}

/** Whole in memory, for a product's variants may come in any later part: as much as changed since the last time. */
async function readProducts(
  history: CompareReadingsDeps['history'],
  url: string,
  markets: Parameters<ShopHistory['readProducts']>[1],
): Promise<readonly Reading[]> {
  const products: ProductReading[] = [];
  const allVariants: VariantOfProduct[] = [];
  for await (const part of history.readProducts(url, markets)) {
    products.push(...part.products);
    allVariants.push(...part.variants);
  }
  const variantsOf = Map.groupBy(allVariants, ({ productId }) => productId);
  return products.map((product) => {
    const variants = variantsOf.get(product.id) ?? [];
    const news: ProductNews = {
      kind: 'product',
      product,
      variants,
      variantIds: variants.map(({ id }) => id),
    };
    return { id: product.id, at: product.updatedAt, news };
  });
}

async function statesOf(
  { reconciliations, clock }: CompareReadingsDeps,
  shop: Shop,
  kind: BulkKind,
  readings: readonly Reading[],
): Promise<ReadonlyMap<string, State>> {
  if (kind === 'customers') {
    const news = readings.map((reading) => reading.news as CustomerReading);
    const logs = await reconciliations.attributeLogs(
      shop.id,
      news.map(({ customerId }) => customerId),
    );
    return new Map(
      news.map((one) => [one.customerId, customerState(logs.get(one.customerId), one, clock.now())]),
    );
  }
  const ids = readings.map(({ id }) => id);
  const stored = await reconciliations.storedVersions(shop.id, kind, ids);
  return new Map(
    readings.map(({ id, at }) => {
      const known = stored.get(id);
      return [id, known === undefined ? 'missing' : known < at ? 'stale' : 'same'];
    }),
  );
}

/** A customer's version is what is known of them: stale when the reading would change it. */
function customerState(log: AttributeLog | null | undefined, news: CustomerReading, now: Instant): State {
  if (log === undefined) return 'missing';
  if (log === null) return 'same';
  const before = JSON.stringify(attributesOf(log).attributes);
  return JSON.stringify(attributesOf(logAttributeNews(log, news, now)).attributes) === before
    ? 'same'
    : 'stale';
}

/** Deliveries in one statement. */
const DELIVERIES = 500;

async function tell(
  { inbox, clock }: CompareReadingsDeps,
  shop: Shop,
  readings: readonly Reading[],
): Promise<void> {
  const receivedAt = new Date(clock.nowMs());
  const deliveries = readings.map(({ id, at, news }): NewDelivery => {
    const body = JSON.stringify(news);
    const eventId = `read ${id} ${toDate(at).toISOString()}`;
    return {
      shop: shop.domain,
      topic: READ_AGAIN_TOPIC,
      eventId,
      webhookId: eventId,
      apiVersion: null,
      triggeredAt: toDate(at),
      receivedAt,
      partition: partitionOf(shop.domain, shopperKey(body)),
      body,
    };
  });
  for (let from = 0; from < deliveries.length; from += DELIVERIES)
    await inbox.append(deliveries.slice(from, from + DELIVERIES));
}
