import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from '../support.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 50 }, false);
});
afterAll(() => stage.close());

async function ask(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>> {
  const response = await fetch(`${stage.sandbox.url}/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { Origin: 'null' },
    body: JSON.stringify({ query, variables }),
  });
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
  return response.json();
}

const VARIANTS = `query Offers($ids: [ID!]!, $country: CountryCode!) @inContext(country: $country) {
  nodes(ids: $ids) { ... on ProductVariant { id availableForSale price { amount currencyCode } product { title } } } }`;

describe('Storefront API', () => {
  it.each([
    ['GB', 'GBP'],
    ['FR', 'EUR'],
    ['US', 'USD'],
    ['JP', 'GBP'],
  ])('answers the price for a buyer in %s in %s', async (country, currencyCode) => {
    const { shop } = stage.sandbox.world();
    const [product] = shop.products;
    if (!product) throw new Error('Expected a product.');
    const { data } = await ask(VARIANTS, {
      country,
      ids: [`gid://shopify/ProductVariant/${product.variantId}`],
    });
    const amount = (shop.priceFor(product, country).amountMinor / 100).toFixed(2);
    expect(data).toMatchObject({
      nodes: [{ price: { amount, currencyCode }, product: { title: product.title } }],
    });
  });

  it('links each product to a page of the sandbox that is there', async () => {
    const [product] = stage.sandbox.world().shop.products;
    const { data } = await ask('query ($id: ID!) { node(id: $id) { ... on Product { onlineStoreUrl } } }', {
      id: `gid://shopify/Product/${product?.id}`,
    });
    const url = `${stage.sandbox.url}/products/${product?.handle}`;
    expect(data).toEqual({ node: { onlineStoreUrl: url } });
    const page = await fetch(url);
    expect(page.headers.get('Content-Type')).toContain('text/html');
    expect(await page.text()).toContain(`/cdn/products/${product?.id}.svg`);
    expect((await fetch(`${stage.sandbox.url}/products/none`)).status).toBe(404);
  });

  it('says what is sold out, and null for what there is not', async () => {
    const soldOut = stage.sandbox.world().shop.products.find(({ inventory }) => inventory === 0);
    const ids = [`gid://shopify/ProductVariant/${soldOut?.variantId}`, 'gid://shopify/ProductVariant/1'];
    expect((await ask(VARIANTS, { country: 'GB', ids }))['data']).toMatchObject({
      nodes: [{ availableForSale: false }, null],
    });
  });

  it('pages through products and refuses an unknown field', async () => {
    const { data } = await ask(
      '{ products(first: 2) { nodes { title variants(first: 1) { nodes { id } } } pageInfo { hasNextPage } } }',
    );
    expect(data).toMatchObject({ products: { nodes: [{}, {}], pageInfo: { hasNextPage: true } } });
    expect(await ask('{ customers { id } }')).toHaveProperty('errors');
  });
});
