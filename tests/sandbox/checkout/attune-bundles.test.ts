import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  ACCEPTED_OFFER_ATTRIBUTE,
  type DecisionRequest,
  type Placement,
  type WireItem,
} from '#app/contracts/checkout-decision.ts';
import { BLOCK, CANDLE_OFFER, DECISION_ID, useCandleCheckout } from './fixtures/candle-checkout.ts';
import { CUSTOMER } from './fixtures/small-shop.ts';

const ITEMS: Partial<Record<Placement, WireItem[]>> = {
  'checkout.block': [CANDLE_OFFER],
  'checkout.delivery-address': [
    {
      kind: 'savedAddress',
      key: 'address',
      campaignId: 'c2',
      address: {
        firstName: 'Ada',
        lastName: 'Field',
        address1: '12 Mill Lane',
        city: 'Leeds',
        zip: 'LS1 4AB',
        countryCode: 'GB',
      },
      summary: '12 Mill Lane, Leeds LS1 4AB',
    },
  ],
  'checkout.payment': [],
  'thank-you.block': [],
};

let decisions: DecisionRequest[] = [];
let events: string[] = [];
let preflights = 0;

/** What is in the cart is not offered. */
const checkout = useCandleCheckout({
  itemsFor: (placement, { lines }) => {
    const inCart = lines.map(({ variantId }) => variantId);
    return (ITEMS[placement] ?? []).filter(
      (item) => item.kind !== 'offer' || !inCart.includes(item.variantId),
    );
  },
  onQuestion: (asked) => void decisions.push(asked),
  onEvents: (told) => void events.push(...told.events.map(({ kind, itemKey }) => `${kind} ${itemKey}`)),
  onPreflight: () => (preflights += 1),
});

const ADDRESS = 'purchase.checkout.delivery-address.render-before';

/** The shopper's script: take the saved address, then add the offer. */
async function play(page: Page, stack: string) {
  decisions = [];
  events = [];
  preflights = 0;
  await page.goto(checkout.addressOf(stack, `&customer=${encodeURIComponent(CUSTOMER)}`));
  const offer = page.getByTestId(`slot-${BLOCK}`);
  const address = page.getByTestId(`slot-${ADDRESS}`);
  await offer.getByText('Beeswax candle').waitFor();
  await address.getByText('12 Mill Lane, Leeds LS1 4AB').waitFor();
  const offered = await offer.innerText();
  const proposed = await address.innerText();
  await address.getByRole('button', { name: /address/ }).click();
  await address.getByRole('status').getByText('Address filled in').waitFor();
  await page.waitForFunction(() => window.__sandbox.checkout.shippingAddress?.city === 'Leeds');
  await offer.getByRole('button', { name: /^Add/ }).click();
  await page.getByTestId('line-2').waitFor();
  await expect
    .poll(() => events.filter((event) => event.startsWith('acceptance')).sort())
    .toEqual(['acceptance address', 'acceptance offer/2']);
  return {
    offered,
    proposed,
    exposures: events.filter((event) => event.startsWith('exposure')).sort(),
    writes: await page.evaluate(() =>
      window.__sandbox.hostCalls.map(({ text }) => text).filter((text) => text.startsWith('apply')),
    ),
    errors: await page.evaluate(() => window.__sandbox.errors.map(({ text }) => text)),
    attributes: await page.evaluate(() => window.__sandbox.checkout.lines[1]?.attributes),
    total: await page.getByTestId('checkout-total').textContent(),
    firstQuestion: decisions[0],
    preflights,
  };
}

describe('both builds of the Attune extension', () => {
  it('show the same texts and make the same calls, without a preflight', { timeout: 60_000 }, async () => {
    const played = [];
    for (const stack of ['legacy', 'modern']) {
      const context = await checkout.newContext();
      played.push(await play(await context.newPage(), stack));
      await context.close();
    }
    const [legacy, modern] = played;
    expect(legacy?.offered).toContain('Because you bought a basket');
    expect(legacy?.offered).toContain('£4.25');
    expect(modern?.offered).toBe(legacy?.offered);
    expect(modern?.proposed).toBe(legacy?.proposed);
    expect(modern?.writes).toEqual(legacy?.writes);
    expect(legacy?.exposures).toEqual(['exposure address', 'exposure offer/2']);
    expect(modern?.exposures).toEqual(legacy?.exposures);
    for (const play of played) {
      expect(play.errors).toEqual([]);
      expect(play.preflights).toBe(0);
      expect(play.total).toBe('£21.25');
      expect(play.attributes).toEqual([{ key: ACCEPTED_OFFER_ATTRIBUTE, value: `${DECISION_ID}/offer/2` }]);
      expect(play.firstQuestion).toMatchObject({
        currency: 'GBP',
        country: 'GB',
        checkoutToken: expect.any(String),
      });
    }
  });
});
