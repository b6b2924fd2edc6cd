import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulatedMonthStore } from '#app/adapters/prisma/experiments/simulated-month-store.ts';
import { loader as homeLoader } from '#app/routes/app._index.tsx';
import { loader as listLoader } from '#app/routes/app.experiments._index.tsx';
import { loader as holdoutLoader } from '#app/routes/app.holdout.tsx';
import { action, loader } from '#app/routes/app.simulated.$id.tsx';
import { simulateMonth } from '#app/use-cases/experiments/simulate-month.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { NOW, openAdminSite, OTHER_SHOP, type AdminSite } from './admin-site.ts';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
  await createSimulatedMonthStore(site.database.pool).save(site.shopId as ShopId, simulateMonth(NOW));
});
afterAll(() => site.close());

const open = (id: string, shop?: string) =>
  site.get(loader, `/app/simulated/${id}`, { params: { id }, ...(shop !== undefined && { shop }) });

describe('a simulated month', () => {
  it('is shown beside the shop’s own figures, and holds nothing of them', async () => {
    const home = (await site.get(homeLoader, '/app')).body;
    expect(home.simulated).toMatchObject({ id: 'holdout', trueProfit: expect.any(Number) });
    expect([home.holdout.report, home.totals.decisions]).toEqual([null, 0]);
    expect((await site.get(holdoutLoader, '/app/holdout')).body).toMatchObject({
      report: null,
      simulated: { id: 'holdout' },
    });
    const list = (await site.get(listLoader, '/app/experiments')).body;
    expect(list.rows).toEqual([]);
    expect(list.simulated.map(({ id }: { id: string }) => id)).toEqual(['quiet-offer', 'loud-offer']);
  });

  it('tells a good offer from one that does harm, which attribution does not', async () => {
    const kindOf = async (id: string) => (await open(id)).body.study.report.result.verdict.kind;
    expect([await kindOf('quiet-offer'), await kindOf('loud-offer')]).toEqual(['winner', 'harm']);
    const { attributedProfit, trueProfit } = (await open('loud-offer')).body.study;
    expect(trueProfit).toBeLessThan(0);
    expect(attributedProfit).toBeGreaterThan(0);
  });

  it('is no other shop’s, and one button removes all of it', async () => {
    expect((await open('holdout', OTHER_SHOP)).status).toBe(404);
    const remove = (shop?: string) =>
      site.post(
        action,
        '/app/simulated/holdout',
        { intent: 'remove' },
        { params: { id: 'holdout' }, ...(shop !== undefined && { shop }) },
      );
    await remove(OTHER_SHOP);
    expect((await open('holdout')).status).toBe(200);
    expect((await remove()).body).toEqual({ kind: 'removed', toast: 'Simulated month removed' });
    expect((await open('holdout')).status).toBe(404);
    expect((await site.get(homeLoader, '/app')).body.simulated).toBe(null);
  });
});
