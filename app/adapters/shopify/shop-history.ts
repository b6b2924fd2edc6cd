import type { Market } from '#app/domain/campaigns/catalog.ts';
import { toDate, type Instant } from '#app/domain/kernel/instant.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { BulkKind, ShopHistory } from '#app/ports/shop-history.ts';
import type { AdminApi } from './admin-client.ts';
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
import { toCustomerReading, type CustomerRow } from './bulk/map-customer-row.ts';
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

/** A shop's data through its Admin API. */
export function createShopHistory(apiOf: (domain: string) => AdminApi): ShopHistory {
  return {
    readShop: (domain) => readShop(apiOf(domain)),
    readSegments: (domain) => readSegments(apiOf(domain)),
    findSegment: (domain, id) => findSegment(apiOf(domain), id),
    readSegmentMembers: (domain, id) => readSegmentMembers(apiOf(domain), id),
    requestBulk: (domain, ...asked) => requestBulk(apiOf(domain), ...asked),
    async bulkStatus(domain, id) {
      const answer = bulkOperationAnswer.parse(await apiOf(domain).query(BULK_OPERATION, { id }));
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
          products: products.map((row) => toProductReading(row as ProductRow, contexts)),
          variants: variants.map((row) => toVariantOfProduct(row as VariantRow, contexts)),
          collections: collections.map((row) => toCollectionOfProduct(row as CollectionRow)),
          components: components.map((row) => toComponentOfBundle(row as ComponentRow)),
          rowCount: rows.length,
        };
      }
    },
    async *readCustomers(url) {
      for await (const rows of readJsonLines(url))
        yield { customers: rows.map((row) => toCustomerReading(row as CustomerRow)), rowCount: rows.length };
    },
    readOrders: (url) => assembleOrders(readJsonLines(url)),
    async readVariants(domain, ids, markets) {
      const contexts = priceContexts(markets);
      const { nodes } = variantsAnswer.parse(await apiOf(domain).query(variantsQuery(contexts), { ids }));
      return nodes.flatMap((node) =>
        node?.['id'] ? [toVariantReading(node as unknown as LoneVariantRow, contexts)] : [],
      );
    },
  };
}

function kindOf({ id, __parentId }: BulkRow): 'products' | 'variants' | 'collections' | 'components' {
  if (__parentId === undefined) return 'products';
  if (id === undefined) return 'components';
  return id.startsWith('gid://shopify/Collection/') ? 'collections' : 'variants';
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
  const answer = runBulkAnswer.parse(await api.query(RUN_BULK_QUERY, { query: queries[kind] }));
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
