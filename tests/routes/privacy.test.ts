import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, loader } from '#app/routes/app.privacy.tsx';
import { gid } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { NOW, openAdminSite, OTHER_SHOP, type AdminSite } from './admin-site.ts';

const CUSTOMER = '7000000012748';
let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
  const profile = profileColumns(emptyProfile(gid('Customer', CUSTOMER)));
  await insertRows(site.database.pool, 'profile', [
    { shop_id: site.shopId, ...profile, updated_at: new Date(NOW * 1000) },
  ]);
});
afterAll(() => site.close());

const ask = async (customer: string, shop?: string) =>
  (await site.post(action, '/app/privacy', { intent: 'export', customer }, { ...(shop && { shop }) })).body;
const waiting = async (shop?: string) =>
  (await site.get(loader, '/app/privacy', { ...(shop && { shop }) })).body.waiting;

describe('the privacy page', () => {
  it('refuses what is no number, and a number that nobody is known by in this shop', async () => {
    expect(await ask('ann@example.com')).toEqual({ kind: 'unreadable', given: 'ann@example.com' });
    expect(await ask('12748')).toEqual({ kind: 'unknown', given: '12748' });
    expect(await ask(CUSTOMER, OTHER_SHOP)).toEqual({ kind: 'unknown', given: CUSTOMER });
    expect(await waiting()).toEqual([]);
  });

  it('shows a request as waiting until it is carried out, to its own shop', async () => {
    expect(await ask(CUSTOMER)).toEqual({ kind: 'asked', wish: 'export' });
    expect(await waiting()).toEqual([{ topic: 'customers/data_request', askedAt: NOW }]);
    expect(await waiting(OTHER_SHOP)).toEqual([]);
    await site.database.pool.query(`UPDATE inbox_delivery SET status = 'folded'`);
    expect(await waiting()).toEqual([]);
  });
});
