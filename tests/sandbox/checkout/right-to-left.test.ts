import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Layout, WireOffer, WireSavedAddress } from '#app/contracts/checkout-decision.ts';
import { BLOCK, CANDLE, CANDLE_OFFER, useCandleCheckout } from './fixtures/candle-checkout.ts';

const SQUARE =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="64" height="64"%3E%3Crect width="64" height="64" fill="%23d9c7a3"/%3E%3C/svg%3E';
const TITLES = ['شمعة من شمع العسل', 'מפיות פשתן, סט של ארבע', 'Jug'];
const LARGE = 'gid://shopify/ProductVariant/4';
const AMOUNTS: Readonly<Record<string, string>> = { [CANDLE]: '4.25', [LARGE]: '11.00' };

const offersIn = (layout: Layout): WireOffer[] =>
  TITLES.map((title, index) => ({
    ...CANDLE_OFFER,
    layout,
    title,
    imageUrl: SQUARE,
    key: `offer/${index}`,
    productId: `gid://shopify/Product/${20 + index}`,
    variantId: `gid://shopify/ProductVariant/${20 + index}`,
  }));

const price = { amount: '1.00', currencyCode: 'GBP' };
const CHOICE: WireOffer = {
  ...CANDLE_OFFER,
  imageUrl: SQUARE,
  mostUnits: 4,
  choices: [
    { variantId: CANDLE, title: 'صغير', price, mostUnits: 4 },
    { variantId: LARGE, title: 'كبير', price, mostUnits: 4 },
  ],
};

const SAVED: WireSavedAddress = {
  kind: 'savedAddress',
  key: 'c3:address',
  campaignId: 'c3',
  address: { address1: '12 Mill Lane', city: 'Leeds' },
  summary: '12 Mill Lane, Leeds LS1 4AB',
};

let items: WireOffer[] = [];
const checkout = useCandleCheckout({
  itemsFor: (placement) => {
    if (placement === 'checkout.delivery-address') return [SAVED];
    return placement === 'checkout.block' ? items : [];
  },
  amountOf: (variantId) => AMOUNTS[variantId] ?? '4.25',
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const { x = 0, y = 0, width = 0 } = (await locator.boundingBox()) ?? {};
  return { left: Math.round(x), right: Math.round(x + width), top: Math.round(y) };
}

for (const stack of ['modern', 'legacy']) {
  describe(`right to left, the ${stack} build in a browser`, () => {
    let page: Page;
    const slot = () => page.getByTestId(`slot-${BLOCK}`);
    const button = (name: string | RegExp) => slot().getByRole('button', { name });

    beforeAll(async () => {
      page = await checkout.openPage();
    });

    async function open(shown: WireOffer[], width: number, language: string, name: string): Promise<void> {
      items = shown;
      await page.setViewportSize({ width, height: 900 });
      await page.goto(checkout.addressOf(stack, `&language=${language}`));
      await button(/^Add/).first().waitFor();
      expect(await slot().evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
      if (process.env['SHOTS'])
        await slot().screenshot({ path: `${process.env['SHOTS']}/rtl-${stack}-${name}-${width}.png` });
    }

    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

    it('leaves the number of a house before its street', async () => {
      await page.goto(checkout.addressOf(stack, '&language=ar&customer=42'));
      const summary = page.getByText(SAVED.summary).first();
      await summary.waitFor();
      const [number, street] = await summary.evaluate((element) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const text = walker.nextNode() as Text;
        return ['12', 'Mill'].map((word) => {
          const range = document.createRange();
          range.setStart(text, text.data.indexOf(word));
          range.setEnd(text, text.data.indexOf(word) + word.length);
          return range.getBoundingClientRect().left;
        });
      });
      expect(number).toBeLessThan(street ?? 0);
    });

    for (const [width, language] of [
      [1280, 'ar'],
      [390, 'he'],
    ] as const) {
      it(`turns a carousel from right to left at ${width} pixels in ${language}, without any change of height`, async () => {
        await open(offersIn('carousel'), width, language, 'carousel');
        const [previous, next] = [await boxOf(button('Previous')), await boxOf(button('Next'))];
        expect(previous.left).toBeGreaterThanOrEqual(next.right);
        const [picture, place] = [
          await boxOf(slot().getByRole('img').first()),
          await boxOf(slot().getByRole('status')),
        ];
        expect(picture.left).toBeGreaterThanOrEqual(place.right);
        const height = (await slot().boundingBox())?.height;
        await button('Next').click();
        await slot().getByText('2 of 3').waitFor();
        expect((await slot().boundingBox())?.height).toBe(height);
        expect(await overflow()).toBeLessThanOrEqual(0);
      });

      it(`begins a grid at the right at ${width} pixels in ${language}`, async () => {
        await open(offersIn('grid'), width, language, 'grid');
        const [first, second] = await Promise.all([0, 1].map((at) => boxOf(button(/^Add/).nth(at))));
        if (width > 600) {
          expect(first?.left).toBeGreaterThan(second?.right ?? Infinity);
          expect(first?.top).toBe(second?.top);
        } else {
          expect(first?.right).toBe(second?.right);
          expect(first?.top).toBeLessThan(second?.top ?? 0);
        }
        expect(await overflow()).toBeLessThanOrEqual(0);
      });

      it(`lines the fields of variant and quantity up with the picture at ${width} pixels in ${language}`, async () => {
        await open([CHOICE], width, language, 'fields');
        const picture = await boxOf(slot().getByRole('img').first());
        const [select, field] = [
          await boxOf(slot().getByLabel('Option')),
          await boxOf(slot().getByRole('spinbutton', { name: 'Quantity' })),
        ];
        expect(select.right).toBeLessThanOrEqual(picture.left);
        expect(field.right).toBe(select.right);
        const [less, more] = [await boxOf(button('Quantity −')), await boxOf(button('Quantity +'))];
        expect(field.left).toBeGreaterThanOrEqual(less.right - 1);
        expect(less.left).toBeGreaterThanOrEqual(more.right - 1);
        await slot().getByLabel('Option').selectOption('كبير');
        await button('Quantity +').click();
        await slot().getByText(/^2 ×/).waitFor();
        const label = await button(/^Add/).getAttribute('aria-label');
        const total = new Intl.NumberFormat(language, { style: 'currency', currency: 'GBP' }).format(22);
        expect(label).toBe(`Add Beeswax candle for ${total}`);
        expect(await overflow()).toBeLessThanOrEqual(0);
      });

      it(`begins a row of chips at the right at ${width} pixels in ${language}`, async () => {
        await open(offersIn('chips'), width, language, 'chips');
        const block = await boxOf(slot());
        expect((await boxOf(button(/^Add/).first())).right).toBe(block.right);
        expect(await overflow()).toBeLessThanOrEqual(0);
      });
    }
  });
}
