import { expect, it } from 'vitest';
import { createCustomerMetafields } from '#app/adapters/shopify/customer-metafields.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';

const [ANN, BOB, CARL] = [gid('Customer', 1), gid('Customer', 2), gid('Customer', 3)];
const GOLD = { type: 'single_line_text_field', value: 'Gold' };

const read = (said: unknown) =>
  createCustomerMetafields(() => ({ query: async () => said })).read('shop.example', [ANN, BOB, CARL], {
    namespace: 'custom',
    key: 'tier',
  });

it('tells each customer’s metafield, and null of one without and of one who is gone', async () => {
  const told = await read({ nodes: [{ metafield: GOLD }, { metafield: null }, null] });
  expect([...told]).toEqual([
    [ANN, GOLD],
    [BOB, null],
    [CARL, null],
  ]);
});

it('leaves out whom the answer tells in another shape, and tells the others', async () => {
  const told = await read({ nodes: [{ metafield: GOLD }, { metafield: { type: 7 } }] });
  expect([...told]).toEqual([[ANN, GOLD]]);
});

it('rejects an answer that is no list, as one that may be right later', async () => {
  await expect(read({ nodes: 'none' })).rejects.toThrow(ShopifyRejected);
  await expect(read({ nodes: 'none' })).rejects.toMatchObject({ retryable: true });
});
