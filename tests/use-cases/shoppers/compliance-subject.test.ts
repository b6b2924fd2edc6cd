import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportContext } from '#app/adapters/prisma/shoppers/compliance-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const ANN = { id: 7700770077007, email: 'ann@example.org', phone: '+447700900123' };
/** Whose address ends as Ann's, and whose telephone number begins as hers. */
const JO_ANN = { id: 8800880088008, email: 'joann@example.org', phone: '+4477009001234' };

let world: IngestionWorld;
beforeEach(async () => {
  world = await openIngestion();
});
afterEach(() => world.close());

const send = (topic: string, body: unknown) => world.send({ topic, body, eventId: randomUUID() });
const orderOf = ({ email, phone, ...customer }: typeof ANN) =>
  send('orders/create', anOrder({ id: 99, customer, email, phone }));
const ask = async (topic: string, more: object) => {
  await send(topic, { shop_domain: SHOP_DOMAIN, customer: ANN, ...more });
  await world.fold();
};
const redact = () => ask('customers/redact', { orders_to_redact: [] });
const holding = (text: string) =>
  world.rows('SELECT topic FROM inbox_delivery WHERE position($1 IN body) > 0', [text]);

describe('a request about a customer', () => {
  it('leaves somebody whose address or telephone number holds the customer’s alone, also unread news of them', async () => {
    await orderOf(JO_ANN);
    await redact();
    expect(await world.rows('SELECT customer_id FROM orders')).toEqual([
      { customer_id: `gid://shopify/Customer/${JO_ANN.id}` },
    ]);
    expect(await holding(JO_ANN.email)).toEqual([{ topic: 'orders/create' }]);
  });

  it('exports nothing of somebody whose address ends as the customer’s', async () => {
    await orderOf(JO_ANN);
    await ask('customers/data_request', { orders_requested: [], data_request: { id: 42 } });
    const [receipt] = await world.rows<{ export_cipher: string }>(
      'SELECT export_cipher FROM compliance_receipt',
    );
    const box = createCipherBox(Buffer.alloc(32, 7));
    const opened = box.open(receipt?.export_cipher ?? '', exportContext(SHOP_DOMAIN));
    expect(opened).not.toContain(JO_ANN.email);
  });

  it('finds the address in a text where JSON writes the sign before it as letters', async () => {
    await send('orders/create', { broken: true, note: `Write to\n${ANN.email}.` });
    await send('orders/create', `{"broken":true,"to":"\\u003c${ANN.email}\\u003e"}`);
    await redact();
    expect(await holding(ANN.email)).toEqual([]);
  });
});
