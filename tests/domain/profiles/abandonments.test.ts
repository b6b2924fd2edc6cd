import { describe, expect, it } from 'vitest';
import { abandonmentsOf } from '#app/domain/profiles/abandonments.ts';
import type { ActivityRecord } from '#app/domain/profiles/activity-record.ts';
import { cartChangesOf, cartStories } from '#app/domain/profiles/cart-stories.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import { withdrawAnalytics } from '#app/domain/profiles/withdraw-analytics.ts';
import { aProfile, NOW } from '../builders.ts';

const DAY = 86_400;
const record = (
  kind: ActivityRecord['kind'],
  at: number,
  valueMinor: number | null = null,
  cartToken = 'a',
): ActivityRecord => ({
  key: `${kind}:${cartToken}:${at}`,
  kind,
  at,
  cartToken,
  productId: null,
  query: null,
  valueMinor,
});
const abandoned = (...records: ActivityRecord[]) =>
  abandonmentsOf(cartStories(records)).map(({ at }) => at - NOW);
const gains = (...records: ActivityRecord[]) =>
  cartChangesOf(cartStories(records)).map(({ changeMinor }) => changeMinor);

describe('abandonmentsOf', () => {
  it('tells the 24th hour after the last change, also while it lies ahead', () => {
    expect(abandoned(record('cart', NOW - 60), record('cart', NOW))).toEqual([DAY]);
  });

  it('takes what follows before the 24th hour for a return, and what follows at it for too late', () => {
    expect(abandoned(record('cart', NOW), record('cart', NOW + DAY - 1))).toEqual([2 * DAY - 1]);
    expect(abandoned(record('cart', NOW), record('cart', NOW + DAY))).toEqual([DAY, 2 * DAY]);
    expect(abandoned(record('cart', NOW), record('checkout', NOW + DAY - 1))).toEqual([]);
    expect(abandoned(record('cart', NOW), record('checkout', NOW + DAY))).toEqual([DAY]);
  });

  it('has nothing to say of a cart emptied or checked out in the second of its last change', () => {
    expect(abandoned(record('cart', NOW), record('cart_emptied', NOW))).toEqual([]);
    expect(abandoned(record('checkout', NOW), record('cart', NOW))).toEqual([]);
  });

  it('tells carts apart: a checkout of one leaves the other alone', () => {
    expect(abandoned(record('cart', NOW, 1, 'a'), record('checkout', NOW + 5, null, 'b'))).toEqual([DAY]);
  });
});

describe('cartChangesOf', () => {
  it('gives what each change gained, from nothing where the cart is new, emptied or checked out', () => {
    expect(
      gains(record('cart', NOW, 500), record('cart', NOW + 1, 200), record('cart', NOW + 2, 900)),
    ).toEqual([500, -300, 700]);
    expect(
      gains(record('cart', NOW, 500), record('cart_emptied', NOW + 1), record('cart', NOW + 2, 900)),
    ).toEqual([500, 900]);
    expect(
      gains(record('cart', NOW, 500), record('checkout', NOW + 1), record('cart', NOW + 2, 900)),
    ).toEqual([500, 900]);
  });

  it('gives 0 where a value before or after is not known', () => {
    expect(gains(record('cart', NOW), record('cart', NOW + 1, 200), record('cart', NOW + 2, 900))).toEqual([
      0, 0, 700,
    ]);
  });
});

describe('foldTrace', () => {
  const trace = {
    activity: [record('cart', NOW, 500), record('checkout', NOW + 9, null, 'b')],
    refunds: [{ at: NOW, amountMinor: 5 }],
    openCarts: [{ token: 't', startedAt: NOW, updatedAt: NOW }],
  };

  it('changes nothing when the same trace is folded again', () => {
    const once = foldTrace(aProfile(), trace);
    expect(once.cartChanges).toEqual([{ at: NOW, changeMinor: 500 }]);
    expect(foldTrace(once, trace)).toEqual(once);
  });

  it('brings back nothing of a shopper who refused analytics, and keeps what was bought and given back', () => {
    const refused = withdrawAnalytics(foldTrace(aProfile(), trace));
    expect(refused).toMatchObject({
      openCarts: [],
      checkouts: [{ at: NOW + 9 }],
      refunds: [{ amountMinor: 5 }],
    });
    expect([refused.cartChanges, refused.abandonments]).toEqual([undefined, undefined]);
    expect(foldTrace(refused, trace)).toEqual(refused);
  });
});
