import { describe, expect } from 'vitest';
import type { DecisionRequest } from '#app/contracts/checkout-decision.ts';
import { CAKESTAND, decided, MESSAGE, OFFER, onSale, SECOND_OFFER } from '../support/answers.ts';
import type { HostLine } from '#extensions/checkout/src/core/host.ts';
import type { CheckoutSetup, FakeCheckout } from '../support/fake-checkout.ts';
import { line } from '../support/fake-checkout.ts';
import { onBothBuilds, useBundles } from '../support/play.ts';

const BLOCK = 'purchase.checkout.block.render';

/** The second answer, after the cart has changed, no longer offers what is in the cart. */
const offered: CheckoutSetup = {
  storefront: [onSale(OFFER)],
  decisions: [decided('checkout.block', [OFFER]), decided('checkout.block', [], 'd2')],
};

const changesOf = ({ calls }: FakeCheckout) =>
  calls.filter(({ to }) => to === 'applyCartLinesChange').map((call) => call.with);

useBundles();

describe('a tap on Add, in both builds', () => {
  onBothBuilds('puts the marked offer in the cart and offers to undo it', BLOCK, offered, async (play) => {
    await play.wait(300);
    await play.press('Add');
    await play.wait(1000);
    expect(play.texts()).toContain('Added to your order');
    expect(play.buttons()).toEqual(['Undo (Take Cakestand out again)']);
    expect(changesOf(play.checkout)).toEqual([
      {
        type: 'addCartLine',
        merchandiseId: CAKESTAND,
        quantity: 1,
        attributes: [{ key: '_attune', value: 'd1/c1:7' }],
      },
    ]);
    expect(play.checkout.events()).toEqual(['exposure c1:7', 'acceptance c1:7']);
  });

  onBothBuilds('is undone by Undo, which offers it again', BLOCK, undoSetup(), async (play) => {
    await play.wait(300);
    await play.press('Add');
    await play.wait(1000);
    await play.press('Undo');
    await play.wait(1000);
    expect(play.texts()).toContain('Add');
    expect(play.texts()).not.toContain('Added to your order');
    expect(changesOf(play.checkout)[1]).toEqual({ type: 'removeCartLine', id: 'added-1', quantity: 1 });
    expect(play.checkout.values.get('lines')).toEqual([]);
    expect(play.checkout.events()).toEqual([
      'exposure c1:7',
      'acceptance c1:7',
      'undo c1:7',
      'exposure c1:7',
    ]);
  });

  onBothBuilds(
    'says quietly when the product has just sold out, and adds nothing',
    BLOCK,
    { ...offered, soldOut: [CAKESTAND] },
    async (play) => {
      await play.wait(300);
      await play.press('Add');
      await play.wait(500);
      expect(play.texts()).toContain('It could not be added. Your order has not changed.');
      expect(play.checkout.values.get('lines')).toEqual([]);
      expect(changesOf(play.checkout)).toHaveLength(1);
      expect(play.checkout.events()).toEqual(['exposure c1:7']);
    },
  );

  onBothBuilds(
    'adds nothing that the shop says is sold out by now',
    BLOCK,
    { ...offered, storefrontLater: [{ ...onSale(OFFER), availableForSale: false }] },
    async (play) => {
      await play.wait(300);
      await play.press('Add');
      await play.wait(500);
      expect(play.texts()).toContain('It could not be added. Your order has not changed.');
      expect(changesOf(play.checkout)).toEqual([]);
    },
  );

  onBothBuilds(
    'shows another price first, and adds at a second tap',
    BLOCK,
    { ...offered, storefrontLater: [{ ...onSale(OFFER), price: { amount: '13.5', currencyCode: 'GBP' } }] },
    async (play) => {
      await play.wait(300);
      await play.press('Add');
      await play.wait(500);
      expect(changesOf(play.checkout)).toEqual([]);
      expect(play.texts()).toContain('£13.50');
      await play.press('Add');
      await play.wait(500);
      expect(changesOf(play.checkout)).toHaveLength(1);
    },
  );

  onBothBuilds('is not hidden by a tap on "Not now" while it is under way', BLOCK, offered, async (play) => {
    await play.wait(300);
    const pressed = play.press('Add');
    await play.press('Not now');
    await pressed;
    await play.wait(1000);
    expect(play.buttons()).toEqual(['Undo (Take Cakestand out again)']);
    expect(play.checkout.events()).toEqual(['exposure c1:7', 'acceptance c1:7']);
  });

  onBothBuilds(
    'keeps its undo where that is refused, whatever the merchant’s limit of offers',
    BLOCK,
    refusedUndo(),
    async (play) => {
      await play.wait(300);
      expect(play.texts()).toContain('Cakestand');
      play.checkout.values.set('lines', [line(CAKESTAND)]);
      await play.wait(1000);
      await play.press('Add');
      await play.wait(1000);
      const [, milkJug] = play.checkout.values.get('lines') as readonly HostLine[];
      play.checkout.values.set('lines', [milkJug]);
      await play.wait(10);
      expect(play.buttons()).toEqual([
        'Add (Add Cakestand for £12.75)',
        'Not now (Hide Cakestand)',
        'Undo (Take Milk jug out again)',
      ]);
      await play.press('Undo');
      await play.wait(500);
      expect(play.texts()).toContain('It could not be undone. Please try again.');
      expect(play.buttons()).toContain('Undo (Take Milk jug out again)');
    },
  );

  onBothBuilds(
    'is open again once the buyer takes out elsewhere what could not be undone here',
    BLOCK,
    { ...undoSetup(), refusesRemoval: true },
    async (play) => {
      await play.wait(300);
      await play.press('Add');
      await play.wait(1000);
      await play.press('Undo');
      await play.wait(500);
      expect(play.texts()).toContain('It could not be undone. Please try again.');
      play.checkout.values.set('lines', []);
      await play.wait(1000);
      expect(play.buttons()).toEqual(['Add (Add Cakestand for £12.75)', 'Not now (Hide Cakestand)']);
    },
  );

  onBothBuilds('is impossible in a locked cart, which shows no offer', BLOCK, lockedSetup(), async (play) => {
    await play.wait(500);
    expect(play.texts()).toEqual([MESSAGE.title, MESSAGE.body, 'Not now']);
    expect(play.checkout.events()).toEqual(['exposure c2:message']);
    play.checkout.values.set('instructions', {
      lines: { canAddCartLine: true, canRemoveCartLine: true },
      delivery: { canSelectCustomAddress: true },
    });
    await play.wait(500);
    expect(play.texts()).toContain('Cakestand');
  });

  onBothBuilds('is never done by the extension itself', BLOCK, offered, async (play) => {
    await play.wait(5000);
    expect(play.texts()).toContain('Cakestand');
    expect(changesOf(play.checkout)).toEqual([]);
  });
});

