import { describe, expect } from 'vitest';
import type { WireOffer } from '#app/contracts/checkout-decision.ts';
import { decided, OFFER, onSale } from '../support/answers.ts';
import type { CheckoutSetup } from '../support/fake-checkout.ts';
import { onBothBuilds, useBundles, type Play } from '../support/play.ts';

const BLOCK = 'purchase.checkout.block.render';
const TITLES = ['Cakestand', 'Milk jug', 'Sugar bowl'];

const offers = (layout: NonNullable<WireOffer['layout']>): WireOffer[] =>
  TITLES.map((title, index) => ({
    ...OFFER,
    layout,
    key: `c1:${index}`,
    productId: `gid://shopify/Product/${70 + index}`,
    variantId: `gid://shopify/ProductVariant/${70 + index}`,
    title,
  }));

const showing = (layout: NonNullable<WireOffer['layout']>): CheckoutSetup => ({
  decisions: [decided('checkout.block', offers(layout))],
  storefront: offers(layout).map((offer) => onSale(offer)),
});

const shown = (play: Play) => play.texts().filter((text) => TITLES.includes(text));

useBundles();

/** Kept apart from the direction of the page. */
const place = (text: string): string => `\u2068${text}\u2069`;

describe('a carousel, in both builds', () => {
  onBothBuilds('shows one offer and turns to the next', BLOCK, showing('carousel'), async (play) => {
    await play.wait(100);
    expect(play.texts()).toEqual([
      'Goes well with your order',
      place('1 of 3'),
      'Cakestand',
      'Because you bought Teacup',
      '£12.75',
      'Add',
      'Not now',
      'Previous',
      'Next',
    ]);
    await play.press('Next');
    expect(shown(play)).toEqual(['Milk jug']);
    expect(play.texts()).toContain(place('2 of 3'));
    await play.press('Previous');
    expect(shown(play)).toEqual(['Cakestand']);
  });

  onBothBuilds('leads from the last to the first, and back', BLOCK, showing('carousel'), async (play) => {
    await play.wait(100);
    await play.press('Previous');
    expect(shown(play)).toEqual(['Sugar bowl']);
    await play.press('Next');
    expect(shown(play)).toEqual(['Cakestand']);
  });

  onBothBuilds('counts as shown only what was turned to', BLOCK, showing('carousel'), async (play) => {
    await play.wait(500);
    expect(play.checkout.events()).toEqual(['exposure c1:0']);
    await play.press('Next');
    await play.wait(500);
    await play.press('Previous');
    await play.wait(500);
    expect(play.checkout.events()).toEqual(['exposure c1:0', 'exposure c1:1']);
  });

  onBothBuilds(
    'adds the offer on screen, and takes it out again',
    BLOCK,
    showing('carousel'),
    async (play) => {
      await play.wait(100);
      await play.press('Next');
      await play.wait(300);
      await play.press('Add');
      await play.wait(300);
      expect(play.texts()).toEqual([
        'Goes well with your order',
        place('2 of 3'),
        'Milk jug',
        'Added to your order',
        '£12.75',
        'Undo',
        'Previous',
        'Next',
      ]);
      await play.press('Undo');
      await play.wait(300);
      expect(play.checkout.events()).toContain('undo c1:1');
      expect(play.buttons()[0]).toBe('Add (Add Milk jug for £12.75)');
    },
  );

  onBothBuilds('shows the next one when one is dismissed', BLOCK, showing('carousel'), async (play) => {
    await play.wait(300);
    await play.press('Not now');
    await play.wait(100);
    expect(shown(play)).toEqual(['Milk jug']);
    expect(play.texts()).toContain(place('1 of 2'));
    await play.press('Not now');
    expect(play.texts()).not.toContain('Next');
  });
});

describe('a grid, in both builds', () => {
  onBothBuilds('shows every offer at once under one headline', BLOCK, showing('grid'), async (play) => {
    await play.wait(500);
    expect(shown(play)).toEqual(TITLES);
    expect(play.texts().filter((text) => text === 'Goes well with your order')).toHaveLength(1);
    expect(play.checkout.events()).toEqual(['exposure c1:0', 'exposure c1:1', 'exposure c1:2']);
  });
});

describe('a title of any length, in both builds', () => {
  const long = 'Hand-thrown stoneware cakestand with three tiers and a brass handle';
  onBothBuilds(
    'is cut in a carousel, and whole for a screen reader',
    BLOCK,
    {
      decisions: [decided('checkout.block', [{ ...OFFER, layout: 'carousel', title: long }])],
      storefront: [onSale(OFFER)],
    },
    async (play) => {
      await play.wait(100);
      expect(play.texts()).toContain('Hand-thrown stoneware cakestand with three…');
      expect(play.buttons()[0]).toBe(`Add (Add ${long} for £12.75)`);
    },
  );
});
