import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useAttuneShop } from '../fixtures/attune-shop.ts';

const shop = useAttuneShop(['cart']);
let context: BrowserContext;
let page: Page;
/** The lines of each question, as quantities. */
let asked: number[][] = [];

const block = () => page.locator('.attune-cart');
const add = () => block().getByRole('button', { name: /^Add / });
const undo = () => block().getByRole('button', { name: /^Take .* out again/ });
const line = (title: string) => page.locator('.lines li', { hasText: title });
/** Longer than a burst is waited for, and the question after it. */
const settled = () => page.waitForTimeout(1_200);

async function openCart(theme: string): Promise<void> {
  await context.request.post(`${shop.url()}/cart/add.js`, {
    data: { items: [{ id: shop.bought().variantId }] },
  });
  await page.goto(`${shop.url()}/cart?theme=${theme}`);
  await add().waitFor();
  asked = [];
}

async function setQuantity(title: string, quantity: number): Promise<void> {
  await line(title).getByRole('spinbutton').fill(String(quantity));
  const changed = page.waitForResponse('**/cart/change.js');
  await line(title).getByRole('button', { name: 'Update' }).click();
  await changed;
}

beforeEach(async () => {
  context = await shop.newContext();
  page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().endsWith('/apps/attune/api/checkout/decision')) return;
    asked.push(request.postDataJSON().lines.map(({ quantity }: { quantity: number }) => quantity));
  });
});
afterEach(() => context.close());

describe('the cart block in a theme that changes quantities without loading the page', () => {
  it('asks once after several changes in a burst, moves nothing by it, and asks no more', async () => {
    await openCart('ajax');
    await page.evaluate(() => {
      const seen = ((window as never as { moved: number }).moved = 0);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          (window as never as { moved: number }).moved += (entry as never as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: false });
      return seen;
    });
    await line(shop.bought().title).getByRole('spinbutton').fill('4');
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('.lines form');
      for (let change = 0; change < 3; change += 1) form?.requestSubmit();
    });
    await expect.poll(() => asked).toEqual([[4]]);
    await settled();
    expect(asked).toEqual([[4]]);
    expect(await page.evaluate(() => (window as never as { moved: number }).moved)).toBe(0);
    await add().waitFor();
  });

  it('does not ask about a change that the storefront refused, nor about its own twice', async () => {
    await openCart('ajax');
    await page.route('**/cart/change.js', (route) => route.fulfill({ status: 422, json: {} }));
    await setQuantity(shop.bought().title, 7);
    await settled();
    expect(asked).toEqual([]);
    await add().click();
    await undo().waitFor();
    await line(shop.offered().title).waitFor();
    await settled();
    expect(asked).toEqual([[1, 1]]);
  });

  it('offers again what was added and then taken out of the cart by the theme', async () => {
    await openCart('ajax');
    await add().click();
    await undo().waitFor();
    await line(shop.offered().title).getByRole('button', { name: 'Remove' }).click();
    await add().waitFor();
    expect(await line(shop.offered().title).count()).toBe(0);
  });

  it('shows nothing once the cart is emptied, and asks nothing', async () => {
    await openCart('ajax');
    await line(shop.bought().title).getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => block().innerText()).toBe('');
    await settled();
    expect(asked).toEqual([]);
  });

  it('starts anew where the theme has put a new block in the place of the old one', async () => {
    await openCart('sections');
    await setQuantity(shop.bought().title, 2);
    await expect.poll(() => asked).toEqual([[2]]);
    await add().waitFor();
    await settled();
    expect(asked).toEqual([[2]]);
  });
});
