import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPixel } from '#extensions/build-pixel.ts';
import type { PagePixel } from '#sandbox/pixel/page-pixel.ts';
import { setStage, type Stage } from '../support.ts';

const CREATE = `mutation ($webPixel: WebPixelInput!) {
  webPixelCreate(webPixel: $webPixel) { webPixel { id settings } userErrors { code message } } }`;
const DELETE = `mutation ($id: ID!) { webPixelDelete(id: $id) { deletedWebPixelId userErrors { code } } }`;

let stage: Stage;
let extensionsDir: string;
beforeAll(async () => {
  extensionsDir = mkdtempSync(join(tmpdir(), 'attune-pixel-'));
  await buildPixel({ appUrl: 'https://attune.example.com', outDir: extensionsDir });
  stage = await setStage({ orderLimit: 50, extensionsDir });
});
afterAll(async () => {
  await stage.close();
  rmSync(extensionsDir, { recursive: true, force: true });
});

/** The pixel in the storefront's page, or in the checkout's. */
async function pixelOn(path: string, cookie = ''): Promise<PagePixel | null> {
  const response = await fetch(`${stage.sandbox.url}${path}`, { headers: { Cookie: cookie } });
  const text = await response.text();
  const block =
    /<script type="application\/json" id="(web-pixel|checkout-data)">\s*([^<]*?)\s*<\/script>/.exec(text);
  const data = JSON.parse(block?.[2] ?? 'null');
  return block?.[1] === 'checkout-data' ? data.pixel : data;
}

const create = (settings: unknown) => stage.admin(CREATE, { webPixel: { settings } });
const eventsOn = async (path: string, cookie?: string) => (await pixelOn(path, cookie))?.events;

describe("the app's web pixel in the sandbox shop", () => {
  it('is refused without the scopes, and with settings that its extension does not name', async () => {
    expect((await create('{"key":"k"}')).errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
    await stage.control('scopes', { add: ['write_pixels', 'read_customer_events'] });
    for (const settings of ['{}', '{"key":""}', '{"key":"k","more":"x"}', '{"account":"k"}'])
      expect((await create(settings)).data).toMatchObject({
        webPixelCreate: { webPixel: null, userErrors: [{ code: 'INVALID_SETTINGS' }] },
      });
    expect((await create('key')).data).toMatchObject({
      webPixelCreate: { userErrors: [{ code: 'INVALID_CONFIGURATION_JSON' }] },
    });
  });

  it('is on every page from the moment it is switched on, with its settings, until it is deleted', async () => {
    const checkout = await stage.control('checkouts', {});
    const path = new URL(String(checkout['url'])).pathname;
    expect([await pixelOn('/'), await pixelOn(path)]).toEqual([null, null]);
    const { data } = await create('{"key":"the-key"}');
    const id = data['webPixelCreate']?.['webPixel']?.['id'];
    expect((await create({ key: 'the-key' })).data).toMatchObject({
      webPixelCreate: { userErrors: [{ code: 'TAKEN' }] },
    });
    const pixel = await pixelOn('/');
    expect(pixel).toMatchObject({ settings: { key: 'the-key' }, needs: ['analytics'], data: { cart: null } });
    const bundle = await fetch(pixel?.bundleUrl ?? '');
    expect([bundle.status, new URL(bundle.url).port]).toEqual([200, String(stage.sandbox.assetPort)]);
    expect(await eventsOn(path)).toMatchObject([
      { name: 'page_viewed' },
      { name: 'checkout_started', data: { checkout: { token: checkout['token'] } } },
    ]);
    await stage.admin(DELETE, { id });
    expect(await pixelOn('/')).toBeNull();
    await create({ key: 'the-key' });
  });

  it('hears what each page is about', async () => {
    const { shop } = stage.sandbox.world();
    const [product] = shop.products;
    const cart = shop.carts.add(null, Number(product?.variantId), 1, 'GB');
    const cookie = `sandbox_cart=${cart.cartToken}`;
    expect(await eventsOn(`/products/${product?.handle}`)).toMatchObject([
      { name: 'page_viewed' },
      { name: 'product_viewed', data: { productVariant: { product: { id: String(product?.id) } } } },
    ]);
    expect(await eventsOn('/search?q=red+%3Cb%3E')).toMatchObject([
      {},
      { name: 'search_submitted', data: { searchResult: { query: 'red <b>' } } },
    ]);
    expect(await eventsOn('/collections/christmas')).toMatchObject([{}, { name: 'collection_viewed' }]);
    expect(await eventsOn('/cart', cookie)).toMatchObject([
      {},
      { name: 'cart_viewed', data: { cart: { id: `gid://shopify/Cart/${cart.cartToken}` } } },
    ]);
    expect((await pixelOn('/', cookie))?.data.cart).toMatchObject({ totalQuantity: 1 });
  });
});
