import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useAttuneShop } from '../fixtures/attune-shop.ts';
import { eventually } from '#tests/support/eventually.ts';

const THANK_YOU = 'purchase.thank-you.block.render';
const ORDER_STATUS = 'customer-account.order-status.block.render';
const shop = useAttuneShop(['thank-you.block', 'order-status.block']);
let context: BrowserContext;
let page: Page;

beforeEach(async () => {
  context = await shop.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

const buyIn = (target: string) => page.getByTestId(`slot-${target}`).getByText('Buy', { exact: true });

/** On a busy machine an answer may come too late to be shown, as it should be: then the page is opened again. */
async function untilOffered(target: string): Promise<void> {
  for (let left = 4; left > 0; left -= 1) {
    const isOffered = await buyIn(target)
      .waitFor({ timeout: 4_000 })
      .then(
        () => true,
        () => false,
      );
    if (isOffered) return;
    await page.reload();
  }
  await buyIn(target).waitFor();
}

describe.each(['modern', 'legacy'])('after the order, %s', (stack) => {
  it('leads from thank-you and from the order to a new checkout whose line names the decision', async () => {
    await page.goto(`${shop.url()}/checkouts/new?stack=${stack}&lines=${shop.bought().variantId}:1`);
    await page.getByTestId('pay-now').click();
    await page.waitForURL(/thank-you/);
    await untilOffered(THANK_YOU);
    await page.getByRole('link', { name: 'View your order' }).click();
    await untilOffered(ORDER_STATUS);
    await eventually(async () => expect(await shop.events()).toEqual(['exposure']));
    const opening = context.waitForEvent('page');
    await buyIn(ORDER_STATUS).click();
    const opened = await opening;
    await opened.waitForURL(/\/checkouts\/\w+$/);
    const token = opened.url().split('/').at(-1) ?? '';
    expect(shop.sandbox().checkouts.get(token)?.lines).toMatchObject([
      {
        variantId: shop.offered().variantId,
        quantity: 1,
        attributes: [{ key: '_attune', value: expect.stringMatching(/^[0-9a-f-]{36}\/.+:.+/) }],
      },
    ]);
    await eventually(async () => {
      expect(await shop.events()).toEqual(['acceptance', 'exposure']);
      expect(await shop.channels()).toEqual(expect.arrayContaining(['checkout', 'order-status']));
    });
  }, 60_000);
});
