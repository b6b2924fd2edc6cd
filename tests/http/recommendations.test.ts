import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemEventKind } from '#app/contracts/checkout-decision.ts';
import type { RecommendationsAnswer } from '#app/contracts/recommendations-api.ts';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { createPastDecisions } from '#app/adapters/prisma/decisions/past-decisions.ts';
import { sha256 } from '#app/adapters/prisma/decisions/record-bytes.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { systemClock } from '#app/adapters/system/clock.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { replayDecision, type ReplayedDecision } from '#app/use-cases/deciding/replay-decision.ts';
import { GOLD_CUSTOMER, SEGMENT_ID, seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { ordersOf, trainOn } from '../domain/recommendations/a-model.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import { writePastCheckout } from '#tests/support/past-checkout.ts';
import { ENCRYPTION_KEY, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'one.myshopify.com';
let database: ClonedDatabase;
let pool: pg.Pool;
let server: RunningServer;
let shopId: ShopId;
let otherShopId: ShopId;
let key: string;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  shopId = await seedCheckoutShop(pool, SHOP, ENCRYPTION_KEY);
  otherShopId = await seedCheckoutShop(pool, 'two.myshopify.com', ENCRYPTION_KEY);
  await storeModel(shopId);
  server = await startTestServer(database.url);
  key = await createKey('Mailer');
});
afterAll(async () => {
  await server.close();
  await pool.end();
  await database.drop();
});

/** Products 1 and 3 were bought together in ten orders, 2 and 4 in five. */
async function storeModel(shop: ShopId): Promise<void> {
  const orders = [...Array<string>(10).fill('13'), ...Array<string>(5).fill('24')];
  const model = trainOn(ordersOf(orders));
  await pool.query(
    `INSERT INTO recommendation_model (shop_id, version, trained_at, orders, products, bytes) VALUES ($1, 7, now(), $2, $3, $4)`,
    [shop, model.orders, model.products, Buffer.from(model.bytes)],
  );
}

async function createKey(name: string): Promise<string> {
  const created = await server.container.apiKeys.create(shopId, name);
  if (!created.ok) throw new Error('expected a key');
  return created.value.key;
}

const ask = (query: string, given: string | null = key): Promise<Response> =>
  fetch(
    `${server.url}/api/recommendations?${query}`,
    given === null ? {} : { headers: { Authorization: `Bearer ${given}` } },
  );

const answerTo = async (query: string): Promise<RecommendationsAnswer> => {
  const response = await ask(query);
  expect(response.status).toBe(200);
  return (await response.json()) as RecommendationsAnswer;
};

const refusalOf = async (query: string, given: string | null = key) => {
  const response = await ask(query, given);
  const { error } = await response.json();
  return { status: response.status, code: error.code, problem: error.problems?.[0] };
};

/** A recorded answer, made again. */
async function madeAgain(decisionId: string): Promise<ReplayedDecision> {
  const ports = {
    decisions: createPastDecisions(pool, createAddressCipher(createCipherBox(ENCRYPTION_KEY)).open),
    hash: (text: string) => sha256(text).toString('hex'),
    clock: systemClock,
  };
  const replayed = await replayDecision(ports, { id: shopId }, decisionId);
  return replayed?.outcome.ok ? replayed.outcome.value : expect.fail('It is not made again.');
}

