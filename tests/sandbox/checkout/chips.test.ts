import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireOffer } from '#app/contracts/checkout-decision.ts';
import { BLOCK, CANDLE_OFFER, useCandleCheckout } from './fixtures/candle-checkout.ts';

const TITLES = ['Beeswax candle', 'Linen napkins, set of four, undyed', 'Jug', 'Oak tray', 'Cup'];

/** The first is one that the checkout's shop sells. */
const CHIPS: readonly WireOffer[] = TITLES.map((title, index) => ({
  ...CANDLE_OFFER,
  headline: 'Your usual',
  layout: 'chips',
  title,
  ...(index > 0 && {
    key: `usual/${index}`,
    productId: `gid://shopify/Product/${20 + index}`,
    variantId: `gid://shopify/ProductVariant/${20 + index}`,
  }),
}));

let told: string[] = [];
const checkout = useCandleCheckout({
  itemsFor: (placement) => (placement === 'checkout.block' ? [...CHIPS] : []),
  onEvents: ({ events }) => told.push(...events.map(({ kind, itemKey }) => `${kind} ${itemKey}`)),
});

for (const stack of ['modern', 'legacy']) {
  describe(`chips in the ${stack} build in a browser`, () => {
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);
    const button = (name: string | RegExp) => slot().getByRole('button', { name });

    beforeAll(async () => {
      page = await checkout.openPage();
    });

    for (const width of [1280, 390]) {
      it(`add with one tap and take back with another, the focus kept, at ${width} pixels`, async () => {
        told = [];
        await page.setViewportSize({ width, height: 900 });
        await page.goto(checkout.addressOf(stack));
        await button('Add Beeswax candle for £4.25').waitFor();
        expect(await button(/^Add/).count()).toBe(5);
        const height = (await slot().boundingBox())?.height ?? 0;
        expect(height).toBeLessThan(width > 600 ? 210 : 330);
        if (process.env['SHOTS'])
          await slot().screenshot({ path: `${process.env['SHOTS']}/${stack}-chips-${width}.png` });
        await button('Add Beeswax candle for £4.25').focus();
        await page.keyboard.press('Enter');
        await page.getByTestId('line-2').waitFor({ state: 'attached' });
        await slot().getByText('Undo: Beeswax candle').waitFor();
        await slot().getByText('Added to your order').waitFor();
        if (process.env['SHOTS'])
          await slot().screenshot({ path: `${process.env['SHOTS']}/${stack}-chips-added-${width}.png` });
        const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
        await expect.poll(focused).toBe('Take Beeswax candle out again');
        await page.keyboard.press('Enter');
        await page.getByTestId('line-2').waitFor({ state: 'detached' });
        await button('Add Beeswax candle for £4.25').waitFor();
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
      });
    }

    it('are hidden together, and each is told of', async () => {
      told = [];
      await page.goto(checkout.addressOf(stack));
      await button('Hide Your usual').click();
      await button(/^Add/).first().waitFor({ state: 'detached' });
      const dismissals = () => told.filter((each) => each.startsWith('dismissal')).length;
      await expect.poll(dismissals).toBe(5);
    });
  });
}
