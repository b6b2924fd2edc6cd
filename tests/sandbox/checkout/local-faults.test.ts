import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { BLOCK, CANDLE, useCandleCheckout } from './fixtures/candle-checkout.ts';
import { candleShop, LOCAL_CANDLE, localMetafields } from './fixtures/local-candle.ts';
import { cartWrites, expectNoFailure } from './fixtures/no-failure.ts';

const SERVER_FAULTS = ['slow', 'down', '500', 'garbage', 'version', 'token', 'silent'];

let shop: ShopSnapshot = candleShop();
let failures = new Map<string, string[]>();
let questions = 0;
let isOnSale = true;
let held: Promise<unknown> = Promise.resolve();

/** The server offers what the checkout decides by itself, to buyers who allow marketing and do not have it. */
const checkout = useCandleCheckout({
  itemsFor: (placement, { lines, consent }) => {
    const mayOffer = consent.marketing && !lines.some(({ variantId }) => variantId === CANDLE);
    return placement === 'checkout.block' && mayOffer ? [LOCAL_CANDLE] : [];
  },
  metafields: () => localMetafields(shop, Math.floor(Date.now() / 1000)),
  trackTokenFor: ({ checkoutToken = '' }) => checkoutToken,
  answersAfter: () => held,
  onQuestion: () => (questions += 1),
  onEvents: ({ trackToken, failures: told }) => {
    const kinds = told.map(({ kind }) => kind);
    failures.set(trackToken, [...(failures.get(trackToken) ?? []), ...kinds]);
  },
  isOnSale: () => isOnSale,
});

for (const stack of ['modern', 'legacy']) {
  describe(`the ${stack} build in a browser, where the checkout decides by itself`, () => {
    let context: BrowserContext;
    let page: Page;
    const slot = (on = page) => on.getByTestId(`slot-${BLOCK}`);
    const add = (on = page) => slot(on).getByRole('button', { name: /^Add/ });
    const open = (query = '', on = page) => on.goto(checkout.addressOf(stack, query));

    beforeAll(async () => {
      context = await checkout.newContext();
      page = await context.newPage();
    });
    afterAll(() => context.close());
    beforeEach(() => {
      shop = candleShop();
      failures = new Map();
      questions = 0;
      isOnSale = true;
      held = Promise.resolve();
    });

    async function expectCounted(kind: string, on = page): Promise<void> {
      const token = await on.evaluate(() => window.__sandbox.checkout.token);
      await expect.poll(() => failures.get(token) ?? []).toContain(kind);
    }

    it(
      'keeps its offer, and adds it, however the server fails and however long',
      { timeout: 30_000 },
      async () => {
        await Promise.all(
          SERVER_FAULTS.map(async (fault) => {
            const own = await context.newPage();
            await open(`&fault=${fault}`, own);
            await add(own).waitFor();
            // Past the time after which a place without anything to show closes.
            await own.waitForTimeout(3_500);
            await add(own).click();
            await own.getByTestId('line-2').waitFor();
            await expectNoFailure(own);
            await own.close();
          }),
        );
      },
    );

    it(
      'counts what the first question met as soon as the second is answered',
      { timeout: 20_000 },
      async () => {
        const counted = {
          down: 'down',
          '500': 'status',
          garbage: 'garbage',
          version: 'version',
          token: 'token',
        };
        await Promise.all(
          Object.entries(counted).map(async ([fault, kind]) => {
            const own = await context.newPage();
            await open(`&fault=${fault}:1`, own);
            await add(own).waitFor();
            await expectCounted(kind, own);
            expect(await add(own).count()).toBe(1);
            await expectNoFailure(own);
            await own.close();
          }),
        );
      },
    );

    it('leaves the cart alone when Shopify refuses the change before the answer, and counts it', async () => {
      let answer: () => void = () => undefined;
      held = new Promise<void>((resolve) => (answer = resolve));
      await open('&fault=cart');
      await add().click();
      await slot().getByText('could not').waitFor();
      expect(await page.evaluate(() => window.__sandbox.checkout.lines.length)).toBe(1);
      await expectNoFailure(page);
      answer();
      await expectCounted('cart-refused');
    });

    it('does not add what was sold out between its decision and the tap', async () => {
      await open('&fault=silent');
      await add().waitFor();
      isOnSale = false;
      await add().click();
      await slot().getByText('could not').waitFor();
      expect(await cartWrites(page)).toEqual([]);
      await expectNoFailure(page);
    });

    it('shows a sample in the editor, not a decision', async () => {
      await open('&editor=1');
      await add().waitFor();
      expect(questions).toBe(0);
      expect(await slot().getByText(LOCAL_CANDLE.reason.text).count()).toBe(0);
      await expectNoFailure(page);
    });

    it('takes its offer away when the consent it needs is withdrawn before the answer', async () => {
      shop = candleShop({ guardrails: { consent: 'marketing' } });
      await open('&toolbar=1&fault=silent');
      await add().waitFor();
      await page.getByTestId('toolbar').getByRole('combobox').last().selectOption('none');
      await add().waitFor({ state: 'detached' });
      await expectNoFailure(page);
    });

    it('does not add a second one from another tab, whoever has answered', async () => {
      await open('&fault=silent');
      await add().waitFor();
      const other = await context.newPage();
      await other.goto(page.url());
      await add(other).waitFor();
      await add().click();
      await page.getByTestId('line-2').waitFor();
      await add(other).click();
      await add(other).waitFor({ state: 'detached' });
      await expectNoFailure(other);
      await other.reload();
      await other.getByTestId('line-2').waitFor();
      expect(await other.getByTestId('line-2').getByTestId('line-quantity').innerText()).toBe('1');
      await other.close();
    });
  });
}
