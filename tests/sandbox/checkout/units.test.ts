import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireOffer } from '#app/contracts/checkout-decision.ts';
import { BLOCK, CANDLE, CANDLE_OFFER, useCandleCheckout } from './fixtures/candle-checkout.ts';

const OFFER: WireOffer = { ...CANDLE_OFFER, mostUnits: 4 };

const checkout = useCandleCheckout({
  itemsFor: (placement) => (placement === 'checkout.block' ? [OFFER] : []),
});

for (const stack of ['modern', 'legacy']) {
  describe(`an offer of several units, in the ${stack} build in a browser`, () => {
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);
    const button = (name: string | RegExp) => slot().getByRole('button', { name });
    const inCart = () =>
      page.evaluate(
        (id) =>
          window.__sandbox.checkout.lines
            .filter(({ variantId }) => variantId === id)
            .map(({ quantity }) => quantity),
        CANDLE,
      );

    beforeAll(async () => {
      page = await checkout.openPage();
    });

    for (const width of [1280, 390]) {
      it(`shows what they cost, adds as many, and undo takes all of them out, at ${width} pixels`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(checkout.addressOf(stack));
        await button('Add Beeswax candle for £4.25').waitFor();
        await button('Quantity +').click();
        await button('Add Beeswax candle for £8.50').waitFor();
        await slot().getByText('2 × £4.25').waitFor();
        if (process.env['SHOTS'])
          await slot().screenshot({ path: `${process.env['SHOTS']}/${stack}-units-${width}.png` });
        expect(await inCart()).toEqual([]);
        await button('Add Beeswax candle for £8.50').click();
        await button('Take Beeswax candle out again').waitFor();
        expect(await inCart()).toEqual([2]);
        expect(await button(/^Quantity/).count()).toBe(0);
        await button('Take Beeswax candle out again').click();
        await button('Add Beeswax candle for £8.50').waitFor();
        expect(await inCart()).toEqual([]);
      });
    }

    it('goes no further than the offer allows, whatever is typed', async () => {
      await page.goto(checkout.addressOf(stack));
      await button('Add Beeswax candle for £4.25').waitFor();
      const field = slot().getByRole('spinbutton', { name: 'Quantity' });
      await field.fill('40');
      await field.press('Enter');
      await button('Add Beeswax candle for £17.00').waitFor();
      expect(await button('Quantity +').isDisabled()).toBe(true);
      await slot().getByRole('spinbutton', { name: 'Quantity' }).fill('-3');
      await slot().getByRole('spinbutton', { name: 'Quantity' }).press('Enter');
      await button('Add Beeswax candle for £4.25').waitFor();
      expect(await button('Quantity −').isDisabled()).toBe(true);
    });
  });
}
