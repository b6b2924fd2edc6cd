import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReceiptBook } from '#app/adapters/prisma/shoppers/receipt-book.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { askPrivacy, type PrivacyWish } from '#app/use-cases/shoppers/ask-privacy.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const CUSTOMER = gid('Customer', 7);
let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
  await world.send({ topic: 'orders/create', body: anOrder({ id: 1, customer: { id: 7 } }) });
  await world.fold();
});
afterAll(() => world.close());

const book = () => createReceiptBook(world.database.pool, createCipherBox(Buffer.alloc(32, 7)));
async function wish(kind: PrivacyWish): Promise<void> {
  await askPrivacy(
    { inbox: world.ingestion.inbox, clock: world.clock },
    { domain: SHOP_DOMAIN },
    kind,
    CUSTOMER,
  );
  await world.fold();
}

describe('a wish of the merchant', () => {
  it('exports what is held of a customer, to be fetched by this shop alone', async () => {
    await wish('export');
    const [receipt] = await book().list(SHOP_DOMAIN, 10);
    expect(receipt).toMatchObject({ topic: 'customers/data_request', counts: { profile: 1, orders: 1 } });
    const found = await book().openExport(SHOP_DOMAIN, receipt?.id ?? '');
    expect(found?.customerId).toBe(CUSTOMER);
    expect(found?.tables['orders']).toHaveLength(1);
    expect(await book().openExport('another.myshopify.com', receipt?.id ?? '')).toBeNull();
  });

  it('erases the customer, and the export with it', async () => {
    world.clock.set(world.clock.nowMs() + 1_000);
    await wish('erase');
    const receipts = await book().list(SHOP_DOMAIN, 10);
    const erasure = receipts.find(({ topic }) => topic === 'customers/redact');
    expect(erasure?.counts).toMatchObject({ profile: 1, orders: 1 });
    expect(await world.rows('SELECT FROM profile')).toEqual([]);
    expect(await world.rows('SELECT FROM orders WHERE customer_id IS NOT NULL')).toEqual([]);
    expect(receipts.every(({ exportUntil }) => exportUntil === null)).toBe(true);
  });
});
