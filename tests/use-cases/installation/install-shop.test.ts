import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { EXAMPLE_CAMPAIGNS, EXAMPLE_SEGMENTS } from '#app/use-cases/campaigns/example-campaigns.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';

const shop = 'new.myshopify.com';
let world: IngestionWorld;
beforeEach(async () => {
  world = await openIngestion({ install: false });
});
afterEach(() => world.close());

const install = (scopes: string[] = ['read_orders']) => world.ingestion.installShop({ shop, scopes });
const counts = async () =>
  (
    await world.rows(
      `SELECT (SELECT count(*)::int FROM shop) AS shops, (SELECT count(*)::int FROM segment) AS segments,
              (SELECT count(*)::int FROM campaign) AS campaigns, (SELECT count(*)::int FROM backfill) AS steps`,
    )
  )[0];
const steps = async () =>
  Object.fromEntries(
    (await world.rows<{ step: string; status: string }>('SELECT step, status FROM backfill')).map((row) => [
      row.step,
      row.status,
    ]),
  );

describe('the examples', () => {
  it('are campaigns the editor would accept, about segments that compile', () => {
    for (const campaign of EXAMPLE_CAMPAIGNS) expect(campaignDraft.safeParse(campaign).error).toBeUndefined();
    for (const segment of EXAMPLE_SEGMENTS)
      expect(compileSegment({ id: 'x', ...segment }, 'GBP')).toMatchObject({ ok: true });
    const names = EXAMPLE_SEGMENTS.map(({ name }) => name);
    expect(
      EXAMPLE_CAMPAIGNS.flatMap(({ audience, excluded }) => [...audience, ...excluded]).every((name) =>
        names.includes(name),
      ),
    ).toBe(true);
  });
});

describe('installShop', () => {
  it('makes the shop, its examples and its backfill once, however often and at once it runs', async () => {
    const kinds = (await Promise.all([install(), install(), install()])).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['known', 'known', 'new']);
    expect(await counts()).toEqual({ shops: 1, segments: 2, campaigns: 4, steps: 5 });
  });

  it('holds out one shopper in twenty of a new shop, and leaves the share of one that comes back', async () => {
    const share = async () => (await world.rows(`SELECT settings->'holdout' AS holdout FROM shop`))[0];
    await install();
    expect(await share()).toEqual({ holdout: 0.05 });
    await world.rows(`UPDATE shop SET settings = '{"holdout": 0.1}', uninstalled_at = now()`);
    await install();
    expect(await share()).toEqual({ holdout: 0.1 });
  });

  it('ties campaigns to segments by id', async () => {
    await install();
    const rows = await world.rows(
      `SELECT segment.name FROM campaign JOIN segment ON segment.id = ANY(audience) WHERE campaign.kind = 'message'`,
    );
    expect(rows).toEqual([{ name: 'Gold, loyal, recent high spend' }]);
  });

  it('welcomes a shop back with its own campaigns, and reads its history again', async () => {
    await install();
    await world.rows(`UPDATE backfill SET status = 'done'`);
    await world.rows(`DELETE FROM campaign WHERE kind = 'upsell'`);
    await world.send({ topic: 'app/uninstalled', body: {}, shop, triggeredAt: '2026-11-22T12:00:01Z' });
    await world.fold();
    expect(await world.rows('SELECT uninstalled_at IS NULL AS installed FROM shop')).toEqual([
      { installed: false },
    ]);
    expect(await install()).toMatchObject({ kind: 'again' });
    expect(await world.rows('SELECT uninstalled_at FROM shop')).toEqual([{ uninstalled_at: null }]);
    expect(await counts()).toMatchObject({ campaigns: 2 });
    expect(await steps()).toEqual({
      shop: 'pending',
      products: 'pending',
      customers: 'pending',
      orders: 'pending',
      model: 'pending',
    });
  });

  it('does not let the late news of an earlier uninstall undo a new install', async () => {
    await install();
    await world.send({ topic: 'app/uninstalled', body: {}, shop, triggeredAt: '2026-11-22T11:00:00Z' });
    await world.fold();
    expect(await world.rows('SELECT uninstalled_at FROM shop')).toEqual([{ uninstalled_at: null }]);
  });

  it('reads the orders again when read_all_orders is granted, by token or by webhook', async () => {
    await install();
    await world.rows(`UPDATE backfill SET status = 'done'`);
    await install(['read_orders', 'read_all_orders']);
    expect(await steps()).toMatchObject({ products: 'done', orders: 'pending', model: 'pending' });
    await world.rows(`UPDATE backfill SET status = 'done'`);
    await world.rows(`UPDATE shop SET scopes = '{read_orders}'`);
    await world.send({
      topic: 'app/scopes_update',
      body: { current: ['read_orders', 'read_all_orders'] },
      shop,
    });
    await world.fold();
    expect(await steps()).toMatchObject({ products: 'done', orders: 'pending', model: 'pending' });
    expect(await world.rows('SELECT scopes FROM shop')).toEqual([
      { scopes: ['read_orders', 'read_all_orders'] },
    ]);
  });

  it('reads catalog and orders again when the shop changes its currency, and not when only its name', async () => {
    await install();
    await world.rows(`UPDATE shop SET currency = 'GBP', timezone = 'UTC'`);
    await world.rows(`UPDATE backfill SET status = 'done'`);
    const news = { name: 'Renamed', currency: 'GBP', iana_timezone: 'UTC' };
    await world.send({ topic: 'shop/update', body: news, shop });
    await world.fold();
    expect(await steps()).toMatchObject({ products: 'done', orders: 'done', model: 'done' });
    await world.send({ topic: 'shop/update', body: { ...news, currency: 'EUR' }, shop });
    await world.fold();
    expect(await steps()).toMatchObject({
      customers: 'done',
      products: 'pending',
      orders: 'pending',
      model: 'pending',
    });
    expect(await world.rows('SELECT name, currency FROM shop')).toEqual([
      { name: 'Renamed', currency: 'EUR' },
    ]);
  });

  it('keeps what was told last of the shop and of the scopes, in whichever order it comes', async () => {
    await install();
    const tell = async (topic: string, body: object, minute: string) => {
      await world.send({ topic, body, shop, triggeredAt: `2026-11-22T11:${minute}:00Z` });
    };
    const news = { name: 'Now', currency: 'EUR', iana_timezone: 'Europe/Berlin' };
    await tell('shop/update', { id: 1, ...news }, '50');
    await tell('shop/update', { id: 1, ...news, name: 'Before', currency: 'GBP' }, '40');
    await tell('app/scopes_update', { id: 1, current: ['read_orders', 'write_discounts'] }, '50');
    await world.fold();
    await tell('app/scopes_update', { id: 1, current: ['read_orders'] }, '40');
    await tell('shop/update', { id: 1, ...news, name: 'Long before' }, '30');
    await world.fold();
    expect(await world.rows('SELECT name, currency, scopes FROM shop')).toEqual([
      { name: 'Now', currency: 'EUR', scopes: ['read_orders', 'write_discounts', 'read_discounts'] },
    ]);
  });
});
