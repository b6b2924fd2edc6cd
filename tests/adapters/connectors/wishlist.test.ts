import { expect, it } from 'vitest';
import { createConnector } from '#app/adapters/connectors/connector.ts';
import { createCustomerMetafields } from '#app/adapters/shopify/customer-metafields.ts';
import { CUSTOMER_METAFIELDS } from '#app/adapters/shopify/operations/customer-operations.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { freePace } from '#tests/support/free-pace.ts';

const ANN = gid('Customer', 17);
const place = { namespace: 'custom', key: 'wishlist' };
const settings = {
  source: { kind: 'wishlist', ...place },
  needs: 'none',
  refreshDays: 7,
  keepDays: 30,
} as const;

/** What Shopify is asked, and the connector's answer where Shopify says this. */
async function ask(said: unknown) {
  const asked: unknown[] = [];
  const metafields = createCustomerMetafields(() => ({
    query: async (...question) => {
      asked.push(question);
      return said;
    },
  }));
  const subject = {
    ...{ shopId: 1 as ShopId, customerId: ANN, country: null, language: null },
    address: () => null,
    email: async () => null,
    metafield: async (at: typeof place) =>
      (await metafields.read('shop.example', [ANN], at)).get(ANN) ?? null,
  };
  const answer = await createConnector(freePace).pull(settings, null, subject, new AbortController().signal);
  return { asked, answer };
}

it('reads the products out of the metafield that the connection names, of the customer asked about', async () => {
  const value = '["gid://shopify/Product/1"]';
  const { asked, answer } = await ask({ nodes: [{ metafield: { type: 'list.product_reference', value } }] });
  expect(asked).toEqual([[CUSTOMER_METAFIELDS, { customers: [ANN], ...place }]]);
  const told = { values: { wishlist: 1 }, claims: {}, unfit: [], wishlist: ['gid://shopify/Product/1'] };
  expect(answer).toEqual({ kind: 'told', ...told });
});

it('tells that another type is unfit', async () => {
  const { answer } = await ask({ nodes: [{ metafield: { type: 'json', value: '["mug"]' } }] });
  expect(answer).toEqual({ kind: 'told', values: {}, claims: {}, unfit: ['wishlist'] });
});

it('knows nothing of a customer without the metafield, and of one who is gone', async () => {
  expect((await ask({ nodes: [{ metafield: null }] })).answer).toEqual({ kind: 'unknown' });
  expect((await ask({ nodes: [null] })).answer).toEqual({ kind: 'unknown' });
});
