import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { aCheckout, aLine, anOrder, aRefund } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());
beforeEach(() =>
  world.rows(
    `TRUNCATE orders, refund, profile, open_cart, saved_detail, conversion, decision, item_event, inbox_delivery`,
  ),
);

const CUSTOMER = { id: 4001 };
const CUSTOMER_ID = 'gid://shopify/Customer/4001';
const DECISION = '01900000-0000-7000-8000-00000000000a';
const CHECKOUT = 'checkout-1';

const fold = async (...deliveries: [topic: string, body: unknown][]): Promise<void> => {
  for (const [topic, body] of deliveries) await world.send({ topic, body });
  await world.fold();
};
const order = () =>
  world.rows<{ refunded_minor: string; lines: { currentQuantity: number }[]; customer_id: string }>(
    'SELECT * FROM orders',
  );
const profile = async (id = CUSTOMER_ID): Promise<Profile | undefined> =>
  (await storedProfiles(world.rows)).get(id);

describe('an order', () => {
  it('becomes a purchase of its customer', async () => {
    await fold(['orders/create', anOrder({ id: 1, customer: CUSTOMER })]);
    expect((await profile())?.purchases).toEqual([
      {
        orderId: 'gid://shopify/Order/1',
        at: Date.parse('2026-11-20T10:00:00Z') / 1000,
        netMinor: 1295,
        grossMinor: 1295,
        lines: [
          {
            productId: 'gid://shopify/Product/601',
            variantId: 'gid://shopify/ProductVariant/701',
            quantity: 1,
            unitPriceMinor: 1295,
          },
        ],
      },
    ]);
  });

  it('in a currency the shop no longer has counts as a purchase, without its amounts', async () => {
    await fold([
      'orders/create',
      anOrder({ id: 1, customer: CUSTOMER, currency: 'JPY', subtotal_price: '9000' }),
    ]);
    expect((await profile())?.purchases).toMatchObject([
      { netMinor: 0, grossMinor: 0, lines: [{ quantity: 1, unitPriceMinor: 0 }] },
    ]);
    expect(await world.rows('SELECT currency, subtotal_minor::int AS subtotal FROM orders')).toEqual([
      { currency: 'JPY', subtotal: 9000 },
    ]);
  });

  it('refunded in the currency of its buyer loses what the goods cost in the currency of the shop', async () => {
    const transactions = [{ kind: 'refund', status: 'success', amount: '15.10', currency: 'EUR' }];
    const refund = aRefund({ id: 9, order_id: 1, transactions });
    await fold(['orders/create', anOrder({ id: 1, customer: CUSTOMER, subtotal_price: '30.00' })]);
    await fold(['refunds/create', refund]);
    expect((await profile())?.purchases).toMatchObject([{ grossMinor: 3000, netMinor: 1705 }]);
    await fold([
      'orders/updated',
      anOrder({
        id: 1,
        customer: CUSTOMER,
        subtotal_price: '30.00',
        updated_at: '2026-11-22T10:00:00Z',
        refunds: [refund],
      }),
    ]);
    expect((await profile())?.purchases).toMatchObject([{ grossMinor: 3000, netMinor: 1705 }]);
  });

  it('keeps all digits of ids above 2^53', async () => {
    const body = JSON.stringify(anOrder({ id: 1, customer: CUSTOMER }))
      .replace('"product_id":601', '"product_id":9007199254740993001')
      .replace('"variant_id":701', '"variant_id":9007199254740993003');
    await fold(['orders/create', body]);
    expect((await profile())?.purchases[0]?.lines[0]).toMatchObject({
      productId: 'gid://shopify/Product/9007199254740993001',
      variantId: 'gid://shopify/ProductVariant/9007199254740993003',
    });
  });

  it('of a thousand lines is folded whole', async () => {
    const line_items = Array.from({ length: 1106 }, (_, index) =>
      aLine({ id: 10_000 + index, product_id: 20_000 + index, variant_id: 30_000 + index }),
    );
    await fold(['orders/create', anOrder({ id: 2, customer: CUSTOMER, line_items })]);
    expect((await profile())?.purchases[0]?.lines).toHaveLength(1106);
    expect(await world.rows(`SELECT status FROM inbox_delivery`)).toEqual([{ status: 'folded' }]);
  });

  it('leaves the profile when it is cancelled, and its row stays', async () => {
    await fold(
      ['orders/create', anOrder({ id: 1, customer: CUSTOMER })],
      [
        'orders/cancelled',
        anOrder({
          id: 1,
          customer: CUSTOMER,
          updated_at: '2026-11-21T10:00:00Z',
          cancelled_at: '2026-11-21T10:00:00Z',
        }),
      ],
    );
    expect((await profile())?.purchases).toEqual([]);
    expect(await order()).toHaveLength(1);
  });

  it('that is deleted stays deleted, whatever news comes late', async () => {
    await fold(
      ['orders/create', anOrder({ id: 1, customer: CUSTOMER })],
      ['orders/delete', { id: 1 }],
      ['orders/updated', anOrder({ id: 1, customer: CUSTOMER, updated_at: '2026-11-21T10:00:00Z' })],
    );
    expect((await profile())?.purchases ?? []).toEqual([]);
    expect(await world.rows('SELECT lines, deleted_at IS NOT NULL AS gone FROM orders')).toEqual([
      { lines: [], gone: true },
    ]);
  });

  it('moves when its customer changes', async () => {
    await fold(
      ['orders/create', anOrder({ id: 1, customer: CUSTOMER })],
      ['orders/updated', anOrder({ id: 1, customer: { id: 4002 }, updated_at: '2026-11-21T10:00:00Z' })],
    );
    expect((await profile())?.purchases ?? []).toEqual([]);
    expect((await profile('gid://shopify/Customer/4002'))?.purchases).toHaveLength(1);
  });

  it('dated ahead by a wrong clock counts as just received', async () => {
    await fold([
      'orders/create',
      anOrder({
        id: 1,
        customer: CUSTOMER,
        processed_at: '2027-06-01T00:00:00Z',
        updated_at: '2027-06-01T00:00:00Z',
      }),
    ]);
    expect((await profile())?.purchases[0]?.at).toBe(Date.parse('2026-11-22T12:00:00Z') / 1000);
    await fold([
      'orders/updated',
      anOrder({ id: 1, customer: CUSTOMER, updated_at: '2026-11-22T12:00:01Z', subtotal_price: '10.00' }),
    ]);
    expect((await profile())?.purchases[0]?.netMinor).toBe(1000);
  });

  it('of a test counts for nothing', async () => {
    await fold(['orders/create', anOrder({ id: 1, customer: CUSTOMER, test: true })]);
    expect((await profile())?.purchases).toEqual([]);
    expect(await world.rows('SELECT * FROM saved_detail')).toEqual([]);
  });
});

