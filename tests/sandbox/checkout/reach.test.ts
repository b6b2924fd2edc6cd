import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireItem } from '#app/contracts/checkout-decision.ts';
import { BLOCK, CANDLE_OFFER, REASON, useCandleCheckout } from './fixtures/candle-checkout.ts';

const OFFER: WireItem = {
  ...CANDLE_OFFER,
  imageUrl: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/%3E',
};
const MESSAGE: WireItem = {
  kind: 'message',
  key: 'message',
  campaignId: 'c2',
  tone: 'info',
  title: 'Thank you for coming back',
  body: 'Your basket is on its way by Friday.',
  reason: REASON,
};

/** A host paints between two messages of a worker only on a busy machine: more tries, run beside other work, look for that. */
const TIMES = process.env['LONG'] ? 30 : 1;

let items: WireItem[] = [];

const checkout = useCandleCheckout({
  itemsFor: (placement) => (placement === 'checkout.block' ? items : []),
});

/** How far the page has moved by itself, as browsers measure it (Cumulative Layout Shift without windows). */
function watchShifts(): void {
  Object.assign(window, { __shift: 0, __shiftsFrom: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput && entry.startTime >= window.__shiftsFrom) window.__shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

declare global {
  interface Window {
    __shift: number;
    /** Shifts before this time are not counted, even if the browser tells of them later. */
    __shiftsFrom: number;
  }
}

for (const stack of ['modern', 'legacy']) {
  describe(`the ${stack} build in a browser`, () => {
    let context: BrowserContext;
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);
    const add = () => slot().getByRole('button', { name: 'Add Beeswax candle for £4.25' });
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
      );

    async function open(shown: WireItem[], query = ''): Promise<void> {
      items = shown;
      await page.goto(checkout.addressOf(stack, query));
    }

    beforeAll(async () => {
      context = await checkout.newContext();
      page = await context.newPage();
      await page.addInitScript(watchShifts);
    });
    afterAll(() => context.close());

    it('is used by keyboard alone, and keeps the focus on what was tapped', async () => {
      await open([OFFER]);
      await add().focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Add Beeswax candle for £4.25');
      await page.keyboard.press('Enter');
      await page.getByTestId('line-2').waitFor();
      await expect.poll(focused).toBe('Take Beeswax candle out again');
      await page.keyboard.press('Space');
      await page.getByTestId('line-2').waitFor({ state: 'detached' });
      await expect.poll(focused).toBe('Add Beeswax candle for £4.25');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Hide Beeswax candle');
      await page.keyboard.press('Enter');
      await add().waitFor({ state: 'detached' });
      const place = await slot().evaluate((element) => {
        const next = element.compareDocumentPosition(document.querySelector('[data-testid=pay-now]')!);
        return (next & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      });
      await page.keyboard.press('Tab');
      const isAfter = await slot().evaluate(
        (element) =>
          (element.compareDocumentPosition(document.activeElement!) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
      );
      expect([place, isAfter]).toEqual([true, true]);
    });

    it('names everything for a screen reader', async () => {
      await open([MESSAGE, OFFER]);
      await add().waitFor();
      const [banner, ...others] = await slot().getByRole('status').allInnerTexts();
      expect(banner).toContain(MESSAGE.kind === 'message' && MESSAGE.title);
      // Where the result of a tap will be told.
      expect(others).toEqual(['£4.25']);
      expect(await slot().getByRole('heading').allInnerTexts()).toEqual(['Because you bought a basket']);
      expect(await slot().getByRole('img', { name: 'Beeswax candle' }).count()).toBe(1);
      const names = await slot()
        .getByRole('button')
        .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
      expect(names).toEqual([
        'Hide Thank you for coming back',
        'Add Beeswax candle for £4.25',
        'Hide Beeswax candle',
      ]);
    });

    for (const width of [1280, 390]) {
      it(
        `hardly moves the page at ${width} pixels when the skeleton becomes an offer`,
        { timeout: TIMES * 15_000 },
        async () => {
          await page.setViewportSize({ width, height: 900 });
          for (let time = 0; time < TIMES; time += 1) {
            await open([OFFER], '&fault=down:1');
            await slot().locator('[aria-busy]').first().waitFor();
            await slot().evaluate((element) => element.scrollIntoView({ block: 'start' }));
            await page.waitForTimeout(100);
            await page.evaluate(() => Object.assign(window, { __shift: 0, __shiftsFrom: performance.now() }));
            await add().waitFor();
            await page.waitForTimeout(200);
            expect(await page.evaluate(() => window.__shift)).toBeLessThan(0.01);
          }
        },
      );

      it(`runs right-to-left at ${width} pixels, and fits`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await open([MESSAGE, OFFER], '&language=ar');
        const button = slot().getByRole('button', { name: /^Add Beeswax candle/ });
        await button.waitFor();
        const tap = await button.boundingBox();
        const title = await slot().getByText('Beeswax candle', { exact: true }).last().boundingBox();
        expect(tap!.x).toBeLessThan(title!.x);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      });
    }
  });
}
