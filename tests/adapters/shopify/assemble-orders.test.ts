import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleOrders } from '#app/adapters/shopify/bulk/assemble-orders.ts';
import type { BulkRow } from '#app/adapters/shopify/bulk/read-json-lines.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const money = (amount: string) => ({ shopMoney: { amount } });
const orderRow = (id: number): BulkRow =>
  ({
    id: `gid://shopify/Order/${id}`,
    processedAt: '2026-11-20T10:00:00Z',
    updatedAt: '2026-11-20T10:00:00Z',
    cancelledAt: null,
    test: false,
    sourceName: 'web',
    currencyCode: 'GBP',
    paymentGatewayNames: [],
    customer: null,
    shippingAddress: null,
    subtotalPriceSet: money('1.00'),
    totalPriceSet: money('1.00'),
    totalRefundedSet: money('0.00'),
    refunds: [],
  }) as BulkRow;
const lineRow = (order: number, id: number): BulkRow =>
  ({
    id: `gid://shopify/LineItem/${id}`,
    __parentId: `gid://shopify/Order/${order}`,
    title: 'Cake stand',
    quantity: 1,
    currentQuantity: 1,
    discountedUnitPriceAfterAllDiscountsSet: money('2.95'),
    product: null,
    variant: null,
    customAttributes: [],
  }) as BulkRow;

const ROWS = Array.from({ length: 6 }, (_, order) => [
  orderRow(order),
  ...Array.from({ length: order }, (_line, line) => lineRow(order, order * 10 + line)),
]).flat();

async function* pieces(rows: readonly BulkRow[], size: number): AsyncGenerator<readonly BulkRow[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

/** All line ids by order, whether they came with the order or late. */
async function assembled(rows: readonly BulkRow[], size: number, inMemory: number) {
  const lines = new Map<string, string[]>();
  let rowCount = 0;
  for await (const part of assembleOrders(pieces(rows, size), neverUnreadable, inMemory)) {
    rowCount += part.rowCount;
    for (const { order } of part.orders)
      lines.set(
        order.id,
        order.lines.map(({ id }) => id),
      );
    for (const [id, late] of part.lateLines) lines.get(id)?.push(...late.map((line) => line.id));
  }
  return { rowCount, lines: Object.fromEntries([...lines].sort().map(([id, ids]) => [id, ids.sort()])) };
}

const neverUnreadable = (_row: unknown, cause: unknown): never => {
  throw cause;
};

describe('assembleOrders', () => {
  it('joins lines to orders by parent, wherever the rows stand and however few are held', async () => {
    const expected = await assembled(ROWS, ROWS.length, 1000);
    expect(expected.lines['gid://shopify/Order/5']).toHaveLength(5);
    const runs = fc.tuple(
      fc.shuffledSubarray(ROWS, { minLength: ROWS.length }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 9 }),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ([rows, size, inMemory]) => {
        expect(await assembled(rows, size, inMemory)).toEqual(expected);
      }),
      { seed: 20261122, numRuns: propertyRuns(300) },
    );
  });

  it('gives orders out before the answer ends', async () => {
    const parts = assembleOrders(pieces(ROWS, 3), neverUnreadable, 4);
    const { value } = await parts.next();
    expect(value?.rowCount).toBeLessThan(ROWS.length);
  });
});
