import { describe, expect, it } from 'vitest';
import { CAKESTAND, decided, MESSAGE, OFFER, onSale, previewed, SECOND_OFFER } from '../support/answers.ts';
import type { CheckoutSetup } from '../support/fake-checkout.ts';
import { createFakeCheckout, line } from '../support/fake-checkout.ts';
import { APP_URL, BUILDS, onBothBuilds, startPlay, useBundles } from '../support/play.ts';

const BLOCK = 'purchase.checkout.block.render';
const CARD = ['Goes well with your order', 'Cakestand', 'Because you bought Teacup', '£12.75'];
const OPEN_CARD = [...CARD, 'Add', 'Not now'];

const onSaleAndDecided: CheckoutSetup = {
  storefront: [onSale(OFFER)],
  decisions: [decided('checkout.block', [OFFER])],
};

useBundles();

describe('the checkout block, in both builds', () => {
  onBothBuilds(
    'shows a skeleton, then the offer with its reason, price and picture',
    BLOCK,
    { storefront: [onSale(OFFER)], decisions: [decided('checkout.block', [OFFER], 'd1', 400)] },
    async (play) => {
      expect(play.hasSkeleton()).toBe(true);
      expect(play.texts()).toEqual([]);
      await play.wait(600);
      expect(play.hasSkeleton()).toBe(false);
      expect(play.texts()).toEqual(OPEN_CARD);
      expect(play.buttons()).toEqual(['Add (Add Cakestand for £12.75)', 'Not now (Hide Cakestand)']);
      expect(play.pictures()).toEqual([{ source: OFFER.imageUrl, label: 'Cakestand' }]);
    },
  );

  onBothBuilds(
    'asks once, at once, with the token in a text/plain body and the cart as it is',
    BLOCK,
    { ...onSaleAndDecided, lines: [line('gid://shopify/ProductVariant/1')] },
    async ({ checkout, wait }) => {
      await wait(100);
      const asked = checkout.calls.filter(({ to }) => to === `POST ${APP_URL}/api/checkout/decision`);
      expect(asked.map(({ with: body }) => body)).toEqual([
        {
          v: 1,
          token: 'token-1',
          placements: ['checkout.block'],
          checkoutToken: 'checkout-1',
          lines: [
            {
              variantId: 'gid://shopify/ProductVariant/1',
              productId: 'gid://shopify/Product/1',
              quantity: 1,
              cost: { amount: '2.5', currencyCode: 'GBP' },
              components: [],
            },
          ],
          currency: 'GBP',
          country: 'GB',
          language: 'en',
          consent: { analytics: true, marketing: false, preferences: true },
          dismissed: [],
          canAddLines: true,
          canChoose: true,
          isBusiness: false,
          local: [],
        },
      ]);
    },
  );

  onBothBuilds(
    'tells the server that the buyer buys for a company and that the cart is locked, and what is inside a bundle',
    BLOCK,
    {
      ...onSaleAndDecided,
      isBusiness: true,
      canAddLine: false,
      lines: [
        {
          ...line('gid://shopify/ProductVariant/1'),
          lineComponents: [line('gid://shopify/ProductVariant/2')],
        },
      ],
    },
    async ({ checkout, wait }) => {
      await wait(100);
      const asked = checkout.calls.find(({ to }) => to === `POST ${APP_URL}/api/checkout/decision`);
      expect(asked?.with).toMatchObject({
        canAddLines: false,
        isBusiness: true,
        lines: [{ components: ['gid://shopify/Product/2'] }],
      });
    },
  );

  onBothBuilds(
    'hands on which preview a merchant opened, shows it, and tells nobody that it was shown or dismissed',
    BLOCK,
    {
      storefront: [onSale(OFFER)],
      attributes: [
        { key: 'gift', value: 'yes' },
        { key: '_attune_preview', value: '7d7b4c2e-3f8a-4b52-9a5f-1f4f6f0d2b11' },
      ],
      decisions: [previewed('checkout.block', [OFFER])],
    },
    async (play) => {
      await play.wait(1000);
      const asked = play.checkout.calls.find(({ to }) => to === `POST ${APP_URL}/api/checkout/decision`);
      expect(asked?.with).toMatchObject({ preview: '7d7b4c2e-3f8a-4b52-9a5f-1f4f6f0d2b11' });
      expect(play.texts()).toEqual(OPEN_CARD);
      await play.press('Not now');
      await play.wait(1000);
      expect(play.checkout.events()).toEqual([]);
      expect(play.checkout.calls.filter(({ to }) => to === 'analytics.publish')).toEqual([]);
    },
  );

  onBothBuilds(
    'does not wait for slow storage, and hides what it says was dismissed as soon as it comes',
    BLOCK,
    {
      storageDelayMs: 200,
      stored: { 'attune/1/dismissed': ['c1:7'] },
      storefront: [onSale(OFFER), onSale(SECOND_OFFER)],
      decisions: [decided('checkout.block', [OFFER, SECOND_OFFER])],
    },
    async (play) => {
      await play.wait(50);
      expect(play.texts()).toContain('Cakestand');
      await play.wait(200);
      expect(play.texts()).not.toContain('Cakestand');
      expect(play.texts()).toContain('Milk jug');
    },
  );

  onBothBuilds(
    'asks again when the answer ends by time, but never faster than every five seconds',
    BLOCK,
    {
      storefront: [onSale(OFFER)],
      decisions: [
        decided('checkout.block', [OFFER], 'd1', 0, { validUntil: '2026-11-22T12:01:00Z' }),
        decided('checkout.block', [], 'd2', 0, { validUntil: '2026-11-22T12:01:01Z' }),
        decided('checkout.block', [], 'd3'),
      ],
    },
    async (play) => {
      const asked = () => play.checkout.calls.filter(({ to }) => to.endsWith('/decision')).length;
      await play.wait(59_900);
      expect([asked(), play.texts().includes('Cakestand')]).toEqual([1, true]);
      await play.wait(200);
      expect([asked(), play.texts().includes('Cakestand')]).toEqual([2, false]);
      await play.wait(4_000);
      expect(asked()).toBe(2);
      await play.wait(60_000);
      expect(asked()).toBe(3);
    },
  );

  onBothBuilds(
    'asks again when the server says so, however long the answer holds, and on a clock that is an hour ahead',
    BLOCK,
    {
      storefront: [onSale(OFFER)],
      decisions: [
        decided('checkout.block', [], 'd1', 0, { validUntil: '2026-11-22T11:00:00Z', askAgainMs: 500 }),
        decided('checkout.block', [OFFER], 'd2', 0, {
          validUntil: '2026-11-22T13:00:00Z',
          askAgainMs: 1_500,
        }),
        decided('checkout.block', [], 'd3'),
      ],
    },
    async (play) => {
      const asked = () => play.checkout.calls.filter(({ to }) => to.endsWith('/decision')).length;
      await play.wait(400);
      expect([asked(), play.texts().includes('Cakestand')]).toEqual([1, false]);
      await play.wait(300);
      expect([asked(), play.texts().includes('Cakestand')]).toEqual([2, true]);
      await play.wait(1_700);
      expect([asked(), play.texts().includes('Cakestand')]).toEqual([3, false]);
      await play.wait(60_000);
      expect(asked()).toBe(3);
    },
  );

  onBothBuilds('reports one exposure for each decision and item', BLOCK, onSaleAndDecided, async (play) => {
    await play.wait(500);
    play.checkout.values.set('settings', { headline: 'Our pick' });
    await play.wait(1000);
    expect(play.texts()[0]).toBe('Our pick');
    expect(play.checkout.events()).toEqual(['exposure c1:7']);
    expect(play.checkout.calls.filter(({ to }) => to === 'analytics.publish')).toHaveLength(1);
  });

  onBothBuilds(
    'counts the exposure only when the extension comes on screen',
    BLOCK,
    { ...onSaleAndDecided, isRendered: false },
    async (play) => {
      await play.wait(1000);
      expect(play.texts()).toEqual(OPEN_CARD);
      expect(play.checkout.events()).toEqual([]);
      play.checkout.values.set('extension.rendered', true);
      await play.wait(500);
      expect(play.checkout.events()).toEqual(['exposure c1:7']);
    },
  );

  onBothBuilds(
    'publishes nothing to pixels when analytics are not allowed',
    BLOCK,
    { ...onSaleAndDecided, analyticsAllowed: false },
    async (play) => {
      await play.wait(1000);
      expect(play.checkout.calls.filter(({ to }) => to === 'analytics.publish')).toEqual([]);
    },
  );

  onBothBuilds(
    'shows offers and messages together, each headline once',
    BLOCK,
    {
      storefront: [onSale(OFFER), onSale(SECOND_OFFER)],
      decisions: [decided('checkout.block', [MESSAGE, OFFER, SECOND_OFFER])],
    },
    async (play) => {
      await play.wait(100);
      const texts = play.texts();
      expect(texts.slice(0, 3)).toEqual([MESSAGE.title, MESSAGE.body, 'Not now']);
      expect(texts.filter((text) => text === OFFER.headline)).toHaveLength(1);
      expect(texts).toContain('Milk jug');
    },
  );

  onBothBuilds(
    'keeps to the settings of the merchant',
    BLOCK,
    {
      storefront: [onSale(OFFER), onSale(SECOND_OFFER)],
      decisions: [decided('checkout.block', [OFFER, SECOND_OFFER])],
      settings: { headline: 'Our pick', max_offers: 1, show_pictures: false },
    },
    async (play) => {
      await play.wait(100);
      expect(play.texts()).toEqual(['Our pick', ...OPEN_CARD.slice(1)]);
      expect(play.pictures()).toEqual([]);
    },
  );

  onBothBuilds(
    'ignores kinds of items it does not know, and items without their texts',
    BLOCK,
    {
      storefront: [onSale(OFFER)],
      decisions: [
        decided('checkout.block', [
          { kind: 'hologram', key: 'c9:x', campaignId: 'c9' },
          { ...MESSAGE, body: undefined },
          { ...OFFER, price: 'free' },
          OFFER,
        ]),
      ],
    },
    async (play) => {
      await play.wait(100);
      expect(play.texts()).toEqual(OPEN_CARD);
    },
  );

  onBothBuilds(
    'shows a sample in the checkout editor, without a request or an event',
    BLOCK,
    { isEditor: true },
    async (play) => {
      expect(play.texts()).toContain('A message for a segment');
      expect(play.texts()).toContain('A product chosen for this shopper');
      await play.press('Add');
      await play.wait(1000);
      expect(play.checkout.calls).toEqual([]);
    },
  );

  onBothBuilds('hides what was dismissed, remembers it, and says so', BLOCK, dismissSetup(), async (play) => {
    await play.wait(300);
    await play.press('Not now');
    expect(play.texts()).toEqual([]);
    play.checkout.values.set('localization.country', { isoCode: 'FR' });
    await play.wait(1000);
    expect(play.texts()).toEqual([]);
    expect(play.checkout.events()).toEqual(['exposure c1:7', 'dismissal c1:7']);
    expect([...play.checkout.storage.values()]).toContainEqual(['c1:7']);
    const asked = play.checkout.calls.filter(({ to }) => to.endsWith('/decision'));
    expect(asked.map(({ with: body }) => (body as { dismissed: string[] }).dismissed)).toEqual([
      [],
      ['c1:7'],
    ]);
  });

  onBothBuilds('registers every target of the definition', BLOCK, onSaleAndDecided, async ({ targets }) => {
    expect(targets).toEqual([
      'purchase.checkout.block.render',
      'purchase.checkout.delivery-address.render-before',
      'purchase.checkout.payment-method-list.render-before',
      'purchase.thank-you.block.render',
      'customer-account.order-status.block.render',
    ]);
  });

  onBothBuilds(
    'shows nothing after a fault of its own, and reports it once',
    BLOCK,
    { ...onSaleAndDecided, breaksFormatting: true },
    async (play) => {
      await play.wait(2000);
      expect(play.texts()).toEqual([]);
      expect(play.checkout.faults).toEqual(['Error: no formatting']);
    },
  );
});

