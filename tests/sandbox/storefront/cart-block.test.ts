import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useAttuneShop } from '../fixtures/attune-shop.ts';
import { eventually } from '#tests/support/eventually.ts';

const shop = useAttuneShop(['cart']);
let context: BrowserContext;
let page: Page;

const block = () => page.locator('.attune-cart');
const price = () => `£${(shop.offered().priceMinor / 100).toFixed(2)}`;
const add = () => block().getByRole('button', { name: `Add ${shop.offered().title} for ${price()}` });
const undo = () => block().getByRole('button', { name: `Take ${shop.offered().title} out again` });
const empty = () => expect.poll(() => block().evaluate(({ style }) => style.visibility)).toBe('hidden');
const inCart = () => page.locator('.lines').getByText(shop.offered().title);
const eventsOf = () => shop.events();

/** A visitor of their own with the first product in the cart, on the cart page. */
async function openCart(query = ''): Promise<void> {
  await context.request.post(`${shop.url()}/cart/add.js`, {
    data: { items: [{ id: shop.bought().variantId }] },
  });
  await page.goto(`${shop.url()}/cart${query}`);
}

beforeEach(async () => {
  context = await shop.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

describe('the cart block on the storefront', () => {
  it('offers with the price, adds by a tap, and takes out again; each is recorded, and the order would name it', async () => {
    await openCart();
    await add().click();
    await inCart().waitFor();
    await undo().waitFor();
    await expect.poll(() => undo().evaluate((button) => button === document.activeElement)).toBe(true);
    const cart = await page.evaluate(() => fetch('/cart.js').then((response) => response.json()));
    expect(cart.items[1].properties).toEqual({ _attune: expect.stringMatching(/^[0-9a-f-]{36}\/.+:.+/) });
    await eventually(async () => expect(await eventsOf()).toEqual(['acceptance', 'exposure']));
    await undo().click();
    await add().waitFor();
    expect(await inCart().count()).toBe(0);
    await eventually(async () => expect(await eventsOf()).toEqual(['acceptance', 'exposure', 'undo']));
  });

  it('remembers for this cart what was dismissed', async () => {
    await openCart();
    await block()
      .getByRole('button', { name: `Hide ${shop.offered().title}` })
      .click();
    await eventually(async () => expect(await eventsOf()).toEqual(['dismissal', 'exposure']));
    await page.reload();
    await empty();
    expect(await block().getByText(shop.offered().title).count()).toBe(0);
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

  it('says what it is in the page’s language, and in the theme editor shows an example without a question or a script, even of an empty cart', async () => {
    await openCart('?language=de');
    await block()
      .getByRole('button', { name: `${shop.offered().title} für` })
      .waitFor();
    // A page of its own: the one before still tells what was seen on it when it is left.
    page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${shop.url()}/cart?design`);
    await block().getByText('A product chosen for this shopper').waitFor();
    expect(asked.filter((url) => url.includes('/apps/attune/'))).toEqual([]);
    await context.clearCookies();
    await page.goto(`${shop.url()}/cart?design`);
    await block().getByText('A product chosen for this shopper').waitFor();
  });

  it('has no heading where nothing but a message stands', async () => {
    const message = {
      kind: 'message',
      key: 'm',
      campaignId: 'm',
      tone: 'info',
      title: 'Thank you',
      body: 'For coming back.',
    };
    await page.route('**/apps/attune/api/checkout/decision', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as object;
      await route.fulfill({ response, json: { ...answer, placements: { cart: [message] } } });
    });
    await openCart();
    await block().getByText('Thank you').waitFor();
    expect(await block().getByRole('heading').count()).toBe(0);
  });

  it('offers nothing to a buyer for a company', async () => {
    const answer = page.waitForResponse('**/apps/attune/api/checkout/decision');
    await openCart('?buyer=business');
    expect((await (await answer).json()).placements).toEqual({ cart: [] });
    await empty();
  });

  it('keeps no place on the page of an empty cart', async () => {
    await page.goto(`${shop.url()}/cart`);
    expect(await block().count()).toBe(0);
  });
});
