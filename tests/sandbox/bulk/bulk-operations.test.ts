import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Json, type Stage } from '../support.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 400 });
});
afterAll(() => stage.close());

const RUN = `mutation($query: String!, $grouped: Boolean = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $grouped) { bulkOperation { id status } userErrors { code message } } }`;
const READ =
  'query($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount rootObjectCount url fileSize } }';
const ORDERS = `{ orders { edges { node { id name totalPriceSet { shopMoney { amount } } customer { id }
  lineItems { edges { node { id quantity currentQuantity title sku variant { id } product { id }
    originalUnitPriceSet { shopMoney { amount } } customAttributes { key value } } } } } } } }`;

async function start(query: string, grouped = false): Promise<Json> {
  const { data } = await stage.admin(RUN, { query, grouped });
  return data['bulkOperationRunQuery'] as Json;
}

async function runToEnd(query: string, grouped = false): Promise<{ operation: Json; rows: Json[] }> {
  const started = await start(query, grouped);
  expect(started['userErrors']).toEqual([]);
  await stage.sandbox.world().bulk.idle();
  const { data } = await stage.admin(READ, { id: started['bulkOperation']?.['id'] });
  const operation = data['bulkOperation'] as Json;
  const { url } = operation;
  const text = url ? await (await fetch(String(url))).text() : '';
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Json => JSON.parse(line));
  return { operation, rows };
}

describe('bulkOperationRunQuery', () => {
  it('writes every visible order and line, children named by __parentId', async () => {
    const { operation, rows } = await runToEnd(ORDERS);
    const visible = stage.sandbox.world().shop.orders.filter(({ heldBack }) => !heldBack);
    const lines = visible.reduce((sum, order) => sum + order.lines.length, 0);
    expect(operation).toMatchObject({
      status: 'COMPLETED',
      rootObjectCount: String(visible.length),
      objectCount: String(visible.length + lines),
    });
    const parents = new Set(rows.filter((row) => !row['__parentId']).map(({ id }) => id));
    const children = rows.filter((row) => row['__parentId']);
    expect(parents.size).toBe(visible.length);
    expect(children).toHaveLength(lines);
    expect(children.every((row) => parents.has(row['__parentId']))).toBe(true);
  });

  it('leaves children apart from their parents unless they are asked to be grouped', async () => {
    const isGrouped = (rows: Json[]): boolean =>
      rows.every((row, index) => {
        const before = rows[index - 1];
        return (
          !row['__parentId'] ||
          before?.['id'] === row['__parentId'] ||
          before?.['__parentId'] === row['__parentId']
        );
      });
    expect(isGrouped((await runToEnd(ORDERS)).rows)).toBe(false);
    expect(isGrouped((await runToEnd(ORDERS, true)).rows)).toBe(true);
  });

  it('says the same of an order as the ordinary API', async () => {
    const { rows } = await runToEnd(ORDERS);
    const order = rows.find((row) => !row['__parentId']);
    const { data } = await stage.admin(
      `query($id: ID!) { order(id: $id) { id name totalPriceSet { shopMoney { amount } } customer { id }
        lineItems(first: 250) { nodes { id quantity currentQuantity title sku variant { id } product { id }
          originalUnitPriceSet { shopMoney { amount } } customAttributes { key value } } } } }`,
      { id: order?.['id'] },
    );
    const { lineItems, ...own } = data['order'] as Json;
    expect(order).toEqual(own);
    const children = rows
      .filter((row) => row['__parentId'] === order?.['id'])
      .map(({ __parentId, ...row }) => row);
    expect(children).toEqual(lineItems?.['nodes']);
  });

  it('keeps aliases, arguments and fragments', async () => {
    const { rows } =
      await runToEnd(`{ productVariants { nodes { ...V product { featuredMedia { ... on MediaImage { image { url } } } } } } }
      fragment V on ProductVariant { id eur: contextualPricing(context: {country: FR}) { price { currencyCode } } }`);
    expect(rows[0]).toMatchObject({
      eur: { price: { currencyCode: 'EUR' } },
      product: { featuredMedia: { image: { url: expect.stringContaining('/cdn/products/') } } },
    });
  });

  it('writes connections nested two deep, each row under the one that holds it', async () => {
    const { rows } = await runToEnd(`{ products { edges { node { id variants { edges { node { id
      productVariantComponents { edges { node { id productVariant { id } } } } } } } } } } }`);
    const part = rows.find(({ id }) => String(id).startsWith('gid://shopify/ProductVariantComponent/'));
    const bundle = rows.find(({ id }) => part !== undefined && id === part['__parentId']);
    expect(bundle?.['id']).toMatch(/ProductVariant\/\d+$/);
    expect(rows.map(({ id }) => id)).toContain(bundle?.['__parentId']);
  });

  it('tells bulk_operations/finish', async () => {
    await runToEnd(ORDERS);
    expect((await stage.received('bulk_operations/finish')).at(-1)).toMatchObject({
      status: 'completed',
      type: 'query',
      error_code: null,
    });
  });

  it('fails with ACCESS_DENIED when the scope is gone', async () => {
    await stage.control('scopes', { remove: ['read_orders'] });
    const { operation } = await runToEnd(ORDERS);
    await stage.control('scopes', { add: ['read_orders'] });
    expect(operation).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED', url: null });
  });

  it.each([
    ['no connection', '{ shop { name } }', 'at least one connection'],
    [
      'six connections',
      `{ ${['a', 'b', 'c', 'd', 'e', 'f'].map((alias) => `${alias}: products { nodes { id } }`).join(' ')} }`,
      'more than 5',
    ],
    [
      'three levels of connections inside the first',
      '{ customers { nodes { id orders { nodes { id lineItems { nodes { id product { variants { nodes { id } } } } } } } } } }',
      'nesting depth greater than 2',
    ],
    [
      'a connection of what is no Node',
      '{ customerSegmentMembers(segmentId: "gid://shopify/Segment/1") { edges { node { id } } } }',
      'must implement the Node interface: customerSegmentMembers',
    ],
    ['an unknown field', '{ products { nodes { id weather } } }', 'Cannot query field "weather"'],
    ['text that is no query', 'give me everything', 'Invalid bulk query'],
    ['a mutation', 'mutation { tagsAdd(id: "x", tags: []) { node { id } } }', 'exactly one query'],
  ])('refuses %s', async (_name, query, words) => {
    const answer = await start(query);
    expect(answer['bulkOperation']).toBeNull();
    expect(JSON.stringify(answer['userErrors'])).toContain(words.replaceAll('"', '\\"'));
  });
});