describe.each(BUILDS)('a checkout that is opened again, in the %s build', (build) => {
  it('shows the copy of its answer first, which counts no exposure, then the fresh one', async () => {
    const decisions = [
      decided('checkout.block', [OFFER], 'd0'),
      decided('checkout.block', [SECOND_OFFER], 'd1', 500),
    ];
    const checkout = createFakeCheckout({ storefront: [onSale(OFFER), onSale(SECOND_OFFER)], decisions });
    await (await startPlay(build, BLOCK, checkout)).wait(1000);
    const play = await startPlay(build, BLOCK, checkout);
    expect(play.hasSkeleton()).toBe(false);
    expect(play.texts()).toContain('Cakestand');
    await play.wait(200);
    expect(play.checkout.events()).toEqual(['exposure c1:7']);
    await play.wait(1500);
    expect(play.texts()).toContain('Milk jug');
    expect(play.texts()).not.toContain('Cakestand');
    expect(play.checkout.events()).toEqual(['exposure c1:7', 'exposure c1:8']);
  });

  it.each([
    ['in another language', 'localization.language', { isoCode: 'de' }],
    ['by somebody else', 'buyerIdentity.customer', undefined],
    ['by a buyer who has withdrawn a consent', 'customerPrivacy', { allowedProcessing: {} }],
  ])('shows no copy where it is opened %s', async (_how, path, value) => {
    const checkout = createFakeCheckout({
      isSignedIn: true,
      storefront: [onSale(OFFER)],
      decisions: [decided('checkout.block', [OFFER]), 'hangs'],
    });
    const copied = 'attune/1/copy/checkout.block';
    await (await startPlay(build, BLOCK, checkout)).wait(1000);
    const copy = checkout.storage.get(copied);
    checkout.values.set(path, value);
    checkout.storage.set(copied, copy);
    const play = await startPlay(build, BLOCK, checkout);
    expect([play.hasSkeleton(), play.texts()]).toEqual([true, []]);
  });
});