describe('GET /api/recommendations', () => {
  it('recommends to a customer from what they bought, with the reason and the price', async () => {
    const { recommendations, modelVersion } = await answerTo('user_id=42&limit=2');
    expect(modelVersion).toBe(7);
    expect(recommendations).toMatchObject([
      {
        productId: 'gid://shopify/Product/1',
        reason: { code: 'bought-before', text: 'You bought this before' },
      },
      {
        productId: 'gid://shopify/Product/3',
        variantId: 'gid://shopify/ProductVariant/30',
        title: 'Product 3',
        price: { amount: '3.00', currencyCode: 'GBP' },
        reason: { code: 'because-you-bought', text: 'Because you bought Product 1' },
      },
    ]);
    expect(recommendations[0]?.score).toBeGreaterThan(0);
  });

  it('takes the customer’s gid as well as the number', async () => {
    const byNumber = await answerTo('user_id=42');
    const byGid = await answerTo(`user_id=${encodeURIComponent(GOLD_CUSTOMER)}`);
    expect(byGid.recommendations).toEqual(byNumber.recommendations);
  });

  it('recommends what goes with a cart, and never what is in it', async () => {
    const { recommendations } = await answerTo('cart=20,gid://shopify/ProductVariant/10');
    const products = recommendations.map(({ productId }) => productId);
    expect(products.slice(0, 2).sort()).toEqual(['gid://shopify/Product/3', 'gid://shopify/Product/4']);
    expect(products).not.toContain('gid://shopify/Product/1');
    expect(products).not.toContain('gid://shopify/Product/2');
    expect(recommendations[0]?.reason.code).toBe('bought-together');
  });

  it('recommends what the members of a segment bought, by its name or id', async () => {
    const { recommendations } = await answerTo('segment=Gold');
    expect(recommendations).toMatchObject([
      {
        productId: 'gid://shopify/Product/1',
        score: 1,
        reason: { code: 'segment', text: 'Popular with Gold', evidence: { shoppers: 1 } },
      },
    ]);
    expect((await answerTo(`segment=${SEGMENT_ID}`)).recommendations).toEqual(recommendations);
  });

  it('refuses a customer that no database can hold', async () => {
    const query = `user_id=${encodeURIComponent('gid://shopify/Customer/4\0')}`;
    expect(await refusalOf(query)).toMatchObject({ status: 400, code: 'request-invalid' });
  });

  it('leaves out what the guardrails refuse, and says so in the ledger', async () => {
    await pool.query(
      `UPDATE variant SET available_for_sale = false WHERE shop_id = $1 AND product_id = 'gid://shopify/Product/1'`,
      [otherShopId],
    );
    await publishChange(pool, { shopId: otherShopId, kind: 'catalog' });
    const created = await server.container.apiKeys.create(otherShopId, 'Other');
    if (!created.ok) throw new Error('expected a key');
    const decisionId = await eventually(async () => {
      const response = await ask('segment=Gold', created.value.key);
      const answer = (await response.json()) as RecommendationsAnswer;
      expect(answer.recommendations).toEqual([]);
      return answer.decisionId;
    });
    expect(await writtenDecision(pool, decisionId)).toMatchObject({
      shop_id: otherShopId,
      channel: 'api',
      items: [],
      refusals: [{ campaignId: 'api', productId: 'gid://shopify/Product/1' }],
    });
  });

  it('is replayed bit for bit after prices changed, for a customer, a cart and a segment', async () => {
    const queries = ['user_id=42&limit=2', 'cart=20,10&country=DE', 'segment=Gold', 'user_id=42&cart=20'];
    const answers = await Promise.all(queries.map(answerTo));
    const ids = answers.map(({ decisionId }) => decisionId);
    await eventually(async () => {
      const written = await pool.query('SELECT 1 FROM decision_record WHERE decision_id = ANY($1)', [ids]);
      expect(written.rowCount).toBe(ids.length);
    });
    await pool.query(`UPDATE variant SET price_minor = price_minor + 7 WHERE shop_id = $1`, [shopId]);
    await publishChange(pool, { shopId, kind: 'catalog' });
    await eventually(async () =>
      expect((await answerTo('user_id=42&limit=2')).recommendations).not.toEqual(answers[0]?.recommendations),
    );
    for (const { decisionId, recommendations } of answers) {
      const { hash, recordedHash, answer } = await madeAgain(decisionId);
      expect(hash).toBe(recordedHash);
      expect('items' in answer && answer.items.map(({ productId, score }) => [productId, score])).toEqual(
        recommendations.map(({ productId, score }) => [productId, score]),
      );
    }
  });

  it('keeps back what the customer dismissed or saw too often in checkouts, and is replayed so', async () => {
    const checkout = (token: string, number: number, kinds: readonly ItemEventKind[]) =>
      writePastCheckout(pool, {
        shopId,
        shopperId: GOLD_CUSTOMER,
        checkout: token,
        atMs: Date.now() - 86_400_000,
        itemKey: `campaign:${gid('Product', number)}`,
        kinds,
      });
    await checkout('dismissed', 3, ['exposure', 'dismissal']);
    for (const token of ['1', '2', '3', '4', '5']) await checkout(token, 1, ['exposure']);
    const { decisionId, recommendations } = await answerTo('user_id=42');
    expect(recommendations.map(({ productId }) => productId)).not.toContain(gid('Product', 3));
    const { refusals } = await writtenDecision(pool, decisionId);
    expect(refusals).toContainEqual({
      campaignId: 'api',
      productId: gid('Product', 1),
      guardrail: 'shown-often',
    });
    expect(refusals).toContainEqual({
      campaignId: 'api',
      productId: gid('Product', 3),
      guardrail: 'dismissed-before',
    });
    await pool.query('DELETE FROM item_event WHERE shop_id = $1', [shopId]);
    const { hash, recordedHash } = await madeAgain(decisionId);
    expect(hash).toBe(recordedHash);
  });

  it('lets nobody keep the answer and no browser of another origin read it', async () => {
    const response = await ask('user_id=42');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('says what is wrong with a query, and where', async () => {
    expect(await refusalOf('')).toMatchObject({
      status: 400,
      code: 'request-invalid',
      problem: { expected: 'expected at least one of user_id, segment, cart' },
    });
    expect(await refusalOf('user_id=me')).toMatchObject({
      status: 400,
      code: 'request-invalid',
      problem: { path: 'user_id', found: '"me"' },
    });
    expect(await refusalOf('cart=10,x')).toMatchObject({
      status: 400,
      code: 'request-invalid',
      problem: { path: 'cart', found: '"x"' },
    });
    expect(await refusalOf('user_id=42&limit=51')).toMatchObject({
      status: 400,
      code: 'request-invalid',
      problem: { path: 'limit', found: '"51"' },
    });
    expect(await refusalOf('segment=Nobody')).toMatchObject({ status: 404, code: 'segment-unknown' });
  });
});

describe('an API key', () => {
  it('is needed, and must be one of ours', async () => {
    expect(await refusalOf('user_id=42', null)).toMatchObject({ status: 401, code: 'api-key-missing' });
    expect(await refusalOf('user_id=42', 'attune_short')).toMatchObject({
      status: 401,
      code: 'api-key-unknown',
    });
    expect(await refusalOf('user_id=42', `attune_${'A'.repeat(43)}`)).toMatchObject({
      status: 401,
      code: 'api-key-unknown',
    });
  });

  it('is stored as its SHA-256 only', async () => {
    const secret = await createKey('Stored');
    const { rows } = await pool.query(`SELECT * FROM api_key WHERE shop_id = $1 AND name = 'Stored'`, [
      shopId,
    ]);
    expect(rows[0].hash).toEqual(createHash('sha256').update(secret).digest());
    expect(rows[0].hint).toBe(secret.slice(0, 11));
    expect(JSON.stringify(rows[0])).not.toContain(secret.slice(11));
  });

  it('is refused from the moment it is revoked, and can be revoked by its own shop only', async () => {
    const secret = await createKey('Revoked');
    const { apiKeys } = server.container;
    const id = (await apiKeys.list(shopId)).find(({ name }) => name === 'Revoked')?.id ?? '';
    expect(await apiKeys.revoke(otherShopId, id)).toBe(false);
    expect((await ask('user_id=42', secret)).status).toBe(200);
    expect(await apiKeys.revoke(shopId, id)).toBe(true);
    expect(await refusalOf('user_id=42', secret)).toMatchObject({ status: 401, code: 'api-key-unknown' });
    expect((await apiKeys.list(shopId)).find((each) => each.id === id)?.revokedAt).not.toBeNull();
  });

  it('remembers when it was last used', async () => {
    const secret = await createKey('Used');
    await ask('user_id=42', secret);
    await eventually(async () => {
      const used = (await server.container.apiKeys.list(shopId)).find(({ name }) => name === 'Used');
      expect(used?.lastUsedAt).not.toBeNull();
    });
  });

  it('speaks for its own shop only', async () => {
    const created = await server.container.apiKeys.create(otherShopId, 'Foreign');
    if (!created.ok) throw new Error('expected a key');
    const { modelVersion } = await (await ask('user_id=42', created.value.key)).json();
    expect(modelVersion).toBe(0);
  });

  it('needs a name, and a shop holds at most twenty', async () => {
    const { apiKeys } = server.container;
    expect(await apiKeys.create(shopId, '  ')).toMatchObject({
      ok: false,
      failure: { kind: 'name-invalid', found: 'nothing' },
    });
    const inUse = (await apiKeys.list(shopId)).filter(({ revokedAt }) => revokedAt === null).length;
    for (let count = inUse; count < 20; count += 1)
      expect((await apiKeys.create(shopId, `Key ${count}`)).ok).toBe(true);
    expect(await apiKeys.create(shopId, 'One more')).toEqual({
      ok: false,
      failure: { kind: 'too-many', limit: 20 },
    });
  });

  it('gets 429 with Retry-After when it asks too often, and another key is unharmed', async () => {
    const strict = await startTestServer(database.url, { CHECKOUT_RATE_PER_SECOND: '1' });
    const created = await strict.container.apiKeys.create(otherShopId, 'Patient');
    const get = (given: string) =>
      fetch(`${strict.url}/api/recommendations?user_id=42`, {
        headers: { Authorization: `Bearer ${given}` },
      });
    const answers = [await get(key), await get(key), await get(key), await get(key)];
    const patient = created.ok ? await get(created.value.key) : null;
    await strict.close();
    expect(answers.map(({ status }) => status)).toContain(429);
    expect(
      Number(answers.find(({ status }) => status === 429)?.headers.get('retry-after')),
    ).toBeGreaterThanOrEqual(1);
    expect(patient?.status).toBe(200);
  });
});
