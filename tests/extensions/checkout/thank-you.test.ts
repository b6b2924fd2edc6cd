import { describe, expect } from 'vitest';
import { decided, MESSAGE, OFFER, onSale } from '../support/answers.ts';
import { onBothBuilds, useBundles } from '../support/play.ts';

const PAGES = [
  ['thank-you.block', 'purchase.thank-you.block.render'],
  ['order-status.block', 'customer-account.order-status.block.render'],
] as const;

useBundles();

describe.each(PAGES)('%s, in both builds', (placement, target) => {
  onBothBuilds(
    'shows messages, and offers with price and a link to a new checkout instead of Add',
    target,
    {
      isThankYou: true,
      storefront: [onSale(OFFER)],
      decisions: [decided(placement, [MESSAGE, OFFER])],
    },
    async (play) => {
      await play.wait(500);
      expect(play.texts()).toContain(MESSAGE.title);
      expect(play.texts()).not.toContain('Add');
      expect(play.buttons()).toContain('Buy (Buy Cakestand for £12.75 in a new order)');
      const [link = ''] = play.links().filter((href) => href !== undefined);
      expect(link).toMatch(/^https:\/\/shop\.example\.com\/cart\/7:1\?properties=[\w-]+$/);
      const properties = Buffer.from(link.split('=')[1] ?? '', 'base64url').toString();
      expect(JSON.parse(properties)).toEqual({ _attune: expect.stringMatching(/\/c1:7$/) });
      expect(play.checkout.events()).toEqual(['exposure c2:message', 'exposure c1:7']);
      await play.press('Buy');
      // The page is left: nothing may wait.
      expect(play.checkout.events()).toContain('acceptance c1:7');
    },
  );

  onBothBuilds(
    'leaves out an offer that is not published in the online store',
    target,
    {
      isThankYou: true,
      storefront: [onSale(OFFER, { product: { onlineStoreUrl: null } })],
      decisions: [decided(placement, [OFFER])],
    },
    async (play) => {
      await play.wait(500);
      expect(play.texts()).toEqual([]);
    },
  );
});
