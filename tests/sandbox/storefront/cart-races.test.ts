import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Product } from '#sandbox/shop/shop.ts';
import { useAttuneShop } from '../fixtures/attune-shop.ts';

const shop = useAttuneShop(['cart']);
let context: BrowserContext;
let page: Page;

const block = () => page.locator('.attune-cart');
const add = ({ title }: Product) => block().getByRole('button', { name: `Add ${title} for` });
const undo = ({ title }: Product) => block().getByRole('button', { name: `Take ${title} out again` });
const hide = ({ title }: Product) => block().getByRole('button', { name: `Hide ${title}` });
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

/** A third product, which the answers of these tests offer beside the campaign's. */
const other = () => {
  const [, , third] = shop.sandbox().products.filter(({ inventory }) => inventory > 5);
  if (!third) throw new Error('Expected three products in stock.');
  return third;
};

async function withOther(route: Route): Promise<void> {
  const response = await route.fetch();
  const answer = (await response.json()) as DecisionAnswer;
  const [offer] = answer.placements.cart ?? [];
  const { id, variantId, title } = other();
  const second = {
    ...offer,
    key: 'other',
    title,
    productId: gid('Product', id),
    variantId: gid('ProductVariant', variantId),
  };
  await route.fulfill({ response, json: { ...answer, placements: { cart: offer ? [offer, second] : [] } } });
}

const later =
  (milliseconds: number) =>
  async (route: Route): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await route.continue().catch(() => undefined); // The page may be gone.
  };

async function openCart(query = ''): Promise<void> {
  await context.request.post(`${shop.url()}/cart/add.js`, {
    data: { items: [{ id: shop.bought().variantId }] },
  });
  await page.goto(`${shop.url()}/cart${query}`);
  await add(shop.offered()).waitFor();
}

interface AjaxCart {
  readonly items: readonly { readonly key: string; readonly id: number; readonly quantity: number }[];
}

/** The cart of now, as any tab of this browser sees it. */
async function linesOf({ variantId }: Product): Promise<AjaxCart['items']> {
  const cart = (await (await context.request.get(`${shop.url()}/cart.js`)).json()) as AjaxCart;
  return cart.items.filter(({ id }) => id === variantId);
}

/** What somebody does in another tab: this page hears nothing of it. */
async function setElsewhere(product: Product, quantity: number): Promise<void> {
  const [line] = await linesOf(product);
  await context.request.post(`${shop.url()}/cart/change.js`, { data: { id: line?.key, quantity } });
}

beforeEach(async () => {
  context = await shop.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
});
afterEach(() => context.close());

describe('the cart block while something else happens', () => {
  it('loads the page only when every tap is done, so that both offers come back with their undo', async () => {
    await page.route('**/apps/attune/api/checkout/decision', withOther);
    await openCart();
    let adds = 0;
    await page.route('**/cart/add.js', (route) => later((adds += 1) === 1 ? 500 : 1_500)(route));
    await add(shop.offered()).click();
    await add(other()).click();
    await page.waitForEvent('load');
    await undo(shop.offered()).waitFor();
    await undo(other()).waitFor();
    expect([(await linesOf(shop.offered())).length, (await linesOf(other())).length]).toEqual([1, 1]);
  });

  it('takes out only what it added, where another tab has added to the line', async () => {
    await openCart();
    await add(shop.offered()).click();
    await undo(shop.offered()).waitFor();
    await setElsewhere(shop.offered(), 3);
    await undo(shop.offered()).click();
    await expect
      .poll(async () => (await linesOf(shop.offered())).map(({ quantity }) => quantity))
      .toEqual([2]);
  });

  it('shows the cart as it is, where another tab has taken the line out before its undo', async () => {
    await openCart();
    await add(shop.offered()).click();
    await undo(shop.offered()).waitFor();
    await setElsewhere(shop.offered(), 0);
    await undo(shop.offered()).click();
    await add(shop.offered()).waitFor();
    expect(await block().getByText('It could not be undone').count()).toBe(0);
  });

  it('keeps the keyboard’s focus on "Not now" when the cart changes, and hands it to the next offer after it', async () => {
    await page.route('**/apps/attune/api/checkout/decision', withOther);
    await openCart('?theme=ajax');
    await hide(shop.offered()).focus();
    const answered = page.waitForResponse('**/apps/attune/api/checkout/decision');
    await page.evaluate(() => document.querySelector<HTMLFormElement>('.lines form')?.requestSubmit());
    await setElsewhere(shop.bought(), 2);
    await answered;
    await page.waitForTimeout(300);
    expect(await focused()).toBe(`Hide ${shop.offered().title}`);
    await page.keyboard.press('Enter');
    await expect.poll(() => add(shop.offered()).count()).toBe(0);
    expect(await focused()).toMatch(`Add ${other().title} for`);
  });

  it('starts anew also where the theme takes its time to draw the cart', async () => {
    await openCart('?theme=sections');
    await page.route('**/cart?theme=sections', later(1_000));
    await add(shop.offered()).click();
    await page.waitForResponse('**/cart?theme=sections');
    await undo(shop.offered()).waitFor();
  });
});
