import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { gid } from '#app/domain/kernel/ids.ts';
import { buildCartBlock } from '#extensions/build-cart-block.ts';
import { launchBrowser, type HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import { startSandbox, type Sandbox } from '#sandbox/server.ts';
import type { Product } from '#sandbox/shop/shop.ts';
import { UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { insertRows } from '#tests/support/rows.ts';
import { API_KEY, API_SECRET, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../../server.ts';
import { testSettings } from '../support.ts';

const settings = testSettings({ orderLimit: 50, apiKey: API_KEY, apiSecret: API_SECRET });
let opened: OpenCheckoutShop;
let server: RunningServer;
let sandbox: Sandbox;
let chrome: HeadlessBrowser;
let context: BrowserContext;
let page: Page;
let bought: Product;
let offered: Product;

beforeAll(async () => {
  const extensionsDir = join(settings.dir, 'extensions');
  const port = await freePort();
  [opened, sandbox, chrome] = await Promise.all([
    openCheckoutShop('attune-demo.myshopify.com'),
    startSandbox({ ...settings, extensionsDir, appUrl: `http://127.0.0.1:${port}` }),
    launchBrowser(),
    buildCartBlock(join(extensionsDir, 'theme')),
  ]);
  const [first, second] = sandbox.world().shop.products.filter(({ inventory }) => inventory > 5);
  if (!first || !second) throw new Error('Expected two products in stock.');
  [bought, offered] = [first, second];
  await offer(offered);
  server = await startTestServer(opened.databaseUrl, { PORT: String(port) });
});
afterAll(async () => {
  await chrome.close();
  await sandbox.close();
  await server.close();
  await opened.close();
  rmSync(settings.dir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The catalog knows the product, and the campaign shows it on the cart page. */
async function offer({ id, variantId, title, handle, priceMinor }: Product): Promise<void> {
  const { pool, shopId } = opened;
  const times = { updated_at: '2026-01-01T00:00:00Z' };
  const product = {
    shop_id: shopId,
    id: gid('Product', id),
    title,
    handle,
    vendor: '',
    type: '',
    tags: [],
    status: 'ACTIVE',
  };
  await insertRows(pool, 'product', [{ ...product, ...times, published_at: '2026-01-01T00:00:00Z' }]);
  await insertRows(pool, 'variant', [
    {
      shop_id: shopId,
      id: gid('ProductVariant', variantId),
      product_id: gid('Product', id),
      title: 'Default',
      price_minor: priceMinor,
      prices: {},
      prices_stale: false,
      inventory_policy: 'DENY',
      inventory_tracked: true,
      inventory_quantity: 10,
      available_for_sale: true,
      position: 1,
      requires_shipping: true,
    },
  ]);
  const source = { kind: 'products', productIds: [gid('Product', id)] };
  await pool.query(
    `UPDATE campaign SET placements = '{cart}', content = content || jsonb_build_object('source', $2::jsonb) WHERE id = $1`,
    [UPSELL_ID, source],
  );
  await pool.query(
    `UPDATE shop SET catalog_version = catalog_version + 1, config_version = config_version + 1`,
  );
}

const block = () => page.locator('[data-attune-cart]');
const price = () => `£${(offered.priceMinor / 100).toFixed(2)}`;
const add = () => block().getByRole('button', { name: `Add ${offered.title} for ${price()}` });
const undo = () => block().getByRole('button', { name: `Take ${offered.title} out again` });
const empty = () =>
  expect.poll(() => block().evaluate(({ style }) => style.visibility), { timeout: 8_000 }).toBe('hidden');
const inCart = () => page.locator('.lines').getByText(offered.title);
const eventsOf = async () => {
  const { rows } = await opened.pool.query<{ kind: string }>(
    `SELECT DISTINCT kind FROM item_event WHERE shop_id = $1 ORDER BY kind`,
    [opened.shopId],
  );
  return rows.map(({ kind }) => kind);
};

/** A visitor of their own with the first product in the cart, on the cart page. */
async function openCart(query = ''): Promise<void> {
  await context.request.post(`${sandbox.url}/cart/add.js`, { data: { items: [{ id: bought.variantId }] } });
  await page.goto(`${sandbox.url}/cart${query}`);
}

beforeEach(async () => {
  context = await chrome.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await opened.pool.query('DELETE FROM item_event');
});
afterEach(() => context.close());

describe('the cart block on the storefront', () => {
  it('offers with the price, adds by a tap, and takes out again; each is recorded, and the order would name it', async () => {
    await openCart();
    await add().click();
    await inCart().waitFor();
    await undo().waitFor();
    expect(await undo().evaluate((button) => button === document.activeElement)).toBe(true);
    const cart = await page.evaluate(() => fetch('/cart.js').then((response) => response.json()));
    expect(cart.items[1].properties).toEqual({ _attune: expect.stringMatching(/^[0-9a-f-]{36}\/.+:.+/) });
    await vi.waitFor(async () => expect(await eventsOf()).toEqual(['acceptance', 'exposure']));
    await undo().click();
    await add().waitFor();
    expect(await inCart().count()).toBe(0);
    await vi.waitFor(async () => expect(await eventsOf()).toEqual(['acceptance', 'exposure', 'undo']));
  });

  it('remembers for this cart what was dismissed', async () => {
    await openCart();
    await block()
      .getByRole('button', { name: `Hide ${offered.title}` })
      .click();
    await vi.waitFor(async () => expect(await eventsOf()).toEqual(['dismissal', 'exposure']));
    await page.reload();
    await empty();
    expect(await block().getByText(offered.title).count()).toBe(0);
  });

  it('moves nothing on the page, whether something comes or nothing', async () => {
    const shiftOf = () =>
      page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list, observer) => {
              observer.disconnect();
              resolve(
                list
                  .getEntries()
                  .reduce((sum, entry) => sum + (entry as never as { value: number }).value, 0),
              );
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => resolve(0), 300);
          }),
      );
    await openCart();
    await add().waitFor();
    expect(await shiftOf()).toBe(0);
    await page.route('**/apps/attune/**', (route) => route.abort());
    await page.reload();
    await empty();
    expect(await block().innerText()).toBe('');
    expect(await shiftOf()).toBe(0);
  });

  it('asks with no consent before the visitor gave one, and again when they do', async () => {
    const asked: unknown[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/apps/attune/api/checkout/decision'))
        asked.push(request.postDataJSON().consent);
    });
    await openCart();
    await add().waitFor();
    expect(asked).toEqual([{ analytics: false, marketing: false, preferences: false }]);
    await page.getByRole('button', { name: 'Allow all' }).click();
    await expect.poll(() => asked.at(-1)).toEqual({ analytics: true, marketing: true, preferences: true });
  });

  it('says what it is in the page’s language, and shows a sample without a question in the theme editor', async () => {
    await openCart('?language=de');
    await block()
      .getByRole('button', { name: `${offered.title} für` })
      .waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${sandbox.url}/cart?design`);
    await block().getByText('A product chosen for this shopper').waitFor();
    expect(asked.filter((url) => url.includes('/apps/attune/'))).toEqual([]);
  });

  it('keeps no place on the page of an empty cart', async () => {
    await page.goto(`${sandbox.url}/cart`);
    expect(await block().count()).toBe(0);
  });
});