describe('a cart that changes, in both builds', () => {
  onBothBuilds(
    'drops the offer at once when its product is in the cart, and asks again once',
    BLOCK,
    offered,
    async (play) => {
      await play.wait(300);
      play.checkout.values.set('lines', [line(CAKESTAND)]);
      await play.wait(10);
      expect(play.texts()).toEqual([]);
      play.checkout.values.set('lines', [line(CAKESTAND), line('gid://shopify/ProductVariant/9')]);
      await play.wait(1000);
      expect(play.checkout.calls.filter(({ to }) => to.endsWith('/decision'))).toHaveLength(2);
    },
  );

  onBothBuilds(
    'drops the offer at once when a bundle with it is in the cart',
    BLOCK,
    offered,
    async (play) => {
      await play.wait(300);
      const bundle = { ...line('gid://shopify/ProductVariant/9'), lineComponents: [line(CAKESTAND)] };
      play.checkout.values.set('lines', [bundle]);
      await play.wait(10);
      expect(play.texts()).toEqual([]);
    },
  );

  onBothBuilds(
    'keeps what is shown while it asks again, and when that fails',
    BLOCK,
    { ...offered, decisions: [decided('checkout.block', [OFFER]), 'down'] },
    async (play) => {
      await play.wait(300);
      play.checkout.values.set('lines', [line('gid://shopify/ProductVariant/9')]);
      await play.wait(200);
      expect(play.texts()).toContain('Cakestand');
      await play.wait(2000);
      expect(play.texts()).toContain('Cakestand');
    },
  );

  onBothBuilds(
    'shows the answer to the last question, even when an earlier one comes later',
    BLOCK,
    {
      storefront: [onSale(OFFER), onSale(SECOND_OFFER)],
      decisions: [
        decided('checkout.block', [OFFER], 'd1', 2000),
        decided('checkout.block', [SECOND_OFFER], 'd2'),
      ],
    },
    async (play) => {
      play.checkout.values.set('lines', [line('gid://shopify/ProductVariant/9')]);
      await play.wait(500);
      expect(play.texts()).toContain('Milk jug');
      await play.wait(2000);
      expect(play.texts()).toContain('Milk jug');
      expect(play.texts()).not.toContain('Cakestand');
    },
  );

  onBothBuilds(
    'makes an accepted offer open again when the buyer takes it out elsewhere',
    BLOCK,
    undoSetup(),
    async (play) => {
      await play.wait(300);
      await play.press('Add');
      await play.wait(1000);
      play.checkout.values.set('lines', []);
      await play.wait(1000);
      expect(play.texts()).toContain('Add');
      expect(play.texts()).not.toContain('Added to your order');
    },
  );

  onBothBuilds(
    'is asked about again when a discount changes what a line costs',
    BLOCK,
    { ...offered, lines: [line('gid://shopify/ProductVariant/1')] },
    async (play) => {
      await play.wait(300);
      const discounted = { totalAmount: { amount: 2, currencyCode: 'GBP' } };
      play.checkout.values.set('lines', [{ ...line('gid://shopify/ProductVariant/1'), cost: discounted }]);
      await play.wait(1000);
      const asked = play.checkout.calls.filter(({ to }) => to.endsWith('/decision'));
      expect(asked.map((call) => (call.with as DecisionRequest).lines[0]?.cost?.amount)).toEqual([
        '2.5',
        '2',
      ]);
    },
  );

  onBothBuilds('drops prices of the former currency at once', BLOCK, offered, async (play) => {
    await play.wait(300);
    play.checkout.values.set('localization.currency', { isoCode: 'EUR' });
    await play.wait(10);
    expect(play.texts()).toEqual([]);
  });
});

function undoSetup(): CheckoutSetup {
  const again = decided('checkout.block', [OFFER], 'd3');
  return {
    ...offered,
    decisions: [decided('checkout.block', [OFFER]), decided('checkout.block', [], 'd2'), again],
  };
}

/** One offer at most, of two; nothing is ever taken out again. */
function refusedUndo(): CheckoutSetup {
  return {
    settings: { max_offers: 1 },
    refusesRemoval: true,
    storefront: [onSale(OFFER), onSale(SECOND_OFFER)],
    decisions: [decided('checkout.block', [OFFER, SECOND_OFFER])],
  };
}

function lockedSetup(): CheckoutSetup {
  return { ...offered, canAddLine: false, decisions: [decided('checkout.block', [MESSAGE, OFFER])] };
}
