import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BLOCK, CANDLE, CANDLE_OFFER, useCandleCheckout } from './fixtures/candle-checkout.ts';
import { cartWrites, expectNoFailure } from './fixtures/no-failure.ts';

/** By checkout, as an event may still be on its way when the page is left. */
let failures = new Map<string, string[]>();
let questions = 0;
let isOnSale = true;

/** The candle is for buyers who allow marketing, and is not offered to a cart that has it. */
const checkout = useCandleCheckout({
  itemsFor: (placement, { lines, consent }) => {
    const mayOffer = consent.marketing && !lines.some(({ variantId }) => variantId === CANDLE);
    return placement === 'checkout.block' && mayOffer ? [CANDLE_OFFER] : [];
  },
  trackTokenFor: ({ checkoutToken = '' }) => checkoutToken,
  onQuestion: () => (questions += 1),
  onEvents: ({ trackToken, failures: told }) => {
    const kinds = told.map(({ kind, count }) => `${kind} ${count}`);
    failures.set(trackToken, [...(failures.get(trackToken) ?? []), ...kinds]);
  },
  isOnSale: () => isOnSale,
});

for (const stack of ['modern', 'legacy']) {
  describe(`the ${stack} build in a browser`, () => {
    let context: BrowserContext;
    let page: Page;
    const slot = (on = page) => on.getByTestId(`slot-${BLOCK}`);
    const add = (on = page) => slot(on).getByRole('button', { name: /^Add/ });

    beforeAll(async () => {
      context = await checkout.newContext();
      page = await context.newPage();
    });
    afterAll(() => context.close());
    beforeEach(() => {
      failures = new Map();
      questions = 0;
      isOnSale = true;
    });

    const open = (query = '', on = page) => on.goto(checkout.addressOf(stack, query));

    /**
     * Nothing of a failure is on screen or in the worker's log, and what is to be counted is. Slowness that was not asked for
     * is the machine's.
     */
    async function expectQuiet(counted: readonly string[], on = page): Promise<void> {
      await expectNoFailure(on);
      const token = await on.evaluate(() => window.__sandbox.checkout.token);
      const told = () =>
        (failures.get(token) ?? []).filter((text) => counted.includes(text) || !/^slow/.test(text));
      await expect.poll(() => new Set(told())).toEqual(new Set(counted));
    }

    it('shows an answer that comes late, and counts it', async () => {
      await open('&fault=slow:1');
      await slot().locator('[aria-busy]').first().waitFor();
      await add().waitFor();
      await expectQuiet(['slow 1']);
    });

    it.each(['down', '500', 'garbage', 'version', 'token'])(
      'asks again after an answer that is none (%s), and counts it',
      async (fault) => {
        await open(`&fault=${fault}:1`);
        await add().waitFor();
        await expectQuiet([fault === '500' ? 'status 1' : `${fault} 1`]);
      },
    );

    it('gives the space back after three seconds without any answer', async () => {
      await open('&fault=silent');
      await slot().locator('[aria-busy]').first().waitFor();
      await expect.poll(() => slot().innerHTML(), { timeout: 5_000 }).not.toContain('aria-busy');
      expect(questions).toBe(0);
      await expectQuiet([]);
    });

    it('leaves the cart alone when Shopify refuses the change, and counts it', async () => {
      await open('&fault=cart');
      await add().click();
      await slot().getByText('could not').waitFor();
      expect(await page.evaluate(() => window.__sandbox.checkout.lines.length)).toBe(1);
      await expectQuiet(['cart-refused 1']);
    });

    it('does not add what was sold out between answer and tap, and counts it', async () => {
      await open();
      await add().waitFor();
      isOnSale = false;
      await add().click();
      await slot().getByText('could not').waitFor();
      expect(await cartWrites(page)).toEqual([]);
      await expectQuiet(['sold-out 1']);
    });

    it('shows a sample in the editor, and asks nothing', async () => {
      await open('&editor=1');
      await add().click();
      expect(questions).toBe(0);
      await expectQuiet([]);
    });

    it('takes an offer away when the consent it needs is withdrawn, and asks again', async () => {
      await open('&toolbar=1');
      await add().waitFor();
      const asked = questions;
      await page.getByTestId('toolbar').getByRole('combobox').last().selectOption('none');
      await add().waitFor({ state: 'detached' });
      await expect.poll(() => questions).toBeGreaterThan(asked);
      await expectQuiet([]);
    });

    it('does not add a second one from another tab of the checkout', async () => {
      await open();
      await add().waitFor();
      const other = await context.newPage();
      await other.goto(page.url());
      await add(other).waitFor();
      await add().click();
      await page.getByTestId('line-2').waitFor();
      await add(other).click();
      await add(other).waitFor({ state: 'detached' });
      await expectQuiet([], other);
      await other.reload();
      await other.getByTestId('line-2').waitFor();
      expect(await other.getByTestId('line-2').getByTestId('line-quantity').innerText()).toBe('1');
      expect(await add(other).count()).toBe(0);
      await other.close();
    });
  });
}
