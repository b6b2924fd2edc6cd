import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '#app/routes/app.campaigns.ask.ts';
import { action as saveAction } from '#app/routes/app.campaigns.$id.tsx';
import type { ItemEventKind } from '#app/contracts/checkout-decision.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { writePastCheckout } from '#tests/support/past-checkout.ts';
import { insertRows } from '#tests/support/rows.ts';
import { NOW, openAdminSite, OTHER_SHOP, SHOP } from './admin-site.ts';
import type { AdminSite } from './admin-site.ts';

let site: AdminSite;
let messageId: string;
const DAY = 86_400;
const product = (n: number) => `gid://shopify/Product/${n}`;
const variant = (n: number) => `gid://shopify/ProductVariant/${n}`;

const upsell = (change: object = {}) => ({
  kind: 'upsell',
  name: 'Lamps',
  status: 'draft',
  priority: 50,
  audience: [],
  excluded: [],
  placements: ['checkout.block'],
  content: {
    headline: 'Look',
    source: { kind: 'products', productIds: [product(2)] },
    maxOffers: 1,
  },
  ...change,
});
const ask = (body: object, options: object = {}) => site.post(action, '/app/campaigns/ask', body, options);
const dryRun = (draft: object, after: object | null = null) =>
  ask({ intent: 'dry-run', id: null, draft, after });
/** After the 450 checkouts below. */
const CURSOR = { at: NOW - 10 * DAY, orderId: 'gid://shopify/Order/0' };

beforeAll(async () => {
  site = await openAdminSite();
  const { pool } = site.database;
  for (const n of [1, 2])
    await pool.query(
      `INSERT INTO product (shop_id, id, title, handle, vendor, type, tags, status, published_at, updated_at)
       VALUES ($1, $2, $3, $3, 'v', 't', '{}', 'ACTIVE', now(), now())`,
      [site.shopId, product(n), `Lamp ${n}`],
    );
  for (const n of [1, 2])
    await pool.query(
      `INSERT INTO variant (shop_id, id, product_id, title, price_minor, unit_cost_minor, available_for_sale)
       VALUES ($1, $2, $3, 'Default', 1000, 400, true)`,
      [site.shopId, variant(n), product(n)],
    );
  const lines = (n: number) =>
    JSON.stringify([
      { id: '1', productId: product(n), variantId: variant(n), quantity: 2, unitPriceMinor: 1000 },
    ]);
  await pool.query(
    `INSERT INTO orders (shop_id, id, processed_at, updated_at, cancelled_at, country, currency, subtotal_minor, total_minor, lines)
     SELECT $1, 'gid://shopify/Order/' || n, to_timestamp($2::float8 - n * 60), now(), NULL, 'GB', 'GBP', 2000, 2000,
            CASE WHEN n % 5 = 0 THEN $4::jsonb ELSE $3::jsonb END
       FROM generate_series(1, 450) AS n`,
    [site.shopId, NOW, lines(1), lines(2)],
  );
  await pool.query(
    `INSERT INTO orders (shop_id, id, processed_at, updated_at, cancelled_at, country, currency, subtotal_minor, total_minor, lines)
     VALUES ($1, 'old', to_timestamp($2), now(), NULL, 'GB', 'GBP', 1, 1, $3),
            ($1, 'cancelled', to_timestamp($4), now(), now(), 'GB', 'GBP', 1, 1, $3)`,
    [site.shopId, NOW - 31 * DAY, lines(1), NOW - DAY],
  );
  const saved = await site.post(
    saveAction,
    '/app/campaigns/new',
    {
      intent: 'save',
      version: 0,
      draft: {
        ...upsell({ name: 'Hello', status: 'running' }),
        kind: 'message',
        content: { title: 'Hello', body: 'there', tone: 'info' },
      },
    },
    { params: { id: 'new' } },
  );
  messageId = saved.body.id;
});
afterAll(() => site.close());

