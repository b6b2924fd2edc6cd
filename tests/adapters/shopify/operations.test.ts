import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as bulk from '#app/adapters/shopify/operations/bulk-operations.ts';
import * as customers from '#app/adapters/shopify/operations/customer-operations.ts';
import * as flow from '#app/adapters/shopify/operations/flow-operations.ts';
import * as incentives from '#app/adapters/shopify/operations/incentive-operations.ts';
import * as pixels from '#app/adapters/shopify/operations/pixel-operations.ts';
import { variantsQuery } from '#app/adapters/shopify/operations/price-operations.ts';
import * as reminders from '#app/adapters/shopify/operations/reminder-operations.ts';
import * as segments from '#app/adapters/shopify/operations/segment-operations.ts';
import { MARKETS_QUERY, SHOP_QUERY } from '#app/adapters/shopify/operations/shop-operations.ts';

const schema = buildSchema(
  readFileSync(new URL('../../../sandbox/admin-api/schema.graphql', import.meta.url), 'utf8'),
);
const contexts = bulk.priceContexts([
  { id: 'gid://shopify/Market/1', countries: ['GB', 'IE'] },
  { id: 'gid://shopify/Market/2', countries: [] },
  { id: 'gid://shopify/Market/3', countries: ['FR'] },
]);

const OPERATIONS = {
  SHOP_QUERY,
  MARKETS_QUERY,
  RUN_BULK_QUERY: bulk.RUN_BULK_QUERY,
  BULK_OPERATION: bulk.BULK_OPERATION,
  bulkProductsQuery: bulk.bulkProductsQuery(contexts),
  bulkCustomersQuery: bulk.bulkCustomersQuery(),
  bulkOrdersQuery: bulk.bulkOrdersQuery(),
  changedProducts: bulk.bulkProductsQuery(contexts, bulk.changedSince('2026-11-20T00:00:00.000Z')),
  changedCustomers: bulk.bulkCustomersQuery(bulk.changedSince('2026-11-20T00:00:00.000Z')),
  changedOrders: bulk.bulkOrdersQuery(bulk.changedSince('2026-11-20T00:00:00.000Z')),
  variantsQuery: variantsQuery(contexts),
  ...segments,
  ...incentives,
  ...reminders,
  ...customers,
  ...pixels,
  ...flow,
};

describe('every operation', () => {
  it.each(Object.entries(OPERATIONS))('%s is valid against the Admin schema 2026-10', (_, text) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  it('refuses a field the schema lacks, so that valid means something', () => {
    expect(validate(schema, parse('{ shop { nickname } }'))).not.toEqual([]);
  });
});

describe('priceContexts', () => {
  it('takes one country of each market that has any', () => {
    expect(contexts).toEqual([
      { alias: 'm0', marketId: 'gid://shopify/Market/1', country: 'GB' },
      { alias: 'm2', marketId: 'gid://shopify/Market/3', country: 'FR' },
    ]);
  });
});
