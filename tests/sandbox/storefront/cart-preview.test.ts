import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cartPermalink } from '#app/domain/kernel/cart-permalink.ts';
import { PREVIEW_ATTRIBUTE } from '#app/contracts/checkout-decision.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { useAttuneShop } from '../fixtures/attune-shop.ts';

const shop = useAttuneShop(['cart']);
let context: BrowserContext;
let page: Page;

const block = () => page.locator('.attune-cart');

/** As the editor's button opens it. */
async function openPreview(): Promise<void> {
  const preview = await shop.savePreview({
    title: 'Not saved yet',
    body: 'Seen by the merchant alone',
    tone: 'info',
  });
  const lines = [{ variantId: gid('ProductVariant', shop.bought().variantId), quantity: 2 }];
  await page.goto(cartPermalink(shop.url(), lines, { [PREVIEW_ATTRIBUTE]: preview }, 'cart'));
}

beforeAll(async () => {
  context = await shop.newContext();
  page = await context.newPage();
});
afterAll(() => context.close());

describe('a campaign looked at on the cart page before it is saved', () => {
  it('stands beside the running ones, can be tried, and is told to nobody', async () => {
    const told: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/checkout/events')) told.push(request.url());
    });
    await openPreview();
    expect(new URL(page.url()).pathname).toBe('/cart');
    await block().getByText('Not saved yet').waitFor();
    await block().getByRole('button', { name: /^Add / }).click();
    await block()
      .getByRole('button', { name: /^Take .* out again/ })
      .waitFor();
    await block().getByText('Not saved yet').waitFor();
    await block().getByRole('button', { name: 'Hide Not saved yet' }).click();
    await expect.poll(() => block().getByText('Not saved yet').count()).toBe(0);
    expect(await shop.channels()).toEqual([]);
    expect(await shop.events()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('goes on to the checkout of that cart', async () => {
    await openPreview();
    await block().getByText('Not saved yet').waitFor();
    await page.getByRole('button', { name: 'Check out' }).click();
    await page.waitForURL('**/checkouts/*');
    const token = new URL(page.url()).pathname.split('/').pop() ?? '';
    const keys = shop
      .sandbox()
      .checkouts.get(token)
      ?.attributes.map(({ key }) => key);
    expect(keys).toEqual([PREVIEW_ATTRIBUTE]);
  });

  it('is not in the cart of another browser', async () => {
    const other = await shop.newContext();
    page = await other.newPage();
    await other.request.post(`${shop.url()}/cart/add.js`, {
      data: { items: [{ id: shop.bought().variantId }] },
    });
    await page.goto(`${shop.url()}/cart`);
    await block().getByRole('button', { name: /^Add / }).waitFor();
    expect(await block().getByText('Not saved yet').count()).toBe(0);
    await other.close();
  });
});