describe('a dry run', () => {
  it('decides every checkout of the last 30 days once, slice by slice', async () => {
    const seen: number[] = [];
    let shown = 0;
    let after: object | null = null;
    do {
      const { body } = await dryRun(upsell(), after);
      expect(body.problem).toBeNull();
      expect(body.slice.checkouts).toBe(450);
      seen.push(body.slice.tally.checkouts);
      shown += body.slice.tally.shown;
      after = body.slice.next;
    } while (after !== null);
    expect(seen).toEqual([200, 200, 50]);
    expect(shown).toBe(360);
  });

  it('prices a checkout of a currency the shop no longer has as one of today', async () => {
    const { pool } = site.database;
    const lines = [{ id: '1', productId: product(1), variantId: variant(1), quantity: 1, unitPriceMinor: 1 }];
    await pool.query(
      `INSERT INTO orders (shop_id, id, processed_at, updated_at, country, currency, subtotal_minor, total_minor, lines)
       VALUES ($1, 'before', to_timestamp($2), now(), 'GB', 'JPY', 1, 1, $3)`,
      [site.shopId, NOW - 20 * DAY, JSON.stringify(lines)],
    );
    const { body } = await dryRun(upsell(), { ...CURSOR, checked: 450 });
    await pool.query(`DELETE FROM orders WHERE id = 'before'`);
    expect(body.slice.tally).toMatchObject({ checkouts: 1, shown: 1 });
  });

  it('tells margin and guardrails, and records nothing', async () => {
    const { body } = await dryRun(upsell());
    expect(body.slice.tally).toMatchObject({
      offersOfKnownCost: 160,
      marginMinor: 160 * 600,
      guardrails: { 'in-cart': 40 },
    });
    const { rows } = await site.database.pool.query('SELECT count(*)::int AS count FROM decision');
    expect(rows).toEqual([{ count: 0 }]);
  });

  it('lets shoppers choose a variant, as checkout does, but not in the cart', async () => {
    const change = (text: string) => site.database.pool.query(text, [site.shopId, product(2)]);
    await change(`INSERT INTO variant (shop_id, id, product_id, title, price_minor, available_for_sale)
      VALUES ($1, 'gid://shopify/ProductVariant/20', $2, 'Small', 1000, true)`);
    const tallyIn = async (placement: string) =>
      (await dryRun(upsell({ placements: [placement] }))).body.slice.tally;
    expect(await tallyIn('checkout.block')).toMatchObject({ shown: 160, guardrails: { 'in-cart': 40 } });
    expect(await tallyIn('cart')).toMatchObject({ shown: 0, guardrails: { 'needs-choice': 160 } });
    await change(`DELETE FROM variant WHERE shop_id = $1 AND product_id = $2 AND title = 'Small'`);
  });

  it('leaves aside that the budget of the saved campaign is spent', async () => {
    const { pool } = site.database;
    const content = { title: 'Hello', body: 'there', tone: 'info' };
    const draft = { ...upsell({ kind: 'message', name: 'Hello' }), content };
    const spend = (isSpent: boolean) =>
      pool.query('UPDATE campaign SET is_spent = $2 WHERE id = $1', [messageId, isSpent]);
    await spend(true);
    const { body } = await ask({ intent: 'dry-run', id: messageId, draft, after: null });
    await spend(false);
    expect(body.slice.tally).toMatchObject({ shown: 200, notShown: {} });
  });

  it('knows what the customer had given back by then, and not what came back later', async () => {
    const { pool } = site.database;
    const customer = 'gid://shopify/Customer/7';
    const line = { productId: product(2), variantId: variant(2), quantity: 1, unitPriceMinor: 1000 };
    const money = { currency: 'GBP', country: 'GB', subtotal_minor: 1000, total_minor: 1000 };
    const at = (daysAgo: number) => new Date((NOW - daysAgo * DAY) * 1000);
    const order = (id: string, daysAgo: number, lines: object[], changedDaysAgo = 0) => ({
      shop_id: site.shopId,
      id: `gid://shopify/Order/${id}`,
      customer_id: customer,
      processed_at: at(daysAgo),
      updated_at: at(changedDaysAgo),
      test: false,
      ...money,
      lines,
    });
    const kept = { ...line, id: 'kept', currentQuantity: 1, productId: product(1), variantId: variant(1) };
    const checkouts = [20, 15].map((daysAgo) => order(`of-day-${daysAgo}`, daysAgo, [kept]));
    const returnedOn = async (daysAgo: number | null, changedDaysAgo = 0) => {
      await insertRows(pool, 'orders', [
        ...checkouts,
        order('returned', 40, [{ ...line, id: 'back', currentQuantity: 0 }], changedDaysAgo),
      ]);
      if (daysAgo !== null)
        await insertRows(pool, 'refund', [
          {
            shop_id: site.shopId,
            id: 'refund',
            order_id: 'gid://shopify/Order/returned',
            created_at: at(daysAgo),
            amount_minor: 1000,
            lines: [{ lineId: 'back', quantity: 1 }],
          },
        ]);
      const { tally } = (await dryRun(upsell(), { ...CURSOR, checked: 450 })).body.slice;
      await pool.query('DELETE FROM orders WHERE customer_id = $1', [customer]);
      await pool.query('DELETE FROM refund');
      expect(tally.checkouts).toBe(2);
      return tally.guardrails;
    };
    expect(await returnedOn(30)).toEqual({ returned: 2 });
    expect(await returnedOn(17)).toEqual({ returned: 1 });
    expect(await returnedOn(10)).toEqual({});
    expect(await returnedOn(null, 17)).toEqual({ returned: 1 });
  });

  it('knows what the customer had dismissed in checkouts before, and not what they did in it or later', async () => {
    const { pool } = site.database;
    const customer = 'gid://shopify/Customer/8';
    const line = { id: '1', productId: product(1), variantId: variant(1), quantity: 1, unitPriceMinor: 1000 };
    const checkout = (daysAgo: number) => ({
      shop_id: site.shopId,
      id: `gid://shopify/Order/of-day-${daysAgo}`,
      customer_id: customer,
      checkout_token: `of-day-${daysAgo}`,
      processed_at: new Date((NOW - daysAgo * DAY) * 1000),
      updated_at: new Date(NOW * 1000),
      test: false,
      ...{ currency: 'GBP', country: 'GB', subtotal_minor: 1000, total_minor: 1000 },
      lines: [line],
    });
    const refused = async (past: readonly (readonly [string, number, readonly ItemEventKind[]])[]) => {
      await insertRows(pool, 'orders', [checkout(20), checkout(15)]);
      for (const [token, daysAgo, kinds] of past)
        await writePastCheckout(pool, {
          ...{ shopId: site.shopId as ShopId, shopperId: customer, checkout: token, kinds },
          ...{ itemKey: `another:${product(2)}`, atMs: (NOW - daysAgo * DAY) * 1000 - 1_000 },
        });
      const { tally } = (await dryRun(upsell(), { ...CURSOR, checked: 450 })).body.slice;
      await pool.query('DELETE FROM orders WHERE customer_id = $1', [customer]);
      await pool.query('DELETE FROM item_event');
      await pool.query('DELETE FROM decision');
      expect(tally.checkouts).toBe(2);
      return tally.guardrails;
    };
    expect(await refused([['left', 25, ['exposure', 'dismissal']]])).toEqual({ 'dismissed-before': 2 });
    expect(await refused([['of-day-20', 20, ['exposure', 'dismissal']]])).toEqual({ 'dismissed-before': 1 });
    expect(await refused([['of-day-15', 15, ['exposure', 'dismissal']]])).toEqual({});
    expect(await refused([['later', 10, ['exposure', 'dismissal']]])).toEqual({});
    const looks = [24, 23, 22, 21, 17].map((day) => [`look-${day}`, day, ['exposure'] as const] as const);
    expect(await refused(looks)).toEqual({ 'shown-often': 1 });
  });

  it('says which field is wrong with a draft that could not be saved', async () => {
    const { body } = await dryRun(upsell({ placements: [] }));
    expect(body).toEqual({
      slice: null,
      problem: 'Some fields need another look: Choose at least one placement.',
    });
  });

  it('of another shop sees none of these checkouts', async () => {
    const asked = { intent: 'dry-run', id: null, draft: upsell(), after: null };
    const { body } = await ask(asked, { shop: OTHER_SHOP });
    expect(body.slice).toMatchObject({ checkouts: 0, next: null, tally: { checkouts: 0 } });
  });
});