describe('a refund', () => {
  it('lowers what was spent and kept, once', async () => {
    const lines = [aLine({ id: 501, quantity: 3, price: '10.00' })];
    const refund = aRefund({
      id: 9,
      order_id: 1,
      transactions: [{ kind: 'refund', status: 'success', amount: '10.00' }],
    });
    await fold(
      ['orders/create', anOrder({ id: 1, customer: CUSTOMER, subtotal_price: '30.00', line_items: lines })],
      ['refunds/create', refund],
      ['refunds/create', refund],
    );
    expect((await profile())?.purchases[0]).toMatchObject({
      netMinor: 2000,
      grossMinor: 3000,
      lines: [{ quantity: 2 }],
    });
  });

  it('that arrives before its order is applied when the order comes', async () => {
    await fold(['refunds/create', aRefund({ id: 9, order_id: 1 })]);
    await fold(['orders/create', anOrder({ id: 1, customer: CUSTOMER })]);
    expect((await profile())?.purchases[0]).toMatchObject({ netMinor: 0, lines: [] });
  });

  it('that the newer order holds already is not applied twice', async () => {
    const refund = aRefund({ id: 9, order_id: 1 });
    const updated = anOrder({
      id: 1,
      customer: CUSTOMER,
      updated_at: '2026-11-21T10:00:05Z',
      refunds: [refund],
      line_items: [aLine({ current_quantity: 0 })],
    });
    await fold(
      ['orders/create', anOrder({ id: 1, customer: CUSTOMER })],
      ['refunds/create', refund],
      ['orders/updated', updated],
    );
    expect((await order())[0]).toMatchObject({ refunded_minor: '1295' });
  });

  it('without money lowers the quantity only', async () => {
    await fold(
      ['orders/create', anOrder({ id: 1, customer: CUSTOMER })],
      [
        'refunds/create',
        aRefund({
          id: 9,
          order_id: 1,
          transactions: [{ kind: 'refund', status: 'failure', amount: '12.95' }],
          refund_line_items: [{ line_item_id: 501, quantity: 1 }],
        }),
      ],
    );
    expect((await order())[0]).toMatchObject({ refunded_minor: '0', lines: [{ currentQuantity: 0 }] });
  });
});

