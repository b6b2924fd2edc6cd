import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { DEFAULT_GUARDRAILS } from '#app/domain/campaigns/guardrails/settings.ts';
import { askDecision } from '#tests/support/checkout-client.ts';
import { GOLD_CUSTOMER, UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'guarded.myshopify.com';
const FIRST = 'gid://shopify/Product/5';
const SECOND = 'gid://shopify/Product/6';
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const guest = () => aCheckoutToken({ shop: SHOP });
const gold = () => aCheckoutToken({ shop: SHOP, customer: GOLD_CUSTOMER });

/** The offered products, and the refusals that the ledger keeps, as "guardrail product". */
async function outcome(token: string, parts: object = {}) {
  const { decisionId, placements } = await askDecision(server.url, token, aDecisionRequest(parts));
  const row = await writtenDecision(opened.pool, decisionId);
  const offered = (placements['checkout.block'] ?? []).flatMap((item) =>
    item.kind === 'offer' ? item.productId : [],
  );
  const refused = (row.refusals as { guardrail: string; productId: string; campaignId: string }[])
    .filter(({ campaignId }) => campaignId === UPSELL_ID)
    .map(({ guardrail, productId }) => `${guardrail} ${productId}`);
  return { decisionId, offered, refused };
}

describe('a decision', () => {
  it('records which guardrail refused each product', async () => {
    expect(await outcome(guest(), { isBusiness: true })).toMatchObject({
      offered: [],
      refused: [`business-buyer ${FIRST}`, `business-buyer ${SECOND}`],
    });
    expect(await outcome(guest(), { canAddLines: false })).toMatchObject({
      offered: [],
      refused: [`cart-locked ${FIRST}`, `cart-locked ${SECOND}`],
    });
  });

  it('counts what is inside a bundle of the cart as in the cart', async () => {
    const lines = [{ variantId: 'gid://shopify/ProductVariant/10', quantity: 1, components: [FIRST] }];
    expect(await outcome(guest(), { lines })).toMatchObject({
      offered: [SECOND],
      refused: [`in-cart ${FIRST}`],
    });
  });

  it('remembers a dismissal in the next checkout of the customer, and not in the same one', async () => {
    const first = await outcome(gold(), { checkoutToken: 'checkout-one' });
    expect(first.offered).toEqual([FIRST]);
    await opened.pool.query(
      `INSERT INTO item_event (shop_id, decision_id, item_key, kind, at) VALUES ($1, $2, $3, 'dismissal', now())`,
      [opened.shopId, first.decisionId, `${UPSELL_ID}:${FIRST}`],
    );
    expect(await outcome(gold(), { checkoutToken: 'checkout-one' })).toMatchObject({ offered: [FIRST] });
    expect(await outcome(gold(), { checkoutToken: 'checkout-two' })).toMatchObject({
      offered: [SECOND],
      refused: [`dismissed-before ${FIRST}`],
    });
    expect(await outcome(guest(), { checkoutToken: 'checkout-two' })).toMatchObject({ offered: [FIRST] });
  });

  it('does not offer again what the customer gave back', async () => {
    await opened.pool.query(
      `INSERT INTO orders (shop_id, id, customer_id, processed_at, updated_at, currency, subtotal_minor, total_minor, lines)
       VALUES ($1, 'gid://shopify/Order/9', $2, '2025-01-01', '2025-01-01', 'GBP', 600, 600, $3)`,
      [
        opened.shopId,
        GOLD_CUSTOMER,
        JSON.stringify([{ id: 'l', productId: SECOND, quantity: 1, currentQuantity: 0 }]),
      ],
    );
    await opened.pool.query('UPDATE profile SET updated_at = now() WHERE shop_id = $1', [opened.shopId]);
    expect(await outcome(gold(), { checkoutToken: 'checkout-three' })).toMatchObject({
      offered: [],
      refused: [`dismissed-before ${FIRST}`, `returned ${SECOND}`],
    });
  });

  it('follows a changed setting without a restart', async () => {
    const database = openDatabase(opened.databaseUrl, { poolSize: 1 });
    await createShopSettingsStore(database).save(opened.shopId, {
      guardrails: { ...DEFAULT_GUARDRAILS, ageWords: ['thing'], hiddenTags: [], priceCeilingPercent: null },
    });
    await database.close();
    await eventually(async () =>
      expect(await outcome(guest())).toMatchObject({
        offered: [],
        refused: [`age-restricted ${FIRST}`, `age-restricted ${SECOND}`],
      }),
    );
  });
});
