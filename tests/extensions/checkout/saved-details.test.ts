import { describe, expect } from 'vitest';
import { decided, PAYMENT_HINT, SAVED_ADDRESS } from '../support/answers.ts';
import type { CheckoutSetup, FakeCheckout } from '../support/fake-checkout.ts';
import { onBothBuilds, useBundles } from '../support/play.ts';

const DELIVERY = 'purchase.checkout.delivery-address.render-before';
const PAYMENT = 'purchase.checkout.payment-method-list.render-before';

/** Where the page runs from right to left, the number stays before the street. */
const IN_ISOLATION = '\u206812 Mill Lane, Leeds LS1 4AB\u2069';

const withSavedAddress: CheckoutSetup = {
  isSignedIn: true,
  shippingAddress: { address1: '1 High St', city: 'Leeds', countryCode: 'GB' },
  decisions: [decided('checkout.delivery-address', [SAVED_ADDRESS])],
};

const changesOf = ({ calls }: FakeCheckout) =>
  calls.filter(({ to }) => to === 'applyShippingAddressChange').map((call) => call.with);

useBundles();

describe('the saved address, in both builds', () => {
  onBothBuilds('says what a tap would change', DELIVERY, withSavedAddress, async (play) => {
    await play.wait(100);
    expect(play.texts()).toEqual([
      'Use your last address?',
      IN_ISOLATION,
      'Street: 12 Mill Lane (now 1 High St) · Postcode: LS1 4AB',
      'Use this address',
      'Not now',
    ]);
  });

  onBothBuilds(
    'says that the flat of another street goes, and empties it',
    DELIVERY,
    {
      ...withSavedAddress,
      shippingAddress: { ...SAVED_ADDRESS.address, address1: '1 High St', address2: 'Flat 3' },
    },
    async (play) => {
      await play.wait(300);
      expect(play.texts()).toContain('Street: 12 Mill Lane (now 1 High St) · Flat, floor: – (now Flat 3)');
      await play.press('Use this address');
      await play.wait(300);
      expect(play.checkout.values.get('shippingAddress')).toEqual({ ...SAVED_ADDRESS.address, address2: '' });
      await play.press('Undo');
      await play.wait(300);
      expect(play.checkout.values.get('shippingAddress')).toMatchObject({
        address1: '1 High St',
        address2: 'Flat 3',
      });
    },
  );

  onBothBuilds('is filled in by one tap and taken back by Undo', DELIVERY, withSavedAddress, async (play) => {
    await play.wait(300);
    await play.press('Use this address');
    await play.wait(300);
    expect(play.texts()).toEqual(['Use your last address?', IN_ISOLATION, 'Address filled in', 'Undo']);
    await play.press('Undo');
    await play.wait(300);
    expect(changesOf(play.checkout)).toEqual([
      { type: 'updateShippingAddress', address: { address1: '12 Mill Lane', zip: 'LS1 4AB' } },
      { type: 'updateShippingAddress', address: { address1: '1 High St', zip: '' } },
    ]);
    expect(play.texts()).toContain('Use this address');
    expect(play.checkout.events()).toEqual([
      'exposure c3:address',
      'acceptance c3:address',
      'undo c3:address',
    ]);
  });

  onBothBuilds(
    'says quietly when the checkout refuses it',
    DELIVERY,
    { ...withSavedAddress, refusesAddress: true },
    async (play) => {
      await play.wait(300);
      await play.press('Use this address');
      await play.wait(300);
      expect(play.texts()).toContain('The address could not be changed.');
      expect(play.checkout.events()).toEqual(['exposure c3:address']);
    },
  );

  onBothBuilds(
    'is not shown when it would change nothing',
    DELIVERY,
    { ...withSavedAddress, shippingAddress: SAVED_ADDRESS.address },
    async (play) => {
      await play.wait(500);
      expect(play.texts()).toEqual([]);
      expect(play.checkout.events()).toEqual([]);
    },
  );

  onBothBuilds(
    'is not shown without access to protected data',
    DELIVERY,
    { ...withSavedAddress, hasProtectedData: false },
    async (play) => {
      expect(play.hasSkeleton()).toBe(false);
      await play.wait(500);
      expect(play.texts()).toEqual([]);
    },
  );

  onBothBuilds(
    'has a skeleton for a signed-in buyer whose address is not filled in yet',
    DELIVERY,
    waiting({ shippingAddress: {} }),
    async (play) => expect(play.hasSkeleton()).toBe(true),
  );

  onBothBuilds('has no skeleton beside an address', DELIVERY, waiting({}), async (play) =>
    expect(play.hasSkeleton()).toBe(false),
  );

  onBothBuilds(
    'has no skeleton for a guest',
    DELIVERY,
    waiting({ shippingAddress: {}, isSignedIn: false }),
    async (play) => expect(play.hasSkeleton()).toBe(false),
  );
});

describe('the payment hint, in both builds', () => {
  onBothBuilds('is one line, for which no room is kept', PAYMENT, waiting({}), async (play) =>
    expect(play.hasSkeleton()).toBe(false),
  );

  onBothBuilds(
    'reminds of the last payment type, and can be dismissed',
    PAYMENT,
    { decisions: [decided('checkout.payment', [PAYMENT_HINT])] },
    async (play) => {
      await play.wait(300);
      expect(play.texts()).toEqual(['You paid with PayPal last time.', 'Not now']);
      await play.press('Not now');
      expect(play.texts()).toEqual([]);
      await play.wait(500);
      expect(play.checkout.events()).toEqual(['exposure c3:payment', 'dismissal c3:payment']);
    },
  );
});

function waiting(setup: CheckoutSetup): CheckoutSetup {
  return { ...withSavedAddress, ...setup, decisions: ['hangs'] };
}