describe('a tip', () => {
  it('is none of the goods', async () => {
    const tip = {
      product_id: null,
      variant_id: null,
      title: 'Tip',
      price: '3.00',
      tip_payment_gateway: null,
    };
    await fold(['orders/create', anOrder({ id: 1, line_items: [aLine(), aLine({ id: 502, ...tip })] })]);
    expect(await world.rows('SELECT kept FROM orders')).toEqual([{ kept: '701:1:1295' }]);
  });
});

describe('an edit', () => {
  it('changes quantities until the order itself comes', async () => {
    const edit = {
      order_edit: {
        id: 77,
        order_id: 1,
        committed_at: '2026-11-21T10:00:00Z',
        line_items: { additions: [], removals: [{ id: 501, delta: 2 }] },
      },
    };
    await fold(
      ['orders/create', anOrder({ id: 1, customer: CUSTOMER, line_items: [aLine({ quantity: 3 })] })],
      ['orders/edited', edit],
    );
    expect((await order())[0]?.lines[0]?.currentQuantity).toBe(1);
  });
});

describe('carts and checkouts', () => {
  const open = aCheckout({ token: CHECKOUT, cart_token: 'cart-1', customer: CUSTOMER });

  it('are open facts of their customer until ordered', async () => {
    await fold(['checkouts/create', open]);
    expect((await profile())?.openCarts.map(({ token }) => token)).toEqual([CHECKOUT]);
    await fold([
      'orders/create',
      anOrder({ id: 1, customer: CUSTOMER, checkout_token: CHECKOUT, cart_token: 'cart-1' }),
    ]);
    expect((await profile())?.openCarts).toEqual([]);
  });

  it('stay closed when their news comes after the order', async () => {
    await fold([
      'orders/create',
      anOrder({ id: 1, customer: CUSTOMER, checkout_token: CHECKOUT, cart_token: 'cart-1' }),
    ]);
    await fold(['checkouts/update', { ...open, updated_at: '2026-11-21T10:00:00Z' }]);
    expect((await profile())?.openCarts).toEqual([]);
  });

  it('are closed by an order of a guest too', async () => {
    await fold(['checkouts/create', open], ['orders/create', anOrder({ id: 1, checkout_token: CHECKOUT })]);
    expect((await profile())?.openCarts).toEqual([]);
  });

  it('are closed when the checkout is deleted by its cart', async () => {
    await fold(['checkouts/create', open], ['checkouts/delete', { id: 1, cart_token: 'cart-1' }]);
    expect((await profile())?.openCarts).toEqual([]);
  });
});

describe('saved details', () => {
  it("are the newest order's address, sealed, and payment type", async () => {
    const older = anOrder({
      id: 1,
      customer: CUSTOMER,
      processed_at: '2026-11-01T10:00:00Z',
      payment_gateway_names: ['paypal'],
    });
    await fold(['orders/create', anOrder({ id: 2, customer: CUSTOMER })], ['orders/create', older]);
    const [details] = await world.rows<{ payment_type: string; address_cipher: string }>(
      'SELECT * FROM saved_detail',
    );
    expect(details?.payment_type).toBe('visa');
    expect(details?.address_cipher).toMatch(/^v1\./);
    expect(details?.address_cipher).not.toContain('Leeds');
  });
});

