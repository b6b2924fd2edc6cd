import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useAttuneShop } from '../fixtures/attune-shop.ts';
import { eventually } from '#tests/support/eventually.ts';

const shop = useAttuneShop(['cart']);
let context: BrowserContext;
let page: Page;

const block = () => page.locator('[data-attune-cart]');
const priceOf = (units: number) => `£${((shop.offered().priceMinor * units) / 100).toFixed(2)}`;
const button = (name: string) => block().getByRole('button', { name, exact: true });
const add = (units: number) => button(`Add ${shop.offered().title} for ${priceOf(units)}`);
const undo = () => button(`Take ${shop.offered().title} out again`);
const isFocused = (name: string) =>
  expect.poll(() => button(name).evaluate((each) => each === document.activeElement)).toBe(true);
const inCart = () =>
  page.evaluate(async (id) => {
    const { items } = await (await fetch('/cart.js')).json();
    return items
      .filter((item: { id: number }) => item.id === id)
      .map((item: { quantity: number }) => item.quantity);
  }, shop.offered().variantId);

async function openCart(query = ''): Promise<void> {
  await context.request.post(`${shop.url()}/cart/add.js`, {
    data: { items: [{ id: shop.bought().variantId }] },
  });
  await page.goto(`${shop.url()}/cart${query}`);
  await block().getByRole('group').waitFor();
}

beforeAll(() => shop.changeCampaign({ choosesUnits: true }));
beforeEach(async () => {
  context = await shop.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

describe('several units in the cart block', () => {
  for (const width of [1280, 390]) {
    it(`shows what they cost, adds as many, and undo takes all of them out, at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await openCart();
      await button('One more, now 1').click();
      await button('One more, now 2').click();
      await add(3).waitFor();
      expect(await block().innerText()).toContain(`3 × ${priceOf(1)}`);
      expect(await block().evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      if (process.env['SHOTS'])
        await page.screenshot({ path: `${process.env['SHOTS']}/cart-units-${width}.png`, fullPage: true });
      await add(3).click();
      await undo().waitFor();
      expect(await inCart()).toEqual([3]);
      expect(await block().getByRole('group').count()).toBe(0);
      await undo().click();
      await block().getByRole('group').waitFor();
      expect(await inCart()).toEqual([]);
      await eventually(async () => expect(await shop.events()).toEqual(['acceptance', 'exposure', 'undo']));
    });
  }

  it('goes by the keyboard, from one to what the answer allows and no further, and keeps the focus', async () => {
    await openCart();
    await button('One more, now 1').focus();
    for (let units = 1; units < 10; units += 1) {
      await isFocused(`One more, now ${units}`);
      await page.keyboard.press('Enter');
    }
    await isFocused('One more, now 10');
    expect(await button('One more, now 10').getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Enter');
    await add(10).waitFor();
    await page.keyboard.press('Shift+Tab');
    for (let units = 10; units > 1; units -= 1) {
      await isFocused(`One fewer, now ${units}`);
      await page.keyboard.press('Space');
    }
    await isFocused('One fewer, now 1');
    await page.keyboard.press('Space');
    await add(1).waitFor();
  });

  it('stands the other way round where one reads from right to left', async () => {
    await openCart();
    await page.evaluate(() => (document.dir = 'rtl'));
    const [fewer, more] = await Promise.all(
      ['One fewer, now 1', 'One more, now 1'].map((name) => button(name).boundingBox()),
    );
    expect(fewer?.x).toBeGreaterThan(more?.x ?? Infinity);
    await button('One more, now 1').click();
    await add(2).waitFor();
  });

  it('keeps the number where the storefront refuses to add so many, and says that nothing changed', async () => {
    await openCart();
    await button('One more, now 1').click();
    await page.route('**/cart/add.js', (route) => route.fulfill({ status: 422, json: { status: 422 } }));
    await add(2).click();
    await block().getByText('It could not be added. Your cart has not changed.').waitFor();
    await button('One more, now 2').waitFor();
    await page.unroute('**/cart/add.js');
    await add(2).click();
    await undo().waitFor();
    expect(await inCart()).toEqual([2]);
  });
});
