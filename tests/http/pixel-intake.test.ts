import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { PIXEL_KEYS, pixelBatch } from '#tests/support/pixel-batch.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
beforeEach(() => world.rows('TRUNCATE inbox_delivery'));
afterAll(() => world.close());

const AT = '2026-11-22T11:59:00.000Z';
const view = (id: string, more: object = {}) => ({
  ...{ id, name: 'product_viewed', clientId: 'browser-1', at: AT, productId: '7001' },
  ...more,
});

const inbox = () =>
  world.rows<{ topic: string; status: string; body: string; reason: { code: string; path?: string } | null }>(
    'SELECT topic, status, body, reason FROM inbox_delivery ORDER BY event_id',
  );

describe('POST /api/pixel/events', () => {
  it('keeps each event once, however often it is sent, and answers any origin', async () => {
    const answer = await world.sendPixel([view('a'), view('b')]);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    await world.sendPixel([view('b'), view('a')]);
    expect(await inbox()).toMatchObject([
      { topic: 'pixel/product_viewed' },
      { topic: 'pixel/product_viewed' },
    ]);
  });

  it("refuses another shop's key, and a batch of another shape, before anything is stored", async () => {
    const statusOf = async (patch: Record<string, unknown>) =>
      (await world.sendPixel([view('a')], patch)).status;
    expect(await statusOf({ key: PIXEL_KEYS.issue('other.myshopify.com') })).toBe(401);
    expect(await statusOf({ key: '' })).toBe(401);
    expect(await statusOf({ v: 2 })).toBe(400);
    expect(await statusOf({ events: [] })).toBe(400);
    expect(await statusOf({ events: [{ name: 'product_viewed' }] })).toBe(400);
    expect(await statusOf({ padding: 'x'.repeat(70_000) })).toBe(413);
    expect(await inbox()).toEqual([]);
  });

  it('keeps a malformed event with the reason, and ignores fields it does not know', async () => {
    const events = [
      view('a', { productId: 'seven' }),
      view('b', { mood: 'good', nested: { deep: true } }),
      view('c', { name: 'something_else' }),
      view('d', { at: 'yesterday' }),
    ];
    expect((await world.sendPixel(events)).status).toBe(202);
    await world.fold();
    expect(await inbox()).toMatchObject([
      { status: 'quarantined', reason: { code: 'unexpected-payload', path: 'productId' } },
      { status: 'folded', reason: null },
      { status: 'quarantined', reason: { code: 'unknown-topic' } },
      { status: 'quarantined', reason: { code: 'unexpected-payload', path: 'at' } },
    ]);
  });

  it('takes in what no database holds beside the rest, whose deliveries are stored in the same statement', async () => {
    const events = [view('nul\0'), view('long-ago', { at: '-200000-01-01T00:00:00.000Z' }), view('z')];
    const [pixel, webhook] = await Promise.all([
      world.sendPixel(events),
      world.send({ topic: 'shop/update', body: { name: 'A shop', currency: 'GBP' } }),
    ]);
    expect([pixel.status, webhook.status]).toEqual([202, 200]);
    await world.fold();
    const refused = (await inbox()).filter(({ status }) => status !== 'folded');
    expect(refused).toMatchObject([{ reason: { code: 'unexpected-payload', path: 'at' } }]);
  });

  it('refuses an event that is nested too deeply to be written down', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    const text = pixelBatch([view('a')]).replace('"at"', `"deep":${deep},"at"`);
    expect((await world.sendPixelText(text)).status).toBe(400);
    expect(await inbox()).toEqual([]);
  });

  it('takes in times that lie as far apart as can be written', async () => {
    const events = [view('a', { at: '0000-01-01T00:00:00.000Z' })];
    expect((await world.sendPixel(events, { sentAt: '9999-12-31T00:00:00.000Z' })).status).toBe(202);
    await world.fold();
    expect(await inbox()).toMatchObject([{ status: 'folded' }]);
  });

  it('leaves of a folded event nothing but its id', async () => {
    await world.sendPixel([view('a')]);
    expect((await inbox())[0]?.body).toContain('browser-1');
    await world.fold();
    expect(await inbox()).toMatchObject([{ status: 'folded', body: '' }]);
  });

  it('keeps events of a shop it does not know in quarantine', async () => {
    const shop = 'stranger.myshopify.com';
    expect((await world.sendPixel([view('a')], { shop, key: PIXEL_KEYS.issue(shop) })).status).toBe(202);
    await world.fold();
    expect(await inbox()).toMatchObject([{ status: 'quarantined', reason: { code: 'unknown-shop' } }]);
    expect(PIXEL_KEYS.verify(PIXEL_KEYS.issue(SHOP_DOMAIN), shop)).toBe(false);
  });
});
