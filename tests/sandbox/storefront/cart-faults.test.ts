import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useAttuneShop } from '../fixtures/attune-shop.ts';

const DECISION = '**/apps/attune/api/checkout/decision';

const shop = useAttuneShop(['cart']);
let context: BrowserContext;
let page: Page;
/** What the page threw or wrote as an error. The browser's own line of a failed request is none. */
let errors: string[] = [];

const block = (on = page) => on.locator('.attune-cart');
const more = (on = page) => block(on).getByRole('button', { name: 'One more, now 1' });
const add = (units: number, on = page) =>
  block(on).getByRole('button', {
    name: `Add ${shop.offered().title} for £${((shop.offered().priceMinor * units) / 100).toFixed(2)}`,
  });
const isEmpty = (on = page) =>
  expect.poll(() => block(on).evaluate(({ style }) => style.visibility), { timeout: 9_000 }).toBe('hidden');

const later =
  (milliseconds: number) =>
  async (route: Route): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await route.continue().catch(() => undefined); // The page may be gone.
  };
const status = (code: number) => (route: Route) => route.fulfill({ status: code, body: 'no' });
const body = (text: string) => (route: Route) =>
  route.fulfill({ status: 200, contentType: 'application/json', body: text });

async function openPage(): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(8_000);
  opened.on('pageerror', (error) => errors.push(String(error)));
  opened.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return opened;
}

const openCart = (on = page) => on.goto(`${shop.url()}/cart`);

/** Each fault on a page of its own, all at once. */
const onEach = <Fault>(faults: readonly Fault[], act: (fault: Fault, on: Page) => Promise<void>) =>
  Promise.all(
    faults.map(async (fault) => {
      const own = await openPage();
      await act(fault, own);
      await own.close();
    }),
  );

beforeAll(() => shop.changeCampaign({ choosesUnits: true }));
beforeEach(async () => {
  errors = [];
  context = await shop.newContext();
  page = await openPage();
  await context.request.post(`${shop.url()}/cart/add.js`, {
    data: { items: [{ id: shop.bought().variantId }] },
  });
});
afterEach(() => context.close());

describe('the cart block when something fails', () => {
  it('offers all the same after an answer that is late or none', async () => {
    const none = [status(500), status(401), body('<html>'), body('{"v":99}')];
    await onEach([later(1_000), ...none], async (fault, on) => {
      let count = 0;
      await on.route(DECISION, (route) => ((count += 1) === 1 ? fault(route) : route.continue()));
      await openCart(on);
      await more(on).click();
      await add(2, on).waitFor();
    });
    expect(errors).toEqual([]);
  });

  it('leaves its place empty where no answer comes at all', async () => {
    const broken = body('{"v":1,"placements":{"cart":[{"kind":"offer"}]}}');
    await onEach([status(500), broken, later(6_000)], async (fault, on) => {
      await on.route(DECISION, fault);
      await openCart(on);
      await isEmpty(on);
      expect(await block(on).innerText()).toBe('');
    });
    expect(errors).toEqual([]);
  });

  it('shows the server’s price of several units where the storefront does not tell its own', async () => {
    await onEach([status(500), body('[]')], async (fault, on) => {
      await on.route('**/api/*/graphql.json', fault);
      await openCart(on);
      await more(on).click();
      await add(2, on).waitFor();
    });
    expect(errors).toEqual([]);
  });

  it('says that nothing changed where the storefront does not answer to the tap, and adds at the next', async () => {
    await openCart();
    await more().click();
    await page.route('**/cart/add.js', (route) => route.abort());
    await add(2).click();
    await block().getByText('It could not be added. Your cart has not changed.').waitFor();
    await page.unroute('**/cart/add.js');
    await add(2).click();
    await block()
      .getByRole('button', { name: `Take ${shop.offered().title} out again` })
      .waitFor();
    expect(errors).toEqual([]);
  });

  it('shows the new cart where it was added and the cart cannot be read afterwards', async () => {
    await openCart();
    await more().click();
    await add(2).waitFor();
    let reads = 0;
    await page.route('**/cart.js', (route) => ((reads += 1) === 1 ? route.abort() : route.continue()));
    await add(2).click();
    await page.locator('.lines').getByText(shop.offered().title).waitFor();
    await block()
      .getByRole('button', { name: `Take ${shop.offered().title} out again` })
      .waitFor();
    expect(errors).toEqual([]);
  });

  it('leaves its place empty where the cart cannot be read at all', async () => {
    await page.route('**/cart.js', status(500));
    await openCart();
    await isEmpty();
    expect(await block().innerText()).toBe('');
  });
});