describe('conversions', () => {
  const decide = async (): Promise<void> => {
    await world.rows(
      `INSERT INTO decision (id, shop_id, checkout_token, decided_at, channel, placements, items, refusals, basis, duration_micros)
       VALUES ($1, $2, $3, now(), 'checkout', '[]', $4, '[]', '{}', 1)`,
      [
        DECISION,
        world.shopId,
        CHECKOUT,
        JSON.stringify([
          { itemKey: 'camp:701', campaignId: 'camp', variantId: 'gid://shopify/ProductVariant/701' },
        ]),
      ],
    );
  };
  const accept = (kind: string, minutesAgo = 0) =>
    world.rows(
      `INSERT INTO item_event (shop_id, decision_id, item_key, kind, at)
       VALUES ($1, $2, 'camp:701', $3, now() - make_interval(mins => $4))`,
      [world.shopId, DECISION, kind, minutesAgo],
    );
  const conversions = () =>
    world.rows(
      'SELECT campaign_id, item_key, joined_by, amount_minor::int AS amount, currency FROM conversion',
    );
  const attributed = aLine({ quantity: 2, properties: [{ name: '_attune', value: `${DECISION}/camp:701` }] });

  it('stay where the variant is deleted after it was bought', async () => {
    await decide();
    await fold(
      ['orders/create', anOrder({ id: 1, line_items: [attributed] })],
      [
        'orders/updated',
        anOrder({
          id: 1,
          updated_at: '2026-11-21T10:00:00Z',
          line_items: [{ ...attributed, product_id: null, variant_id: null }],
        }),
      ],
    );
    expect(await conversions()).toMatchObject([{ joined_by: 'attribute', amount: 2590 }]);
  });

  it('join by the attribute of the line', async () => {
    await decide();
    await fold([
      'orders/create',
      anOrder({ id: 1, line_items: [attributed, aLine({ id: 502, variant_id: 702 })] }),
    ]);
    expect(await conversions()).toEqual([
      { campaign_id: 'camp', item_key: 'camp:701', joined_by: 'attribute', amount: 2590, currency: 'GBP' },
    ]);
  });

  it('join by the checkout where the variant was accepted there', async () => {
    await decide();
    await accept('acceptance');
    await fold(['orders/create', anOrder({ id: 1, checkout_token: CHECKOUT })]);
    expect(await conversions()).toMatchObject([{ joined_by: 'checkout-token', amount: 1295 }]);
  });

  it('are none where the acceptance was undone, or only the offer was shown', async () => {
    await decide();
    await fold(['orders/create', anOrder({ id: 1, checkout_token: CHECKOUT })]);
    await accept('acceptance');
    await accept('undo');
    await fold([
      'orders/updated',
      anOrder({ id: 1, checkout_token: CHECKOUT, updated_at: '2026-11-21T10:00:00Z' }),
    ]);
    expect(await conversions()).toEqual([]);
  });

  it('join by the checkout where an undone offer was accepted again', async () => {
    await decide();
    await accept('undo', 1);
    await accept('acceptance');
    await fold(['orders/create', anOrder({ id: 1, checkout_token: CHECKOUT })]);
    expect(await conversions()).toMatchObject([{ joined_by: 'checkout-token', amount: 1295 }]);
  });

  it('are none for an attribute that names no decision of this shop', async () => {
    await fold(['orders/create', anOrder({ id: 1, line_items: [attributed] })]);
    expect(await conversions()).toEqual([]);
  });

  it('follow refunds, and go when the order is cancelled', async () => {
    await decide();
    await fold(
      ['orders/create', anOrder({ id: 1, line_items: [attributed] })],
      ['refunds/create', aRefund({ id: 9, order_id: 1 })],
    );
    expect(await conversions()).toMatchObject([{ amount: 1295 }]);
    await fold([
      'orders/cancelled',
      anOrder({
        id: 1,
        line_items: [attributed],
        updated_at: '2026-11-22T10:00:00Z',
        cancelled_at: '2026-11-22T10:00:00Z',
      }),
    ]);
    expect(await conversions()).toEqual([]);
  });
});
