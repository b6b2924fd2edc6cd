import { describe, expect } from 'vitest';
import { decided, MESSAGE, OFFER, onSale } from '../support/answers.ts';
import { onBothBuilds, useBundles } from '../support/play.ts';

const THANK_YOU = 'purchase.thank-you.block.render';

useBundles();

describe('the thank-you block, in both builds', () => {
  onBothBuilds(
    'shows messages, and offers with a link to the product instead of Add',
    THANK_YOU,
    {
      isThankYou: true,
      storefront: [onSale(OFFER)],
      decisions: [decided('thank-you.block', [MESSAGE, OFFER])],
    },
    async (play) => {
      await play.wait(500);
      expect(play.texts()).toContain(MESSAGE.title);
      expect(play.texts()).not.toContain('Add');
      expect(play.buttons()).toContain('View (View Cakestand in the store)');
      expect(play.links()).toContain('https://shop.example.com/products/7');
      expect(play.checkout.events()).toEqual(['exposure c2:message', 'exposure c1:7']);
    },
  );

  onBothBuilds(
    'leaves out an offer that is not published in the online store',
    THANK_YOU,
    {
      isThankYou: true,
      storefront: [onSale(OFFER, { product: { onlineStoreUrl: null } })],
      decisions: [decided('thank-you.block', [OFFER])],
    },
    async (play) => {
      await play.wait(500);
      expect(play.texts()).toEqual([]);
    },
  );
});
