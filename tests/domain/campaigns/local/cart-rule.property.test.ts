import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCartRule } from '#app/domain/campaigns/local/cart-rule.ts';
import { compileCartRule } from '#app/domain/campaigns/local/compile-cart-rule.ts';
import { legacyId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { compileRule, compileSegment, runnable } from '#app/domain/segments/evaluate/compile.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { NOW, product } from '../../builders.ts';
import { anUpsell, aQuestion, aSegment, aSnapshot, variant } from '../shop.ts';
import { decidedLocally } from './a-local-shop.ts';

const LETTERS = 'abcdefgh'.split('');
/** Of a product, in pence. */
const priceOf = (letter: string): number => 100 + 350 * LETTERS.indexOf(letter);

const comparison = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const leaf = fc.oneof(
  fc
    .tuple(fc.constantFrom('cart.quantity', 'cart.lines'), comparison, fc.nat(9))
    .map(([fact, operator, value]) => `${fact} ${operator} ${value}`),
  fc
    .tuple(comparison, fc.nat(60))
    .map(([operator, half]) => `cart.subtotal ${operator} ${(half / 2).toFixed(2)}`),
  fc.tuple(fc.nat(20), fc.nat(20)).map(([low, more]) => `cart.subtotal BETWEEN ${low} AND ${low + more}`),
  fc.constantFrom('cart.quantity IN (1, 2, 5)', 'cart.quantity NOT IN (2, 3)'),
  fc.constantFrom('cart.subtotal IS SET', 'cart.product_ids IS MISSING'),
  fc
    .tuple(
      fc.constantFrom('CONTAINS', 'NOT CONTAINS'),
      fc.constantFrom('ANY', 'ALL'),
      fc.subarray(LETTERS, { minLength: 1, maxLength: 3 }),
    )
    .map(
      ([not, match, ids]) =>
        // Products by their gids and by what stands at the end of those, in turn.
        `cart.product_ids ${not} ${match} (${ids.map((id, at) => `"${at % 2 === 0 ? product(id) : id}"`).join(', ')})`,
    ),
  fc.constantFrom('checkout.country = "GB"', 'checkout.country IN ("DE", "FR")'),
  fc.constantFrom('purchases.count = 0', 'purchases.count >= 2'),
);
const { rule } = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('rule').map((inner) => `NOT (${inner})`),
    fc
      .tuple(tie('rule'), fc.constantFrom('AND', 'OR'), tie('rule'))
      .map(([left, join, right]) => `(${left} ${join} ${right})`),
  ),
}));
const cart = fc.record({
  lines: fc.array(
    fc.record({ letter: fc.constantFrom(...LETTERS), quantity: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
  country: fc.constantFrom('GB', 'DE', null),
});

const compiled = (text: string) => {
  const segment = compileSegment(aSegment('drawn', text), 'GBP');
  invariant(segment.ok, `${text} is a rule.`);
  return segment.value;
};

describe('a rule about the cart', () => {
  it('is decided in the checkout as the server decides it, whatever it asks and whatever is in the cart', () => {
    const profile = emptyProfile('visitor:guest');
    const { timezone } = aSnapshot();
    fc.assert(
      fc.property(rule, cart, (text, { lines, country }) => {
        const { tree, evaluate } = compiled(text);
        const context = {
          now: NOW,
          timezone,
          tiers: [],
          findProduct: () => null,
          markets: [],
          country,
          cart: {
            subtotalMinor: lines.reduce((sum, { letter, quantity }) => sum + quantity * priceOf(letter), 0),
            quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
            productIds: lines.map(({ letter }) => product(letter)),
          },
        };
        const left = compileCartRule(tree, 'GBP', (part) => {
          const outside = { ...context, cart: null, country: null };
          return runnable(part, compileRule(part, 'GBP')).evaluate(profile, outside).isMember;
        });
        const products = LETTERS.map((letter) => {
          const prices = { [legacyId(variant(letter))]: priceOf(letter) };
          return [product(letter), { prices }] as const;
        });
        const decided = decideCartRule(JSON.parse(JSON.stringify(left)), {
          lines: lines.map(({ letter, quantity }) => ({
            variantId: variant(letter),
            productId: product(letter),
            quantity,
          })),
          country,
          products: new Map(products),
          consent: { preferences: false, analytics: false, marketing: false },
        });
        expect(decided, text).toBe(evaluate(profile, context).isMember);
      }),
      { seed: 29, numRuns: propertyRuns(2_000) },
    );
  });

  it('is left to the server where it asks for types, vendors, tags or collections, or for the time', () => {
    for (const text of [
      'cart.product_types CONTAINS "Home"',
      'cart.quantity > 2 AND cart.product_tags CONTAINS "new"',
      'checkout.market = "Home"',
      'time.hour > 12',
    ])
      expect([text, compileCartRule(compiled(text).tree, 'GBP', () => true)]).toEqual([text, null]);
  });

  it('lets a campaign for such carts be decided in the checkout, and only beside such a cart', () => {
    const segments = [aSegment('full', 'cart.quantity >= 2')];
    const shop = aSnapshot({ segments, campaigns: [anUpsell({ audience: ['full'] })] });
    const shown = (letters: string): number =>
      decidedLocally(shop, { ...aQuestion({ cart: letters }), checkoutToken: 'checkout', shopperId: null })
        .length;
    expect(shown('ab')).toBeGreaterThan(0);
    expect(shown('a')).toBe(0);
  });
});
