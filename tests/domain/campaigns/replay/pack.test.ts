import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPacker } from '#app/domain/campaigns/replay/pack.ts';
import { canonicalText } from '#app/domain/campaigns/replay/canonical.ts';
import { fromPlain, toPlain } from '#app/domain/campaigns/replay/plain.ts';
import { recordDecision } from '#app/domain/campaigns/replay/record.ts';
import { answerText, replay } from '#app/domain/campaigns/replay/replay.ts';
import { unpackInputs, unpackRules } from '#app/domain/campaigns/replay/unpack.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { NOW, product } from '../../builders.ts';
import { anUpsell, aProduct, aQuestion, aSnapshot, aVariant, bought } from '../shop.ts';

const fingerprint = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url');

/** Every part of a profile that there is: a new one does not compile until it is here. */
const whole: Required<Profile> = {
  shopperId: gid('Customer', 1),
  attributes: {
    tags: ['vip-gold'],
    country: 'GB',
    language: 'en',
    emailMarketing: true,
    loyaltyTier: 'Gold',
    createdAt: NOW - 9,
    shopifySegments: ['gid://shopify/Segment/1'],
    deviceClass: 'phone',
  },
  attributesAt: NOW - 8,
  purchases: [bought(3, 'a', 'b')],
  openCarts: [{ token: 'cart', startedAt: NOW - 7, updatedAt: NOW - 6, valueMinor: 12 }],
  views: [{ at: NOW - 5, productId: gid('Product', 7), lastedSeconds: 40 }],
  searches: [{ at: NOW - 4, query: 'bags' }],
  cartChanges: [{ at: NOW - 3, changeMinor: -2 }],
  abandonments: [{ at: NOW - 2 }],
  checkouts: [{ at: NOW - 1 }],
  refunds: [{ at: NOW, amountMinor: 5 }],
  isActivityBlocked: false,
  estimates: { at: NOW, version: 3 },
};

function packed(
  question = aQuestion({ shopperId: whole.shopperId, profile: whole, cart: 'b' }),
  shop = aSnapshot(),
) {
  const recorded = recordDecision(shop, question);
  const { inputs, parts, text } = createPacker(fingerprint)(recorded);
  const contents = new Map(parts.map(({ key, content }) => [key, content]));
  return { inputs, contents, text, recorded };
}

describe('a packed decision', () => {
  it('holds the whole profile', () => {
    const { inputs, contents } = packed();
    const unpacked = unpackInputs(inputs, (key) => contents.get(key));
    expect(unpacked.ok && unpacked.value.profile).toEqual(whole);
  });

  it('holds of products and candidates only what was read, and the next candidates by score', () => {
    const { inputs, recorded } = packed(
      aQuestion({ cart: 'a' }),
      aSnapshot({ campaigns: [anUpsell({ maxOffers: 1 })] }),
    );
    const [call] = inputs.own.calls;
    expect(recorded.productsRead).toEqual(new Set([product('b')]));
    expect(inputs.products).toHaveLength(2);
    expect(call?.kind === 'candidates' && call.read.map(({ productId }) => productId)).toEqual([
      product('b'),
    ]);
    expect(call?.kind === 'candidates' && call.unread[0]).toEqual([product('c'), expect.any(Number)]);
  });

  it('shares a product that only sold, and not one that is dearer', () => {
    const shop = (parts: Partial<Parameters<typeof aVariant>[1]>) =>
      aSnapshot({
        products: [aProduct('a'), aProduct('b', { variants: [aVariant('b', { stock: 5, ...parts })] })],
      });
    const keysOf = (snapshot: ReturnType<typeof shop>) =>
      packed(aQuestion({ cart: 'a' }), snapshot).inputs.products.map(([key]) => key);
    expect(keysOf(shop({ stock: 4 }))).toEqual(keysOf(shop({})));
    expect(keysOf(shop({ price: { amountMinor: 999, currency: 'GBP' } }))).not.toEqual(keysOf(shop({})));
  });

  it('is another decision as soon as a price is another', () => {
    const { inputs, contents, text } = packed(aQuestion({ cart: 'a' }));
    const [key = ''] = inputs.products[1] ?? [];
    const cheaper = String(contents.get(key)).replace('"amountMinor":1000', '"amountMinor":999');
    const rules = unpackRules(contents.get(inputs.rules) ?? '');
    const again = (find: (key: string) => string | Uint8Array | undefined) => {
      const unpacked = unpackInputs(inputs, find);
      return unpacked.ok && answerText(replay(rules, unpacked.value).answer);
    };
    expect(again((each) => contents.get(each))).toBe(text);
    expect(again((each) => (each === key ? cheaper : contents.get(each)))).not.toBe(text);
  });

  it('says which part is missing', () => {
    const { inputs, contents } = packed();
    const without = (gone: string | undefined) =>
      unpackInputs(inputs, (key) => (key === gone ? undefined : contents.get(key)));
    expect(without(inputs.profile?.key)).toMatchObject({ failure: { kind: 'profile' } });
    expect(without(inputs.products[0]?.[0])).toMatchObject({ failure: { kind: 'product' } });
  });

  it('is not made again by code that asks the model something else', () => {
    const { inputs, contents } = packed(aQuestion({ cart: 'a' }));
    const unpacked = unpackInputs({ ...inputs, own: { ...inputs.own, calls: [] } }, (key) =>
      contents.get(key),
    );
    const rules = unpackRules(contents.get(inputs.rules) ?? '');
    expect(() => unpacked.ok && replay(rules, unpacked.value)).toThrow('12 candidates');
  });
});

describe('plain data', () => {
  it('comes back with its maps and sets, without what was undefined', () => {
    const value = { map: new Map([['a', new Set([1])]]), list: [null, { of: undefined }], text: 'x' };
    expect(fromPlain(JSON.parse(JSON.stringify(toPlain(value))))).toEqual({ ...value, list: [null, {}] });
  });
});

describe('canonicalText', () => {
  it('is the same whatever the order of members, and another for any other value', () => {
    expect(canonicalText({ b: [1, { d: 2, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[1,{"d":2}]}');
    expect(canonicalText({ a: [] })).not.toBe(canonicalText({ a: {} }));
  });
});
