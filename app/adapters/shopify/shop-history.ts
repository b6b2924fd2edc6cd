import type { Market } from '#app/domain/campaigns/catalog.ts';
import type { VariantId } from '#app/domain/kernel/ids.ts';
import { toDate, type Instant } from '#app/domain/kernel/instant.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Log } from '#app/ports/log.ts';
import type { BulkKind, ShopHistory } from '#app/ports/shop-history.ts';
import type { AdminApi } from './admin-client.ts';
import { askInParts } from './ask-in-parts.ts';
import { assembleOrders } from './bulk/assemble-orders.ts';
import {
  toCollectionOfProduct,
  toComponentOfBundle,
  toProductReading,
  toVariantOfProduct,
  toVariantReading,
  type CollectionRow,
  type ComponentRow,
  type LoneVariantRow,
  type ProductRow,
  type VariantRow,
} from './bulk/map-catalog-rows.ts';
import { toCustomerReading } from './bulk/map-customer-row.ts';
import { readEach, type OnUnreadable } from './bulk/read-each.ts';
import { readJsonLines, type BulkRow } from './bulk/read-json-lines.ts';
import {
  bulkCustomersQuery,
  BULK_OPERATION,
  bulkOrdersQuery,
  bulkProductsQuery,
  changedSince,
  priceContexts,
  RUN_BULK_QUERY,
} from './operations/bulk-operations.ts';
import { variantsQuery } from './operations/price-operations.ts';
import { bulkOperationAnswer, runBulkAnswer, toBulkStatus, variantsAnswer } from './bulk/bulk-answers.ts';
import { findSegment, readSegmentMembers, readSegments } from './read-segments.ts';
import { readShop } from './read-shop.ts';
import { readAnswer } from './read-answer.ts';

/** A shop's data through its Admin API. */
export function createShopHistory(apiOf: (domain: string) => AdminApi, log: Log): ShopHistory {
  const onUnreadable: OnUnreadable = ({ id, __parentId }, err) =>
    log.warn({ id, parentId: __parentId, err }, 'a row of what Shopify answered cannot be read');
  return {
    readShop: (domain) => readShop(apiOf(domain)),
    readSegments: (domain) => readSegments(apiOf(domain)),
    findSegment: (domain, id) => findSegment(apiOf(domain), id),
    readSegmentMembers: (domain, id) => readSegmentMembers(apiOf(domain), id),
    requestBulk: (domain, ...asked) => requestBulk(apiOf(domain), ...asked),
    async bulkStatus(domain, id) {
      const answer = readAnswer(bulkOperationAnswer, await apiOf(domain).query(BULK_OPERATION, { id }));
      return toBulkStatus(answer.bulkOperation);
    },
    async *readProducts(url, markets) {
      const contexts = priceContexts(markets);
      for await (const rows of readJsonLines(url)) {
        const {
          products = [],
          variants = [],
          collections = [],
          components = [],
        } = Object.groupBy(rows, kindOf);
        yield {
          products: readEach(products, (row: ProductRow) => toProductReading(row, contexts), onUnreadable),
          variants: readEach(variants, (row: VariantRow) => toVariantOfProduct(row, contexts), onUnreadable),
          collections: readEach(
            collections,
            (row: CollectionRow) => toCollectionOfProduct(row),
            onUnreadable,
          ),
          components: readEach(components, (row: ComponentRow) => toComponentOfBundle(row), onUnreadable),
          rowCount: rows.length,
        };
      }
    },
    async *readCustomers(url) {
      for await (const rows of readJsonLines(url))
        yield { customers: readEach(rows, toCustomerReading, onUnreadable), rowCount: rows.length };
    },
    readOrders: (url) => assembleOrders(readJsonLines(url), onUnreadable),
    async readVariants(domain, ids, markets) {
      const contexts = priceContexts(markets);
      const query = variantsQuery(contexts);
      const ask = async (some: readonly VariantId[]) =>
        readAnswer(variantsAnswer, await apiOf(domain).query(query, { ids: some })).nodes;
      const nodes = await askInParts(ids, ask);
      const unreadable: VariantId[] = [];
      const found = ids.flatMap((id, place) => {
        const node = nodes[place];
        if (!node?.['id']) return [];
        const read = (row: LoneVariantRow) => toVariantReading(row, contexts);
        return readEach([node as BulkRow], read, (row, cause) => {
          onUnreadable(row, cause);
          unreadable.push(id);
        });
      });
      return { found, unreadable };
    },
  };
}

function kindOf({ id, __parentId }: BulkRow): 'products' | 'variants' | 'collections' | 'components' {
  if (__parentId === undefined) return 'products';
  if (id?.startsWith('gid://shopify/ProductVariantComponent/')) return 'components';
  return id?.startsWith('gid://shopify/Collection/') ? 'collections' : 'variants';
}

async function requestBulk(
  api: AdminApi,
  kind: BulkKind,
  markets: readonly Market[],
  since?: Instant,
): Promise<string> {
  const filter = since === undefined ? '' : changedSince(toDate(since).toISOString());
  const queries: Record<BulkKind, string> = {
    products: bulkProductsQuery(priceContexts(markets), filter),
    customers: bulkCustomersQuery(filter),
    orders: bulkOrdersQuery(filter),
  };
  const answer = readAnswer(runBulkAnswer, await api.query(RUN_BULK_QUERY, { query: queries[kind] }));
  const { bulkOperation, userErrors } = answer.bulkOperationRunQuery;
  if (bulkOperation) return bulkOperation.id;
  const [error] = userErrors;
  throw new ShopifyRejected(
    `Shopify refused the bulk query of ${kind}: ${error?.message ?? 'no reason given'}`,
    {
      retryable: error?.code === 'OPERATION_IN_PROGRESS' || error?.code === 'LIMIT_REACHED',
    },
  );
}
