import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { CheckoutConsent, ConsentLevel } from '#app/domain/profiles/consent.ts';
import { aProfile, NOW, product } from '../builders.ts';
import { decidedLocally, payloadsOf } from './local/a-local-shop.ts';
import { aMessage, anUpsell, aQuestion, aSegment, aSnapshot } from './shop.ts';

const NONE: CheckoutConsent = { preferences: false, analytics: false, marketing: false };
const ALL: CheckoutConsent = { preferences: true, analytics: true, marketing: true };

const collectors = aSegment('collectors', 'connected.number of field "points" >= 100');
const others = aSegment('others', 'NOT connected.number of field "points" >= 100');
const everyone = aSegment('everyone', 'purchases.count >= 0');
const forWhom = (segment: string) =>
  aMessage({ title: `For ${segment}`, body: '' }, { id: `for-${segment}`, audience: [segment] });

const shop = aSnapshot({
  segments: [collectors, others, everyone],
  campaigns: [forWhom('collectors'), forWhom('others'), forWhom('everyone')],
});

/** A customer of 120 points, told by a connection with this need. */
const asks = (needs: ConsentLevel, consent: CheckoutConsent) =>
  aQuestion({
    cart: 'a',
    shopperId: gid('Customer', 1),
    checkoutToken: 'checkout',
    profile: aProfile({
      attributes: {
        connected: { points: { value: 120, at: NOW - 60, until: NOW + 86_400, needs, source: 'crm' } },
      },
    }),
    consent,
  });
const titles = (items: readonly { readonly kind: string }[] = []) =>
  items.flatMap((item) => ('title' in item ? item.title : []));
const onServer = (needs: ConsentLevel, consent: CheckoutConsent) =>
  titles(decide(shop, asks(needs, consent)).placements['checkout.block']);
const inCheckout = (needs: ConsentLevel, consent: CheckoutConsent) =>
  titles(decidedLocally(shop, asks(needs, consent)));

describe('a segment that asks for what a connection told', () => {
  it('holds on the server where the buyer agrees to what the connection needs, and nowhere else', () => {
    const [with_, without] = [
      ['For collectors', 'For everyone'],
      ['For everyone', 'For others'],
    ];
    expect(onServer('none', NONE)).toEqual(with_);
    for (const level of ['preferences', 'analytics', 'marketing'] as const) {
      expect(onServer(level, ALL)).toEqual(with_);
      expect(onServer(level, { ...NONE, [level]: true })).toEqual(with_);
      expect(onServer(level, { ...ALL, [level]: false })).toEqual(without);
      expect(onServer(level, NONE)).toEqual(without);
    }
  });

  it('is decided in the checkout as on the server, by what the buyer agrees to there', () => {
    for (const level of ['none', 'preferences', 'analytics', 'marketing'] as const)
      for (const consent of [ALL, NONE, { ...NONE, [level]: true }, { ...ALL, [level]: false }])
        expect([level, consent, inCheckout(level, consent)]).toEqual([
          level,
          consent,
          onServer(level, consent),
        ]);
  });

  it('makes the payload ask for it, and for no other segment; the payload of a customer without such values is as before', () => {
    expect(payloadsOf(shop, asks('marketing', ALL))?.customer?.ofCart).toEqual({
      collectors: { any: [{ all: [{ agrees: 'marketing' }, true] }] },
      others: { any: [{ all: [{ not: { agrees: 'marketing' } }, true] }] },
    });
    expect(payloadsOf(shop, asks('none', ALL))?.customer).not.toHaveProperty('ofCart');
  });

  it('may ask about the cart besides', () => {
    const both = aSegment('both', 'connected.number of field "points" >= 100 AND cart.quantity >= 1');
    const asking = aSnapshot({ segments: [both], campaigns: [forWhom('both')] });
    const shown = (consent: CheckoutConsent) => titles(decidedLocally(asking, asks('analytics', consent)));
    expect(shown(ALL)).toEqual(['For both']);
    expect(shown(NONE)).toEqual([]);
    const { customer } = payloadsOf(asking, asks('analytics', ALL)) ?? {};
    expect(customer?.ofCart).toEqual({
      both: { any: [{ all: [{ agrees: 'analytics' }, { all: [{ of: 'quantity', least: 1 }] }] }] },
    });
  });

  it('keeps no other campaign from a first offer before the server answers', () => {
    const selling = aSnapshot({
      segments: [collectors, everyone],
      campaigns: [anUpsell({ audience: ['everyone'] })],
    });
    expect(decidedLocally(selling, asks('marketing', NONE))).not.toEqual([]);
  });
});

describe('a segment that asks for what the web pixel saw', () => {
  const lookers = aSegment('lookers', 'views.count >= 1');
  const seeing = aSnapshot({ segments: [lookers], campaigns: [forWhom('lookers')] });
  const looked = (consent: CheckoutConsent) => {
    const asked = asks('none', consent);
    const profile = aProfile({ views: [{ at: NOW - 60, productId: product('a') }] });
    return { ...asked, profile };
  };

  it('holds for a signed-in customer where they allow analytics, on the server and in the checkout', () => {
    const shown = (consent: CheckoutConsent) =>
      titles(decide(seeing, looked(consent)).placements['checkout.block']);
    expect(shown({ ...NONE, analytics: true })).toEqual(['For lookers']);
    expect(shown({ ...ALL, analytics: false })).toEqual([]);
    expect(titles(decidedLocally(seeing, looked({ ...NONE, analytics: true })))).toEqual(['For lookers']);
    expect(decidedLocally(seeing, looked({ ...ALL, analytics: false }))).toEqual([]);
  });
});

describe.each([
  [
    'open carts',
    'cart.open_value >= 20',
    { openCarts: [{ token: 't', startedAt: NOW - 60, updatedAt: NOW - 60, valueMinor: 2_500 }] },
  ],
  [
    'carts that were left',
    'cart.open_for >= 1 hour',
    { openCarts: [{ token: 't', startedAt: NOW - 7_200, updatedAt: NOW - 60 }] },
  ],
  [
    'a country that was inferred',
    'customer.country INFERRED 90 = "DE"',
    {
      estimates: { at: NOW - 60, version: 1, inferred: { 'customer.country': { value: 'DE', percent: 95 } } },
    },
  ],
])('a segment that asks for %s', (_, rule, known) => {
  const asking = aSnapshot({ segments: [aSegment('asking', rule)], campaigns: [forWhom('asking')] });
  const of = (consent: CheckoutConsent) => ({ ...asks('none', consent), profile: aProfile(known) });
  const shown = (consent: CheckoutConsent) =>
    titles(decide(asking, of(consent)).placements['checkout.block']);

  it('holds for a signed-in customer where they allow analytics in this checkout, and nowhere else', () => {
    expect(shown(ALL)).toEqual(['For asking']);
    expect(shown({ ...NONE, analytics: true })).toEqual(['For asking']);
    expect(shown({ ...ALL, analytics: false })).toEqual([]);
  });

  it('is decided in the checkout by the same', () => {
    const inCheckout = (consent: CheckoutConsent) => titles(decidedLocally(asking, of(consent)));
    expect(inCheckout(ALL)).toEqual(['For asking']);
    expect(inCheckout({ ...ALL, analytics: false })).toEqual([]);
  });
});
