import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Layout, WireItem } from '#app/contracts/checkout-decision.ts';
import { BLOCK, CANDLE_OFFER, useCandleCheckout } from './fixtures/candle-checkout.ts';

const TITLES = [
  'Beeswax candle',
  'Hand-thrown stoneware cakestand with three tiers and a brass handle',
  'Linen napkins, set of four',
  'Jug',
];
const SQUARE =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="64" height="64"%3E%3Crect width="64" height="64" fill="%23d9c7a3"/%3E%3C/svg%3E';

const offersIn = (layout: Layout): WireItem[] =>
  TITLES.map((title, index) => ({
    ...CANDLE_OFFER,
    layout,
    title,
    imageUrl: SQUARE,
    key: `offer/${index}`,
    productId: `gid://shopify/Product/${20 + index}`,
    variantId: `gid://shopify/ProductVariant/${20 + index}`,
  }));

let items: WireItem[] = [];
const checkout = useCandleCheckout({
  itemsFor: (placement) => (placement === 'checkout.block' ? items : []),
});

for (const stack of ['modern', 'legacy']) {
  describe(`the ${stack} build in a browser`, () => {
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);
    const button = (name: string | RegExp) => slot().getByRole('button', { name });

    beforeAll(async () => {
      page = await checkout.openPage();
    });

    async function open(layout: Layout, width: number): Promise<void> {
      items = offersIn(layout);
      await page.setViewportSize({ width, height: 900 });
      await page.goto(checkout.addressOf(stack));
      await button(/^Add/).first().waitFor();
      if (process.env['SHOTS'])
        await slot().screenshot({ path: `${process.env['SHOTS']}/${stack}-${layout}-${width}.png` });
    }

    for (const width of [1280, 390]) {
      it(`turns a carousel by keyboard at ${width} pixels, announced, without any change of height`, async () => {
        await open('carousel', width);
        const heights = new Set<number>();
        await button('Next').focus();
        for (const place of [1, 2, 3, 4]) {
          const announced = slot().getByRole('status');
          await announced.getByText(`${place} of 4`).waitFor();
          heights.add((await slot().boundingBox())!.height);
          await page.keyboard.press('Enter');
        }
        await slot().getByText('1 of 4').waitFor();
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Next');
        expect([...heights]).toHaveLength(1);
      });

      it(`keeps the room of a carousel at ${width} pixels while it loads`, async () => {
        await page.goto(checkout.addressOf(stack, '&room=carousel&fault=silent'));
        await slot().locator('[aria-busy]').first().waitFor();
        const { height } = (await slot().boundingBox())!;
        await open('carousel', width);
        expect(Math.abs((await slot().boundingBox())!.height - height)).toBeLessThan(10);
      });

      it.each<Layout>(['list', 'grid', 'chips'])(
        `tells a screen reader what a tap in %s came to, at ${width} pixels`,
        async (layout) => {
          await open(layout, width);
          await button(/^Add/).first().click();
          await slot()
            .getByRole('status')
            .getByText('It could not be added. Your order has not changed.')
            .waitFor();
        },
      );

      it(`has ${width > 600 ? 2 : 1} in a row of a grid at ${width} pixels, and fits`, async () => {
        await open('grid', width);
        const boxes = await Promise.all(
          (await button(/^Add/).all()).map(async (each) => (await each.boundingBox())!),
        );
        expect(new Set(boxes.map(({ x }) => Math.round(x))).size).toBe(width > 600 ? 2 : 1);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
      });
    }
  });
}
