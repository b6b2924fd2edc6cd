import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { anOrder, aRefund } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());
beforeEach(() => world.rows('TRUNCATE orders, refund, profile, inbox_delivery'));

const CUSTOMER = { id: 4001 };
const fold = async (topic: string, body: unknown): Promise<void> => {
  await world.send({ topic, body });
  await world.fold();
};
const netMinor = async (): Promise<number | undefined> =>
  (await storedProfiles(world.rows)).get('gid://shopify/Customer/4001')?.purchases[0]?.netMinor;

describe('the adjustments of a refund', () => {
  const BOUGHT = { id: 1, customer: CUSTOMER, subtotal_price: '30.00' };
  const paid = (amount: string, currency = 'GBP', status = 'success') => [
    { kind: 'refund', status, amount, currency },
  ];
  const net = async (...refunds: readonly ReturnType<typeof aRefund>[]): Promise<number | undefined> => {
    await fold('orders/create', anOrder(BOUGHT));
    for (const refund of refunds) await fold('refunds/create', refund);
    const byRefunds = await netMinor();
    await fold('orders/updated', anOrder({ ...BOUGHT, updated_at: '2026-11-22T10:00:00Z', refunds }));
    expect(await netMinor()).toBe(byRefunds);
    return byRefunds;
  };

  it('tell in the currency of the shop what was paid back without goods in that of the buyer', async () => {
    const order_adjustments = [{ kind: 'refund_discrepancy', amount: '-5.00', tax_amount: '0.00' }];
    const refund = { id: 9, order_id: 1, refund_line_items: [], order_adjustments };
    expect(await net(aRefund({ ...refund, transactions: paid('6.00', 'EUR') }))).toBe(2500);
  });

  it('count goods taken out by an edit once, when they are paid back', async () => {
    const pending = [{ kind: 'refund_discrepancy', amount: '12.95', tax_amount: '0.00' }];
    const settled = [{ kind: 'refund_discrepancy', amount: '-12.95', tax_amount: '0.00' }];
    expect(
      await net(
        aRefund({ id: 9, order_id: 1, transactions: [], order_adjustments: pending }),
        aRefund({
          ...{ id: 10, order_id: 1, refund_line_items: [], order_adjustments: settled },
          ...{ created_at: '2026-11-21T11:00:00Z', transactions: paid('12.95') },
        }),
      ),
    ).toBe(1705);
  });

  it('are not asked where goods of an unpaid order were taken out', async () => {
    expect(await net(aRefund({ id: 9, order_id: 1, transactions: [], order_adjustments: [] }))).toBe(1705);
  });

  it('leave shipping aside', async () => {
    const order_adjustments = [{ kind: 'shipping_refund', amount: '-4.00', tax_amount: '0.00' }];
    const transactions = paid('20.00', 'EUR');
    expect(await net(aRefund({ id: 9, order_id: 1, transactions, order_adjustments }))).toBe(1705);
  });

  it('do not make a refund of one that failed', async () => {
    expect(await net(aRefund({ id: 9, order_id: 1, transactions: paid('12.95', 'GBP', 'failure') }))).toBe(
      3000,
    );
  });
});
