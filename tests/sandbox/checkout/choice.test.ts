import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DecisionRequest, WireOffer } from '#app/contracts/checkout-decision.ts';
import { BLOCK, CANDLE, CANDLE_OFFER, useCandleCheckout } from './fixtures/candle-checkout.ts';

const LARGE = 'gid://shopify/ProductVariant/4';
const AMOUNTS: Readonly<Record<string, string>> = { [CANDLE]: '4.25', [LARGE]: '11.00' };

const choice = (variantId: string, title: string) => ({
  variantId,
  title,
  price: { amount: '1.00', currencyCode: 'GBP' },
});
const OFFER: WireOffer = {
  ...CANDLE_OFFER,
  choices: [choice(CANDLE, 'Small'), choice(LARGE, 'Large')],
};

let asked: DecisionRequest[] = [];
const checkout = useCandleCheckout({
  itemsFor: (placement) => (placement === 'checkout.block' ? [OFFER] : []),
  onQuestion: (question) => void asked.push(question),
  amountOf: (variantId) => AMOUNTS[variantId] ?? '0.00',
});

for (const stack of ['modern', 'legacy']) {
  describe(`a product of several variants, in the ${stack} build in a browser`, () => {
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);
    const button = (name: string | RegExp) => slot().getByRole('button', { name });
    const writes = () =>
      page.evaluate(() =>
        window.__sandbox.hostCalls.filter(({ text }) => text.startsWith('applyCart')).map(({ text }) => text),
      );

    beforeAll(async () => {
      page = await checkout.openPage();
    });

    it('has room for the choice beside long words on a narrow phone', async () => {
      await page.setViewportSize({ width: 320, height: 900 });
      await page.goto(checkout.addressOf(stack, '&language=de'));
      const add = button('Beeswax candle für 4,25 £ hinzufügen');
      await add.waitFor();
      const [field, tap] = await Promise.all([
        slot().getByLabel('Ausführung').boundingBox(),
        add.boundingBox(),
      ]);
      expect(field?.width).toBeGreaterThan(150);
      expect(tap?.y).toBeGreaterThan((field?.y ?? Infinity) + (field?.height ?? 0));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });

    for (const width of [1280, 390]) {
      it(`shows the price of the chosen one and adds that one only, at ${width} pixels`, async () => {
        asked = [];
        await page.setViewportSize({ width, height: 900 });
        await page.goto(checkout.addressOf(stack));
        await button('Add Beeswax candle for £4.25').waitFor();
        expect(asked.every(({ canChoose }) => canChoose)).toBe(true);
        await slot().getByLabel('Option').selectOption('Large');
        await button('Add Beeswax candle for £11.00').waitFor();
        expect(await writes()).toEqual([]);
        if (process.env['SHOTS'])
          await slot().screenshot({ path: `${process.env['SHOTS']}/${stack}-choice-${width}.png` });
        await button('Add Beeswax candle for £11.00').click();
        await button('Take Beeswax candle out again').waitFor();
        const [write = ''] = await writes();
        expect(write).toContain(LARGE);
        expect(await page.evaluate(() => window.__sandbox.checkout.lines.map(({ id }) => id))).toHaveLength(
          2,
        );
        expect(await slot().getByText('Large').count()).toBe(1);
        await button('Take Beeswax candle out again').click();
        await button('Add Beeswax candle for £11.00').waitFor();
        expect(await page.evaluate(() => window.__sandbox.checkout.lines.length)).toBe(1);
      });
    }
  });
}
