import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOPICS } from '#app/adapters/shopify/webhooks/topics.ts';
import { setStage, type Stage } from '../support.ts';

const { paths: published }: { paths: Record<string, string[]> } = JSON.parse(
  readFileSync(new URL('published-paths.json', import.meta.url), 'utf8'),
);

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 300, heldBackDays: 2 });
  const customerId = stage.sandbox.world().shop.customers.find(({ heldBack }) => !heldBack)?.id;
  await stage.control('replay', { withCarts: true });
  await stage.sandbox.world().replay.done();
  const order = await stage.control('orders', { customerId, countryCode: 'DE' });
  await stage.control(`orders/${String(order['id']).split('/').at(-1)}/cancel`, { reason: 'customer' });
  await stage.control('products/8100000000500', { price: '4.20', inventory: 0 });
  await stage.control('products/8100000000500', { inventory: 9 });
  await stage.control(`customers/${customerId}/tags`, { add: ['vip'] });
  await stage.control(`customers/${customerId}/tags`, { remove: ['vip'] });
  for (const topic of ['customers/data_request', 'customers/redact', 'shop/redact', 'shop/update']) {
    await stage.control('emit', { topic, customerId });
  }
  await stage.control('scopes', { add: ['write_discounts'] });
  await stage.admin(
    'mutation { bulkOperationRunQuery(query: "{ products { nodes { id } } }") { bulkOperation { id } } }',
  );
  await stage.sandbox.world().bulk.idle();
  await stage.control('uninstall', {});
});
afterAll(() => stage.close());

/** Key paths of a value, `line_items[].price`. */
function pathsOf(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, `${prefix.slice(0, -1)}[].`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...pathsOf(inner, `${prefix}${key}.`),
  ]);
}

/** Paths under something that a payload of ours may have as null or empty. */
const isUnder = (path: string, missing: readonly string[]): boolean =>
  missing.some((one) => path.startsWith(`${one}.`) || path.startsWith(`${one}[]`));

const OPTIONAL: Record<string, string[]> = {
  'orders/create': ['line_items[].attributed_staffs', 'shipping_lines', 'customer'],
  'refunds/create': ['refund_line_items[].line_item.discount_allocations'],
  'checkouts/create': [
    'line_items[].tax_lines',
    'line_items[].unit_price_measurement',
    'tax_lines',
    'billing_address',
    'shipping_address',
    'customer',
  ],
};

describe('payloads', () => {
  it.each(Object.keys(published))('%s has every key of the published sample', async (topic) => {
    const payloads = await stage.received(topic);
    expect(payloads.length).toBeGreaterThan(0);
    const own = new Set(payloads.flatMap((payload) => pathsOf(payload)));
    const missing = (published[topic] ?? []).filter(
      (path) => !own.has(path) && !isUnder(path, OPTIONAL[topic] ?? []),
    );
    expect(missing).toEqual([]);
  });

  it('fit the schemas the app reads them by', async () => {
    await stage.sandbox.world().deliverer.below(1);
    const topics = new Set<string>();
    for (const { headers, body } of stage.app.webhooks) {
      const topic = String(headers['x-shopify-topic']);
      topics.add(topic);
      const result = TOPICS[topic]?.schema.safeParse(JSON.parse(body.toString('utf8')));
      expect(result?.error, topic).toBeUndefined();
    }
    expect([...topics].filter((topic) => !(topic in TOPICS))).toEqual([]);
    expect(topics.size).toBeGreaterThan(20);
  });

  it('an order adds up: lines, delivery and refunds', async () => {
    const [cancelled] = await stage.received('orders/cancelled');
    const lines = cancelled?.['line_items'] as {
      price: string;
      quantity: number;
      current_quantity: number;
    }[];
    const subtotal = lines.reduce(
      (sum, { price, quantity }) => sum + Math.round(Number(price) * 100) * quantity,
      0,
    );
    expect(Math.round(Number(cancelled?.['subtotal_price']) * 100)).toBe(subtotal);
    expect(lines.every(({ current_quantity }) => current_quantity === 0)).toBe(true);
    expect(cancelled?.['current_total_price']).toBe('0.00');
    expect(cancelled?.['financial_status']).toBe('refunded');
    expect(cancelled?.['presentment_currency']).toBe('EUR');
  });

  it('an order of the replay is told as it was placed: without its later refunds', async () => {
    for (const order of await stage.received('orders/create')) expect(order['refunds']).toEqual([]);
    const [refund] = await stage.received('refunds/create');
    const updated = (await stage.received('orders/updated')).find(({ id }) => id === refund?.['order_id']);
    expect(updated?.['refunds']).not.toEqual([]);
  });
});
