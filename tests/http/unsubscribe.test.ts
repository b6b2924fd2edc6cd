import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOLD_CUSTOMER } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { startTestServer } from '#tests/support/running-server.ts';

let shop: OpenCheckoutShop;
let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  shop = await openCheckoutShop('unsubscribe.myshopify.com');
  server = await startTestServer(shop.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await shop.close();
});

const link = (token: string, language = 'de') => `${server.url}/unsubscribe?t=${token}&l=${language}`;
const ours = () => server.container.reminders.tokens.issue(shop.shopId, GOLD_CUSTOMER);
const oneClick = (url: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
const optedOut = async () =>
  (await shop.pool.query('SELECT customer_id FROM email_opt_out')).rows as { customer_id: string }[];

describe('/unsubscribe', () => {
  it('asks in the language of the message, and changes nothing, when a link is followed', async () => {
    const answer = await fetch(link(ours()));
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain('lang="de"');
    expect(page).toContain('<form method="post">');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await optedOut()).toEqual([]);
  });

  it('refuses a token that was changed, of another customer, or missing', async () => {
    const [id, customer = '', signature] = ours().split('.');
    for (const token of [`${id}.${customer}1.${signature}`, `${id}.${customer}.x`, '', 'a.b.c.d'])
      expect((await oneClick(link(token))).status).toBe(404);
    expect(await optedOut()).toEqual([]);
  });

  it('unsubscribes by one click of the mail program, however often', async () => {
    expect((await oneClick(link(ours()))).status).toBe(200);
    expect((await oneClick(link(ours(), 'xx'))).status).toBe(200);
    expect(await optedOut()).toEqual([{ customer_id: GOLD_CUSTOMER }]);
  });

  it('answers no other method', async () => {
    const answer = await fetch(link(ours()), { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});
