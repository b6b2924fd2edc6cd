import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loader } from '#app/routes/app.campaigns._index.tsx';
import { openAdminSite, type AdminSite } from './admin-site.ts';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
  for (const shopId of [site.shopId, site.otherShopId])
    await site.database.pool.query(
      `INSERT INTO campaign (shop_id, id, name, kind, status, priority, audience, excluded, placements, content, updated_at)
       SELECT $1, 'long-' || place, 'Long list ' || lpad(place::text, 3, '0'), 'savedDetails', 'draft', 1, '{}', '{}',
              '{checkout.payment}', '{"address": true, "paymentHint": true}', now()
       FROM generate_series(1, 101) AS place`,
      [shopId],
    );
});
afterAll(() => site.close());

const list = async (query: string) => (await site.get(loader, `/app/campaigns?${query}`)).body;
const namesOf = ({ rows }: { rows: readonly { name: string }[] }) => rows.map(({ name }) => name);

describe('a long list of campaigns', () => {
  it('comes in pages of 50, in the order of the whole list', async () => {
    const second = await list('page=2');
    expect(second).toMatchObject({ text: '', count: 101, page: 2, pages: 3 });
    expect(second.rows).toHaveLength(50);
    expect(namesOf(second).slice(0, 2)).toEqual(['Long list 051', 'Long list 052']);
    expect(namesOf(await list('page=3'))).toEqual(['Long list 101']);
  });

  it('shows the last page for a number past it, and the first for what is no number', async () => {
    expect(await list('page=999')).toMatchObject({ page: 3, rows: [{ name: 'Long list 101' }] });
    for (const page of ['0', 'none', '-1', '1.5']) expect((await list(`page=${page}`)).page).toBe(1);
  });

  it('is searched by words of the name in any order, in small or large letters', async () => {
    expect(namesOf(await list('text=07+LONG'))).toEqual([
      'Long list 007',
      ...Array.from({ length: 10 }, (_, last) => `Long list 07${last}`),
    ]);
    expect(await list('text=%25')).toMatchObject({ text: '%', rows: [], count: 0, page: 1, pages: 1 });
  });
});
