import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { askDecision } from '#tests/support/checkout-client.ts';
import { MESSAGE_ID } from '#tests/support/checkout-shop.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';

const SHOP = 'currencies.myshopify.com';
let opened: OpenCheckoutShop;
let server: RunningServer;

/** The products cost 100 to 600 yen, in Kuwait 0.600 dinars for the last two, in Germany nothing that is known. */
beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  const { pool, shopId } = opened;
  await pool.query(`UPDATE shop SET currency = 'JPY' WHERE id = $1`, [shopId]);
  await pool.query(`DELETE FROM market WHERE shop_id = $1`, [shopId]);
  await pool.query(
    `INSERT INTO market (shop_id, id, name, countries, currency)
     VALUES ($1, 'gid://shopify/Market/7', 'Kuwait', '{KW}', 'KWD')`,
    [shopId],
  );
  await pool.query(
    `UPDATE variant SET prices = '{"gid://shopify/Market/7": {"amountMinor": 600, "currency": "KWD"}}'
      WHERE shop_id = $1 AND price_minor >= 500`,
    [shopId],
  );
  await pool.query(`UPDATE campaign SET audience = '{}', content = $3 WHERE shop_id = $1 AND id = $2`, [
    shopId,
    MESSAGE_ID,
    {
      title: '{{missing}} to go',
      body: 'Then shipping is free.',
      tone: 'info',
      translations: Object.fromEntries(
        ['de', 'fr', 'es', 'ja'].map((tag) => [tag, { title: '{{missing}} …', body: '…' }]),
      ),
      thresholds: [
        { amountMinor: 5000, currency: 'JPY' },
        { amountMinor: 10_500, currency: 'KWD' },
      ],
    },
  ]);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

async function shown(parts: Parameters<typeof aDecisionRequest>[0]) {
  const answer = await askDecision(server.url, aCheckoutToken({ shop: SHOP }), aDecisionRequest(parts));
  const items = answer.placements['checkout.block'] ?? [];
  return items.map((item) =>
    item.kind === 'offer' ? item.price : item.kind === 'message' ? item.title : null,
  );
}

const line = (amount: string, currencyCode: string) => ({
  ...{ variantId: 'gid://shopify/ProductVariant/20', quantity: 1 },
  cost: { amount, currencyCode },
});

describe('a checkout', () => {
  it('in yen is told amounts without decimals, in the words of its language', async () => {
    const yen = (language: string) =>
      shown({ currency: 'JPY', country: 'JP', language, lines: [line('1200.0', 'JPY')] });
    expect(await yen('en')).toEqual([{ amount: '500', currencyCode: 'JPY' }, '¥3,800 to go']);
    expect((await yen('de'))[1]).toBe('3.800\u00a0¥ …');
    expect((await yen('fr'))[1]).toBe('3\u202f800\u00a0JPY …');
    expect((await yen('es'))[1]).toBe('3800\u00a0JPY …');
    expect((await yen('ja'))[1]).toBe('￥3,800 …');
  });

  it('in dinars is told amounts with three decimals', async () => {
    const dinars = { currency: 'KWD', country: 'KW', language: 'en', lines: [line('1.25', 'KWD')] };
    expect(await shown(dinars)).toEqual([{ amount: '0.600', currencyCode: 'KWD' }, 'KWD\u00a09.250 to go']);
  });

  it('in a currency without a known price or threshold is offered nothing at a converted one', async () => {
    expect(await shown({ currency: 'EUR', country: 'DE', lines: [line('10.00', 'EUR')] })).toEqual([]);
  });

  it('whose lines cost something in another currency counts them at the prices of its own', async () => {
    expect(
      (await shown({ currency: 'JPY', country: 'JP', language: 'en', lines: [line('10.00', 'EUR')] }))[1],
    ).toBe('¥4,800 to go');
  });
});
