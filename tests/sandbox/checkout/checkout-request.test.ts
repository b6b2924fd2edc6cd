import { describe, expect, it } from 'vitest';
import { readCheckoutRequest } from '#sandbox/checkout/http/checkout-request.ts';
import { readSwitches } from '#sandbox/checkout/host/switches.ts';
import { readCartLinesChange } from '#sandbox/checkout/host/read-changes.ts';

const read = (query: string) => readCheckoutRequest(new URLSearchParams(query));

describe('readCheckoutRequest', () => {
  it('reads customer, country and lines, and hands on the switches of the page', () => {
    expect(read('customer=42&country=de&lines=7:2,gid://shopify/ProductVariant/8:3,9&stack=legacy')).toEqual({
      request: {
        customerId: '42',
        countryCode: 'DE',
        lines: [
          { variantId: '7', quantity: 2 },
          { variantId: '8', quantity: 3 },
          { variantId: '9', quantity: 1 },
        ],
        attributes: [],
      },
      rest: '?stack=legacy',
    });
  });

  it('takes a guest and the demo cart where nothing is said', () => {
    expect(read('')).toEqual({
      request: { customerId: null, countryCode: null, lines: null, attributes: [] },
      rest: '',
    });
  });

  it('reads the first line’s properties, and refuses what is no Base64 URL-encoded JSON', () => {
    const properties = Buffer.from('{"_attune":"a/b?>","n":1}').toString('base64url');
    expect(read(`lines=7:1,8:1&properties=${properties}`).request.lines).toEqual([
      {
        variantId: '7',
        quantity: 1,
        attributes: [
          { key: '_attune', value: 'a/b?>' },
          { key: 'n', value: '1' },
        ],
      },
      { variantId: '8', quantity: 1 },
    ]);
    expect(() => read('lines=7:1&properties=!')).toThrow('Base64');
  });

  it('reads attributes of the cart, and does not hand them on', () => {
    const { request, rest } = read('attributes[_gift]=yes&attributes[note]=two+words&stack=legacy');
    expect(request.attributes).toEqual([
      { key: '_gift', value: 'yes' },
      { key: 'note', value: 'two words' },
    ]);
    expect(rest).toBe('?stack=legacy');
  });

  it('refuses what is no line and what is no country', () => {
    expect(() => read('lines=hat:2')).toThrow('Expected lines as <variant>:<quantity>, found "hat:2".');
    expect(() => read('country=Germany')).toThrow('Expected a two-letter country, found "Germany".');
  });
});

describe('readSwitches', () => {
  it('takes the modern stack, every right and full consent by default', () => {
    expect(readSwitches(new URLSearchParams())).toMatchObject({
      stack: 'modern',
      hasProtectedData: true,
      isLocked: false,
      hasNetwork: true,
      consent: { preferences: true, analytics: true, marketing: true, saleOfData: true },
      isOpaque: true,
      hasToolbar: false,
    });
  });

  it('reads consent as a list', () => {
    const { consent } = readSwitches(new URLSearchParams('consent=preferences,analytics'));
    expect(consent).toEqual({ preferences: true, analytics: true, marketing: false, saleOfData: false });
  });
});

describe('readCartLinesChange', () => {
  it('takes one change a call', () => {
    const change = { type: 'addCartLine', merchandiseId: 'gid://shopify/ProductVariant/1', quantity: 1 };
    expect(readCartLinesChange(change)).toEqual(change);
    expect(() => readCartLinesChange([change, change])).toThrow(
      'applyCartLinesChange takes one change a call, found an array of 2.',
    );
  });

  it('refuses a change of another kind and a quantity of none', () => {
    expect(() => readCartLinesChange({ type: 'setCountry', countryCode: 'DE' })).toThrow(
      'found "setCountry"',
    );
    expect(() => readCartLinesChange({ type: 'addCartLine', merchandiseId: 'x', quantity: 0 })).toThrow(
      /quantity/,
    );
  });
});