describe('a preview in the shop', () => {
  const open = (parts: object = {}, options: object = {}) =>
    ask(
      {
        intent: 'preview',
        id: null,
        draft: upsell(),
        shopper: '',
        page: 'checkout',
        products: [product(1)],
        ...parts,
      },
      options,
    );

  it('is the address of a checkout with the cart and a preview that the shop alone finds', async () => {
    const { address, problem } = (await open()).body;
    expect(problem).toBeNull();
    const url = new URL(address);
    expect(url.origin + url.pathname).toBe(`https://${SHOP}/cart/1:1`);
    const { rows } = await site.database.pool.query(
      'SELECT shop_id, body FROM campaign_preview WHERE id = $1',
      [url.searchParams.get('attributes[_attune_preview]')],
    );
    expect(rows).toEqual([{ shop_id: site.shopId, body: expect.objectContaining({ name: 'Lamps' }) }]);
  });

  it('is the address of the cart page where that is asked for', async () => {
    const url = new URL((await open({ page: 'cart' })).body.address);
    expect(url.pathname).toBe('/cart/1:1');
    expect(url.searchParams.get('storefront')).toBe('true');
    expect(url.searchParams.get('attributes[_attune_preview]')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says what is wrong with a draft, a shopper, or a cart of nothing', async () => {
    expect((await open({ draft: upsell({ placements: [] }) })).body.problem).toBe(
      'Some fields need another look: Choose at least one placement.',
    );
    expect((await open({ shopper: '404' })).body.problem).toContain('Attune knows no shopper “404”.');
    expect((await open({ products: [product(99)] })).body.problem).toBe(
      'Put at least one product that can be bought into the cart.',
    );
    expect((await open({}, { shop: OTHER_SHOP })).body.address).toBeNull();
  });
});

describe('why a campaign is not shown', () => {
  const why = (parts: object = {}, options: object = {}) =>
    ask({ intent: 'why', id: messageId, shopper: '', products: [], ...parts }, options);

  it('is told for a guest clause by clause', async () => {
    const { body } = await why();
    expect(body.why).toMatchObject({ state: 'running', outcome: { kind: 'shown' }, shows: ['Hello'] });
    expect(body.why.clauses.every(({ refuses }: { refuses: boolean }) => !refuses)).toBe(true);
  });

  it('is not told of a shopper or a campaign that is unknown', async () => {
    expect((await why({ shopper: '404' })).body.problem).toBe(
      "Attune knows no shopper “404”. Enter the number in the address of the customer's page.",
    );
    expect((await why({ id: 'gone' })).status).toBe(404);
    expect((await why({}, { shop: OTHER_SHOP })).status).toBe(404);
  });
});