describe('the price shown', () => {
  onBothBuilds(
    "is Shopify's, when it differs from the server's",
    BLOCK,
    {
      ...onSaleAndDecided,
      storefront: [onSale(OFFER, { price: { amount: '9.5', currencyCode: 'GBP' } })],
    },
    async (play) => {
      await play.wait(100);
      expect(play.texts()).toContain('£9.50');
    },
  );

  onBothBuilds(
    "is the server's when Shopify's query fails",
    BLOCK,
    { ...onSaleAndDecided, storefront: 'fails' },
    async (play) => {
      await play.wait(100);
      expect(play.texts()).toContain('£12.75');
    },
  );

  for (const [what, storefront] of [
    [
      "Shopify's price is in another currency",
      [onSale(OFFER, { price: { amount: '9', currencyCode: 'EUR' } })],
    ],
    ['the product is sold out', [onSale(OFFER, { availableForSale: false })]],
    ['the product is not sold here', [null]],
  ] as const) {
    onBothBuilds(
      `is not shown, nor the offer, when ${what}`,
      BLOCK,
      { ...onSaleAndDecided, storefront },
      async (play) => {
        await play.wait(100);
        expect(play.texts()).toEqual([]);
      },
    );
  }

  onBothBuilds(
    'is asked for the country of the buyer',
    BLOCK,
    onSaleAndDecided,
    async ({ checkout, wait }) => {
      await wait(100);
      expect(checkout.calls.filter(({ to }) => to === 'query').map((call) => call.with)).toEqual([
        { ids: [CAKESTAND], country: 'GB' },
      ]);
    },
  );
});

function dismissSetup(): CheckoutSetup {
  return {
    storefront: [onSale(OFFER)],
    decisions: [decided('checkout.block', [OFFER]), decided('checkout.block', [OFFER], 'd2')],
  };
}
