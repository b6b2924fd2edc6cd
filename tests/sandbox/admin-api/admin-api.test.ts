import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  type GraphQLCompositeType,
  type GraphQLField,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminSchema } from '#sandbox/admin-api/schema.ts';
import { setStage, type Json, type Stage } from '../support.ts';

let stage: Stage;
beforeAll(async () => {
  // 6,000 orders reach back further than 60 days.
  stage = await setStage({ orderLimit: 6_000 });
  // Those that a merchant grants when they first need them.
  await stage.control('scopes', { add: ['read_customer_events', 'write_pixels', 'write_products'] });
});
afterAll(() => stage.close());

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** All fields of a type that need no argument, `depth` levels deep. */
function selectAll(type: GraphQLCompositeType, depth: number): string {
  const fields =
    isAbstractType(type) || 'getFields' in type
      ? Object.values('getFields' in type ? type.getFields() : {})
      : [];
  const parts = fields.map((field: GraphQLField<unknown, unknown>) => {
    const inner = getNamedType(field.type);
    const args = argumentsOf(field);
    if (args === null) return '';
    if (!isCompositeType(inner)) return `${field.name}${args}`;
    return depth === 0 ? '' : `${field.name}${args} { __typename ${selectAll(inner, depth - 1)} }`;
  });
  return parts.join(' ');
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string | null {
  const texts: string[] = [];
  for (const { name, type } of args) {
    if (name === 'first') texts.push('first: 1');
    else if (name === 'context') texts.push('context: {country: DE}');
    else if (name === 'names') texts.push('names: ["available"]');
    else if (isNonNullType(type)) return null;
  }
  return texts.length === 0 ? '' : `(${texts.join(', ')})`;
}

describe('Admin GraphQL', () => {
  it('answers every field of the schema that needs no id, three levels deep', async () => {
    const root = adminSchema().getQueryType();
    if (!root) throw new Error('Expected a query root.');
    const { errors, data } = await stage.admin(`{ ${selectAll(root, 4)} }`);
    expect(errors).toBeUndefined();
    expect(data['orders']).toBeTruthy();
  });

  it('refuses a request without a token in the words of Shopify', async () => {
    const response = await fetch(`${stage.sandbox.url}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: expect.stringContaining('Invalid API key or access token'),
    });
  });

  it('pages through a list once, without gaps', async () => {
    const ids: unknown[] = [];
    let after: unknown = null;
    do {
      const { data } = await stage.admin(
        'query($after: String) { products(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      ids.push(...list(data['products']?.['nodes']).map(({ id }) => id));
      after = data['products']?.['pageInfo']?.['hasNextPage']
        ? data['products']['pageInfo']['endCursor']
        : null;
    } while (after);
    expect(ids.length).toBe(3_750);
    expect(new Set(ids).size).toBe(3_750);
  });

  it('does not show held-back orders and their newcomers', async () => {
    const { shop } = stage.sandbox.world();
    const held = shop.orders.find(({ heldBack, customer }) => heldBack && customer?.heldBack);
    const { data } = await stage.admin(
      'query($order: ID!, $customer: ID!) { order(id: $order) { id } customer(id: $customer) { id } }',
      {
        order: `gid://shopify/Order/${held?.id}`,
        customer: `gid://shopify/Customer/${held?.customer?.id}`,
      },
    );
    expect(data).toEqual({ order: null, customer: null });
  });

  it('shows 60 days of orders without read_all_orders, and all with it', async () => {
    const oldest = '{ orders(first: 1, sortKey: CREATED_AT) { nodes { createdAt } } }';
    const createdAt = async (): Promise<number> => {
      const { data } = await stage.admin(oldest);
      return Date.parse(String(list(data['orders']?.['nodes'])[0]?.['createdAt']));
    };
    const limit = Date.now() - 60 * 86_400_000;
    const told = await stage.received('app/scopes_update');
    expect(await createdAt()).toBeLessThan(limit);
    await stage.control('scopes', { remove: ['read_all_orders'] });
    expect(await createdAt()).toBeGreaterThanOrEqual(limit - 1_000);
    await stage.control('scopes', { add: ['read_all_orders'] });
    expect(await createdAt()).toBeLessThan(limit);
    expect(await stage.received('app/scopes_update')).toHaveLength(told.length + 2);
  });

  it('answers ACCESS_DENIED for a field whose scope is not granted', async () => {
    await stage.control('scopes', { remove: ['read_customers'] });
    const { errors } = await stage.admin('{ customers(first: 1) { nodes { id } } }');
    await stage.control('scopes', { add: ['read_customers'] });
    expect(errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
  });

  it('refuses a query that costs more than 1,000 by itself, each node asked for by id counted', async () => {
    const query =
      'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { featuredMedia { preview { image { url } } } } } }';
    const ask = (count: number) =>
      stage.admin(query, {
        ids: Array.from({ length: count }, (_, place) => `gid://shopify/Product/${place}`),
      });
    expect((await ask(250)).errors?.[0]?.extensions?.code).toBe('MAX_COST_EXCEEDED');
    expect((await ask(200)).errors).toBeUndefined();
  });

  it('answers THROTTLED as often as told, then again', async () => {
    await stage.control('throttle', { count: 1 });
    expect((await stage.admin('{ shop { name } }')).errors?.[0]?.extensions?.code).toBe('THROTTLED');
    expect((await stage.admin('{ shop { name } }')).data).toEqual({ shop: { name: 'Attune Demo Shop' } });
  });

  it('answers contextual prices by country', async () => {
    const { data } = await stage.admin(`{ productVariants(first: 1) { nodes { price
      de: contextualPricing(context: {country: DE}) { price { currencyCode } }
      au: contextualPricing(context: {country: AU}) { price { amount currencyCode } } } } }`);
    const [variant] = list(data['productVariants']?.['nodes']);
    expect(variant?.['de']).toEqual({ price: { currencyCode: 'EUR' } });
    expect(variant?.['au']).toEqual({ price: { amount: variant?.['price'], currencyCode: 'GBP' } });
  });

  it('refuses a search by a field it does not know', async () => {
    const { errors } = await stage.admin('{ orders(first: 1, query: "weather:sunny") { nodes { id } } }');
    expect(errors?.[0]?.message).toContain('Expected search terms over');
  });

  it('tells the wishlists of some customers, each of products that the shop has', async () => {
    const { data } = await stage.admin(`{ customers(first: 30) { nodes {
      wishlist: metafield(namespace: "custom", key: "wishlist") { type value }
      other: metafield(namespace: "custom", key: "other") { value } } } }`);
    interface Told {
      readonly wishlist: { readonly type: string; readonly value: string } | null;
      readonly other: null;
    }
    const { nodes } = data['customers'] as unknown as { readonly nodes: readonly Told[] };
    expect(nodes.every(({ other }) => other === null)).toBe(true);
    const told = nodes.flatMap(({ wishlist }) => wishlist ?? []);
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(nodes.length);
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['list.product_reference']));
    const ids = told.flatMap(({ value }) => JSON.parse(value) as string[]);
    const found = await stage.admin('query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', { ids });
    expect(list(found.data['nodes'])).toEqual(ids.map(() => ({ __typename: 'Product' })));
  });

  it('tells in the JSON of a metafield the loyalty tier that a customer’s tag says', async () => {
    const { data } = await stage.admin(`{ customers(first: 30) { nodes {
      tags member: metafield(namespace: "loyalty", key: "member") { type value } } } }`);
    interface Told {
      readonly tags: readonly string[];
      readonly member: { readonly type: string; readonly value: string };
    }
    const { nodes } = data['customers'] as unknown as { readonly nodes: readonly Told[] };
    for (const { tags, member } of nodes) {
      expect(member.type).toBe('json');
      const { vip_tier: tier } = JSON.parse(member.value) as { readonly vip_tier: string };
      expect(tags.includes(tier) || tier === '-').toBe(true);
    }
    expect(nodes.some(({ member }) => member.value.includes('Gold'))).toBe(true);
  });

  it('sets metafields all or not at all', async () => {
    const mutation = `mutation($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) { metafields { key value } userErrors { code field } } }`;
    const product = {
      ownerId: 'gid://shopify/Product/8100000000001',
      namespace: 'demo',
      key: 'k',
      type: 'json',
      value: '1',
    };
    const refused = await stage.admin(mutation, {
      metafields: [product, { ...product, ownerId: 'gid://shopify/Product/1' }],
    });
    expect(refused.data['metafieldsSet']).toMatchObject({
      metafields: null,
      userErrors: [{ code: 'INVALID' }],
    });
    const set = await stage.admin(mutation, { metafields: [product] });
    expect(set.data['metafieldsSet']).toEqual({ metafields: [{ key: 'k', value: '1' }], userErrors: [] });
  });
});
