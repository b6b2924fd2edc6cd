import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireMessage } from '#app/contracts/checkout-decision.ts';
import { BLOCK, REASON, useCandleCheckout } from './fixtures/candle-checkout.ts';

const MESSAGE: WireMessage = {
  kind: 'message',
  key: 'tier:message',
  campaignId: 'tier',
  tone: 'info',
  title: 'On your way to Gold',
  body: 'Spend £42.00 more and you are a Gold member.',
  progress: 0.7,
  reason: REASON,
};

const checkout = useCandleCheckout({
  itemsFor: (placement) => (placement === 'checkout.block' ? [MESSAGE] : []),
});

for (const stack of ['modern', 'legacy']) {
  describe(`a message with a progress bar, in the ${stack} build in a browser`, () => {
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);

    beforeAll(async () => {
      page = await checkout.openPage();
    });

    for (const [width, tag] of [
      [1280, 'en'],
      [390, 'ar'],
    ] as const) {
      it(`shows it full width and names it by the text, at ${width} pixels in ${tag}`, async () => {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(checkout.addressOf(stack, `&language=${tag}`));
        const bar = slot().getByRole('progressbar', { name: MESSAGE.body });
        await bar.waitFor();
        expect(await bar.getAttribute('aria-valuenow')).toBe('70');
        const [banner, drawn] = await Promise.all([slot().boundingBox(), bar.boundingBox()]);
        expect(drawn?.width).toBeGreaterThan((banner?.width ?? 0) * 0.7);
        const filled = await bar.locator('div').boundingBox();
        const gap = (side: 'start' | 'end') =>
          side === 'start'
            ? (filled?.x ?? 0) - (drawn?.x ?? 0)
            : (drawn?.x ?? 0) + (drawn?.width ?? 0) - (filled?.x ?? 0) - (filled?.width ?? 0);
        expect(Math.round(gap(tag === 'ar' ? 'end' : 'start'))).toBe(0);
        if (process.env['SHOTS'])
          await slot().screenshot({ path: `${process.env['SHOTS']}/${stack}-progress-${width}.png` });
      });
    }
  });
}
