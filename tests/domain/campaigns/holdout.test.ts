import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeldOut } from '#app/domain/campaigns/held-out.ts';
import { decideCheckout } from '#app/domain/campaigns/holdout.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aQuestion, aSnapshot } from './shop.ts';

const tokens = Array.from({ length: 20_000 }, (_, at) => `checkout-${at}`);
const heldOut = (holdout: number) => {
  const snapshot = aSnapshot({ holdout });
  return new Set(tokens.filter((checkoutToken) => isHeldOut(snapshot, aQuestion({ checkoutToken }))));
};

describe('the holdout', () => {
  it('has about its share of checkouts, within four standard errors', () => {
    const error = Math.sqrt((0.05 * 0.95) / tokens.length);
    expect(Math.abs(heldOut(0.05).size / tokens.length - 0.05)).toBeLessThan(4 * error);
  });

  it('has nobody at a share of 0', () => {
    expect(heldOut(0).size).toBe(0);
  });

  it('keeps everyone it has when the share grows', () => {
    const share = fc.double({ min: 0, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.string(), (one, other, checkoutToken) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const question = aQuestion({ checkoutToken });
        const wasIn = isHeldOut(aSnapshot({ holdout: less }), question);
        expect(!wasIn || isHeldOut(aSnapshot({ holdout: more }), question)).toBe(true);
      }),
    );
  });

  it('places a customer by the customer, in whatever checkout', () => {
    const snapshot = aSnapshot({ holdout: 0.2 });
    const inIt = Array.from({ length: 50 }, (_, customer) =>
      tokens
        .slice(0, 20)
        .map((checkoutToken) =>
          isHeldOut(snapshot, aQuestion({ checkoutToken, shopperId: gid('Customer', customer) })),
        ),
    );
    for (const answers of inIt) expect(new Set(answers).size).toBe(1);
    expect(new Set(inIt.map(([first]) => first)).size).toBe(2);
  });

  it('shows nothing in any placement to those it has, and to others what is decided', () => {
    const snapshot = aSnapshot({ holdout: 0.2 });
    const placements = ['checkout.block', 'checkout.payment'];
    for (const checkoutToken of tokens.slice(0, 200)) {
      const question = aQuestion({ checkoutToken, placements, cart: 'a' });
      const decision = decideCheckout(snapshot, question);
      if (!isHeldOut(snapshot, question)) expect(decision).toEqual(decide(snapshot, question));
      else
        expect(decision).toMatchObject({
          heldOut: true,
          placements: { 'checkout.block': [], 'checkout.payment': [] },
        });
    }
  });
});
