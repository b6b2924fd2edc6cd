import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstallationStore } from '#app/adapters/prisma/shops/installation-store.ts';
import { createPixelStore } from '#app/adapters/prisma/shops/pixel-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createAdminClient } from '#app/adapters/shopify/admin-client.ts';
import { createWebPixels } from '#app/adapters/shopify/web-pixels.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { switchPixelOff, switchPixelOn, viewPixel } from '#app/use-cases/installation/switch-pixel.ts';
import { buildPixel } from '#extensions/build-pixel.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { PIXEL_KEYS } from '#tests/support/pixel-batch.ts';
import { setStage, type Stage } from '#tests/sandbox/support.ts';

const SHOP = 'attune-demo.myshopify.com';
const SCOPES = ['write_pixels', 'read_customer_events'];
const NOW = TEST_NOW / 1000;

let stage: Stage;
let world: IngestionWorld;
let extensionsDir: string;
let shopId: ShopId;

beforeAll(async () => {
  extensionsDir = mkdtempSync(join(tmpdir(), 'attune-pixel-'));
  await buildPixel({ appUrl: 'https://attune.example.com', outDir: extensionsDir });
  stage = await setStage({ extensionsDir, scopes: ['read_orders'] });
  process.env['SANDBOX_TLS_PORT'] = String(stage.sandbox.tlsPort);
  process.env['SANDBOX_DIR'] = stage.settings.dir;
  await import('#sandbox/preload.ts');
  world = await openIngestion();
  ({ shopId } = await world.ingestion.installShop({ shop: SHOP, scopes: [] }));
}, 60_000);
afterAll(async () => {
  await world.close();
  await stage.close();
  rmSync(extensionsDir, { recursive: true, force: true });
});

const ports = () => ({
  pixels: createPixelStore(world.database.pool),
  webPixels: createWebPixels(
    createAdminClient({
      loadOfflineSession: async () => ({ accessToken: String(stage.app.token['access_token']) }),
    }),
  ),
  pixelKeyOf: PIXEL_KEYS.issue,
  clock: world.clock,
});
const shop = async () => {
  const found = await createShopStore(world.database.pool).findById(shopId);
  invariant(found !== null, 'The shop is installed.');
  return found;
};
const atShopify = () => stage.sandbox.world().adminContext.pixel.read();

describe('the web pixel of a shop', () => {
  it('stays off, here and at Shopify, while Shopify does not grant what it needs', async () => {
    await expect(switchPixelOn(ports(), await shop())).rejects.toThrow(/Access denied/);
    expect(atShopify()).toBeNull();
    expect(await viewPixel(ports(), await shop())).toEqual({
      since: null,
      missingScopes: ['read_customer_events', 'write_pixels'],
      newestAt: null,
      lastDay: 0,
    });
  });

  it("is switched on with the shop's key, and every process is told", async () => {
    await stage.control('scopes', { add: SCOPES });
    const versionOf = async () =>
      (await world.rows<{ v: number }>('SELECT shop_version AS v FROM shop WHERE id = $1', [shopId]))[0]?.v;
    const before = await versionOf();
    await switchPixelOn(ports(), await shop());
    expect(atShopify()).toMatchObject({ settings: { key: PIXEL_KEYS.issue(SHOP) } });
    expect((await shop()).pixelSince).toBe(NOW);
    expect(await versionOf()).toBe(Number(before) + 1);
  });

  it('is taken over where Shopify has one that is not known here', async () => {
    const known = atShopify()?.id;
    await world.rows('UPDATE shop SET pixel_id = NULL, pixel_since = NULL WHERE id = $1', [shopId]);
    await switchPixelOn({ ...ports(), pixelKeyOf: () => 'another-key' }, await shop());
    expect(atShopify()).toEqual({ id: known, settings: { key: 'another-key' } });
  });

  it('is on since when it was, however often it is switched on', async () => {
    world.clock.set(TEST_NOW + 60_000);
    await switchPixelOn(ports(), await shop());
    expect((await shop()).pixelSince).toBe(NOW);
  });

  it('tells when it was last heard of, and how often in a day', async () => {
    await world.rows(
      `INSERT INTO inbox_delivery (shop, topic, event_id, webhook_id, body, received_at, partition, status)
       SELECT $1, topic, 'e' || n, 'e' || n, '', $2::timestamptz - make_interval(hours => n), 0, 'folded'
         FROM (VALUES (3, 'pixel/page_viewed'), (4, 'pixel/product_viewed'), (30, 'pixel/page_viewed'), (1, 'orders/create'))
           AS told (n, topic)`,
      [SHOP, new Date(TEST_NOW).toISOString()],
    );
    expect(await viewPixel(ports(), await shop())).toMatchObject({ newestAt: NOW - 3 * 3_600, lastDay: 2 });
  });

  it('is switched off at Shopify and here, also when it is gone there already', async () => {
    await switchPixelOff(ports(), await shop());
    expect(atShopify()).toBeNull();
    expect((await shop()).pixelSince).toBeNull();
    await switchPixelOn(ports(), await shop());
    stage.sandbox.world().adminContext.pixel.delete();
    await switchPixelOff(ports(), await shop());
    expect((await shop()).pixelSince).toBeNull();
  });

  it('goes with the uninstall', async () => {
    await switchPixelOn(ports(), await shop());
    const client = await world.database.pool.connect();
    await createInstallationStore(client, { id: shopId, domain: SHOP }).uninstall(
      new Date(TEST_NOW + 120_000),
    );
    client.release();
    expect((await shop()).pixelSince).toBeNull();
    await stage.control('uninstall', {});
    expect(atShopify()).toBeNull();
  });
});
