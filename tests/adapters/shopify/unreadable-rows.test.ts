import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createShopHistory } from '#app/adapters/shopify/shop-history.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';

const AT = '2026-11-01T00:00:00Z';
let server: Server;
let address: string;
/** What is answered to the next request, a row a line. */
let rows: readonly unknown[] = [];

beforeAll(async () => {
  server = createServer((_request, response) =>
    response.end(rows.map((row) => JSON.stringify(row)).join('\n')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

/** A history whose Admin API says this; what could not be read is kept as it is logged. */
function open(said: unknown = null) {
  const told: object[] = [];
  const log = { debug: () => {}, info: () => {}, warn: (line: object) => told.push(line), error: () => {} };
  return { told, history: createShopHistory(() => ({ query: async () => said }), log) };
}

const customer = (id: number, patch: object = {}) => ({
  ...{ id: gid('Customer', id), tags: ['vip'], locale: 'en', createdAt: AT, updatedAt: AT },
  ...{ defaultAddress: null, defaultEmailAddress: null },
  ...patch,
});
const money = (amount: unknown) => ({ shopMoney: { amount } });
const order = (id: number, patch: object = {}) => ({
  ...{ id: gid('Order', id), processedAt: AT, updatedAt: AT, cancelledAt: null, test: false },
  ...{ sourceName: 'web', currencyCode: 'GBP', checkoutToken: null, cartToken: null },
  ...{ paymentGatewayNames: [], customer: null, shippingAddress: null, refunds: [] },
  ...{ subtotalPriceSet: money('5.00'), totalPriceSet: money('5.00'), totalRefundedSet: money('0.00') },
  ...patch,
});
const line = (orderId: number, price: unknown) => ({
  ...{ __parentId: gid('Order', orderId), id: gid('LineItem', orderId), title: 'Mug' },
  ...{ quantity: 1, currentQuantity: 1, product: null, variant: null, customAttributes: [] },
  discountedUnitPriceAfterAllDiscountsSet: money(price),
});

it.each([{ updatedAt: 'yesterday' }, { tags: null }, { tags: 'vip' }, { createdAt: null }])(
  'a customer whose row has %j is passed over and told of, the others are read',
  async (patch) => {
    rows = [customer(1), customer(2, patch), customer(3)];
    const { told, history } = open();
    const read: string[] = [];
    for await (const part of history.readCustomers(address))
      read.push(...part.customers.map(({ customerId }) => customerId));
    expect(read).toEqual([gid('Customer', 1), gid('Customer', 3)]);
    expect(told).toMatchObject([{ id: gid('Customer', 2) }]);
  },
);

it('an order with a part that cannot be read is passed over whole, the others are read', async () => {
  rows = [
    ...[order(1), line(1, '5.00'), order(2, { totalPriceSet: null }), line(2, '5.00')],
    ...[order(3), line(3, {}), order(4), line(4, '5.00')],
  ];
  const { told, history } = open();
  const read: string[] = [];
  for await (const part of history.readOrders(address))
    read.push(...part.orders.map((each) => each.order.id));
  expect(read).toEqual([gid('Order', 1), gid('Order', 4)]);
  expect(told).toMatchObject([{ id: gid('Order', 2) }, { id: gid('Order', 3) }]);
});

it('a variant whose answer cannot be read is named, and not taken for one that is gone', async () => {
  const ids = [gid('ProductVariant', 1), gid('ProductVariant', 2)];
  const { history, told } = open({ nodes: [{ id: ids[0], inventoryItem: null }, null] });
  expect(await history.readVariants('shop.example', ids, [])).toEqual({ found: [], unreadable: [ids[0]] });
  expect(told).toMatchObject([{ id: ids[0] }]);
});

it('an answer of another shape is refused as one that may be right later', async () => {
  const { history } = open({ bulkOperation: 'soon' });
  const asked = history.bulkStatus('shop.example', 'gid://shopify/BulkOperation/1');
  await expect(asked).rejects.toThrow(ShopifyRejected);
  await expect(asked).rejects.toMatchObject({ retryable: true, message: /"bulkOperation"/ });
});
