import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProxyVerifier } from '#app/http/proxy-signature.ts';
import { aProxiedQuery, type ProxiedQuery } from '#tests/support/proxied.ts';

const NOW = 1_790_000_000;
const SECRET = 'a-client-secret';
const SHOP = 'demo.myshopify.com';
const verify = createProxyVerifier(SECRET);
const aQuery = (changes: Partial<ProxiedQuery> = {}) =>
  aProxiedQuery({ shop: SHOP, at: NOW, secret: SECRET, ...changes });
const verdictOn = (query: URLSearchParams, now = NOW) => {
  const result = verify(query, now);
  return result.ok ? result.value : result.failure;
};

describe('createProxyVerifier', () => {
  it.each([
    'extra=1&extra=2&shop=shop-name.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=a9718877bea71c2484f91608a7eaea1532bdf71f5c56825065fa4ccabe549ef3',
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
  ])("accepts an example of Shopify's documentation, whose secret is hush: %s", (text) => {
    const query = new URLSearchParams(text);
    expect(createProxyVerifier('hush')(query, 1_317_327_555)).toEqual({
      ok: true,
      value: {
        shopDomain: 'shop-name.myshopify.com',
        customerId: query.has('logged_in_customer_id') ? 'gid://shopify/Customer/1' : null,
      },
    });
  });

  it('gives shop and customer, and no customer for a visitor who is not signed in', () => {
    expect(verdictOn(aQuery({ customer: '42' }))).toEqual({
      shopDomain: SHOP,
      customerId: 'gid://shopify/Customer/42',
    });
    expect(verdictOn(aQuery())).toEqual({ shopDomain: SHOP, customerId: null });
  });

  it('accepts the parameters in any order, as the signature is over the sorted ones', () => {
    const given = [...aQuery({ own: [['a', '2'], ['a', '1']] })]; // prettier-ignore
    const reordered = [...given.slice(2).toReversed(), ...given.slice(0, 2)];
    expect(verdictOn(new URLSearchParams(reordered))).toMatchObject({ shopDomain: SHOP });
    const swapped = given.map(([name, value]) =>
      name === 'a' ? [name, value === '1' ? '2' : '1'] : [name, value],
    );
    expect(verdictOn(new URLSearchParams(swapped))).toBe('proxy-signature');
  });

  it('refuses a signed text that can be cut into another customer, as Shopify signs it and as it was cut', () => {
    const signed = aQuery({ own: [['a', 'logged_in_customer_id=42m=']] }); // prettier-ignore
    const rest = [...signed].filter(([name]) => name !== 'a' && name !== 'logged_in_customer_id');
    const cut = [['a', ''], ['logged_in_customer_id', '42'], ['m', 'logged_in_customer_id='], ...rest]; // prettier-ignore
    expect(verdictOn(signed)).toBe('proxy-signature');
    expect(verdictOn(new URLSearchParams(cut))).toBe('proxy-signature');
  });

  it('refuses a missing, a shortened and a foreign signature, and one that is no hexadecimal', () => {
    const query = aQuery();
    const signature = query.get('signature') ?? '';
    for (const wrong of ['', signature.slice(2), `${signature}00`, 'zz'.repeat(32), '0'.repeat(64)]) {
      query.set('signature', wrong);
      expect(verdictOn(query)).toBe('proxy-signature');
    }
    query.delete('signature');
    expect(verdictOn(query)).toBe('proxy-signature');
    expect(verdictOn(aQuery({ secret: 'another' }))).toBe('proxy-signature');
  });

  it('refuses a request older than 90 seconds or that far ahead', () => {
    expect(verdictOn(aQuery(), NOW + 90)).toMatchObject({ shopDomain: SHOP });
    expect(verdictOn(aQuery(), NOW + 91)).toBe('proxy-time');
    expect(verdictOn(aQuery(), NOW - 91)).toBe('proxy-time');
  });

  it.each(['shop', 'logged_in_customer_id', 'timestamp', 'path_prefix', 'signature'])(
    'refuses a second %s of the visitor, though Shopify signed both',
    (name) => {
      expect(verdictOn(aQuery({ own: [[name, '999']] }))).toBe('proxy-signature');
    },
  );

  it('takes no shop that is none, and no customer that is no number', () => {
    expect(verdictOn(aQuery({ shop: 'demo.myshopify.com.evil.example' }))).toBe('proxy-signature');
    expect(verdictOn(aQuery({ customer: '42/../7' }))).toMatchObject({ customerId: null });
  });

  it('refuses any changed parameter', () => {
    const names = ['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ minLength: 1 }), (name, value) => {
        const query = aQuery({ customer: '42' });
        fc.pre(query.get(name) !== value);
        query.set(name, value);
        expect(verdictOn(query)).toBe('proxy-signature');
      }),
    );
  });
});
