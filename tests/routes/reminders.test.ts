import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_REMINDERS } from '#app/contracts/shop-settings.ts';
import { loader as remindersLoader } from '#app/routes/app.reminders.tsx';
import { action as settingsAction, loader as settingsLoader } from '#app/routes/app.settings.tsx';
import { openMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { NOW, openAdminSite, OTHER_SHOP, type AdminSite } from './admin-site.ts';

let site: AdminSite;
let mail: MailServer;
beforeAll(async () => {
  [site, mail] = await Promise.all([openAdminSite(), openMailServer()]);
});
afterAll(async () => {
  await mail.close();
  await site.close();
});

const post = (body: unknown) => site.post(settingsAction, '/app/settings', body);
const settings = async (options = {}) => (await site.get(settingsLoader, '/app/settings', options)).body;

describe('the settings of reminders', () => {
  it('begin switched off, without a mail server', async () => {
    expect(await settings()).toMatchObject({ reminders: DEFAULT_REMINDERS, mail: null });
    const { body } = await post({ intent: 'send-test' });
    expect(body).toMatchObject({ kind: 'test-sent', isSent: false });
  });

  it('name what is wrong with a mail server, field by field', async () => {
    const { status, body } = await post({
      intent: 'save-mail',
      mail: {
        ...mail.account,
        host: 'http://x/',
        fromAddress: 'nobody',
        username: 'shop',
        fromName: 'A\r\nBcc: x',
      },
    });
    expect(status).toBe(422);
    expect(Object.keys(body.problems).toSorted()).toEqual(['fromAddress', 'fromName', 'host', 'security']);
  });

  it('send a test through the server that was entered', async () => {
    expect((await post({ intent: 'save-mail', mail: mail.account })).body).toEqual({ kind: 'mail-saved' });
    expect((await post({ intent: 'send-test' })).body).toMatchObject({ kind: 'test-sent', isSent: true });
    expect(mail.messages[0]).toContain('To: shop@example.com');
  });

  it('never show the password, keep it where none is entered, and let it go with another server', async () => {
    const guarded = { ...mail.account, security: 'starttls', username: 'shop' };
    await post({ intent: 'save-mail', mail: { ...guarded, password: 'secret-word' } });
    expect(JSON.stringify(await settings())).not.toContain('secret-word');
    const stored = await site.database.pool.query('SELECT * FROM mail_account');
    expect(JSON.stringify(stored.rows)).not.toContain('secret-word');
    await post({ intent: 'save-mail', mail: guarded });
    expect((await settings()).mail).toMatchObject({ hasPassword: true });
    await post({ intent: 'save-mail', mail: { ...guarded, host: 'other.example.com' } });
    expect((await settings()).mail).toMatchObject({ hasPassword: false });
  });

  it('are another shop’s own', async () => {
    expect((await settings({ shop: OTHER_SHOP })).mail).toBeNull();
  });

  it('refuse a wait outside an hour to a week', async () => {
    const { status } = await post({
      intent: 'save-reminders',
      reminders: { ...DEFAULT_REMINDERS, waitHours: 0 },
    });
    expect(status).toBe(422);
    const on = { ...DEFAULT_REMINDERS, isOn: true, waitHours: 168 };
    expect((await post({ intent: 'save-reminders', reminders: on })).body).toEqual({
      kind: 'reminders-saved',
    });
    expect((await settings()).reminders).toEqual(on);
  });
});

describe('the reminders page', () => {
  it('tells what became of the carts of 30 days, and why some got no reminder', async () => {
    const add = (
      token: string,
      state: string,
      more: { why?: string; sent?: number; ordered?: number; left?: number },
    ) =>
      site.database.pool.query(
        `INSERT INTO abandoned_cart (shop_id, cart_token, customer_id, changed_at, abandoned_at, value_minor, reached, state, why,
           sent_at, order_id, ordered_at)
         VALUES ($1, $2, 'gid://shopify/Customer/1', to_timestamp($3), to_timestamp($3), 1000, 'cart', $4, $5, to_timestamp($6),
           CASE WHEN $7::float8 IS NOT NULL THEN 'gid://shopify/Order/1' END, to_timestamp($7))`,
        [
          site.shopId,
          token,
          NOW - (more.left ?? 3600),
          state,
          more.why,
          more.sent ?? null,
          more.ordered ?? null,
        ],
      );
    await add('a', 'cancelled', { why: 'no-consent' });
    await add('b', 'reminded', { sent: NOW - 60, left: 7200 });
    await add('c', 'recovered', { sent: NOW - 8 * 86_400, ordered: NOW - 7 * 86_400, left: 9 * 86_400 });
    await add('d', 'recovered', { sent: NOW - 20 * 86_400, ordered: NOW - 86_400, left: 21 * 86_400 });
    await add('e', 'recovered', { ordered: NOW - 60, left: 8000 });
    await add('f', 'reminded', { sent: NOW - 40 * 86_400, left: 41 * 86_400 });
    const { body } = await site.get(remindersLoader, '/app/reminders');
    expect(body.tally).toEqual({
      abandoned: 5,
      known: 5,
      reminded: 3,
      recovered: 1,
      recoveredMinor: 1000,
      orderedAnyway: 1,
    });
    expect(body.newest.map(({ told }: { told: string }) => told)).toEqual([
      'No consent to marketing e-mail',
      'Sent',
      'Ordered without a reminder',
      'Ordered after the reminder',
      'Ordered after the reminder',
      'Sent',
    ]);
  });
});
