import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { bearerOf, createCheckoutTokenVerifier } from '#app/http/checkout-token.ts';

const NOW = 1_790_000_000;
const SECRET = 'a-client-secret';
const CLAIMS = {
  dest: 'demo.myshopify.com',
  aud: 'client-id',
  iat: NOW - 5,
  nbf: NOW - 5,
  exp: NOW + 300,
  sub: 'gid://shopify/Customer/42',
};
const verify = createCheckoutTokenVerifier({ apiKey: 'client-id', apiSecret: SECRET });
const sign = (changes: Record<string, unknown> = {}, secret = SECRET, algorithm: jwt.Algorithm = 'HS256') => {
  const claims = Object.fromEntries(
    Object.entries({ ...CLAIMS, ...changes }).filter(([, value]) => value !== undefined),
  );
  return jwt.sign(claims, secret, { algorithm });
};
const failureOf = (token: string | undefined, now = NOW) => {
  const result = verify(token, now);
  return result.ok ? 'accepted' : result.failure;
};

describe('createCheckoutTokenVerifier', () => {
  it('gives shop and customer of a good token', () => {
    expect(verify(sign(), NOW)).toEqual({
      ok: true,
      value: { shopDomain: 'demo.myshopify.com', customerId: 'gid://shopify/Customer/42' },
    });
  });

  it('reads dest with and without https://', () => {
    expect(verify(sign({ dest: 'https://demo.myshopify.com' }), NOW)).toMatchObject({
      value: { shopDomain: 'demo.myshopify.com' },
    });
  });

  it('takes a token without sub, and one whose sub is no customer, for a guest', () => {
    expect(verify(sign({ sub: undefined }), NOW)).toMatchObject({ value: { customerId: null } });
    expect(verify(sign({ sub: '17' }), NOW)).toMatchObject({ value: { customerId: null } });
  });

  it('forgives ten seconds around exp and nbf, and not eleven', () => {
    expect(failureOf(sign({ exp: NOW - 9 }))).toBe('accepted');
    expect(failureOf(sign({ exp: NOW - 11 }))).toBe('token-expired');
    expect(failureOf(sign({ nbf: NOW + 10 }))).toBe('accepted');
    expect(failureOf(sign({ nbf: NOW + 11 }))).toBe('token-early');
  });

  it('refuses a token without exp', () => {
    expect(failureOf(sign({ exp: undefined }))).toBe('token-invalid');
  });

  it('refuses another secret, another algorithm, no signature and no token', () => {
    expect(failureOf(sign({}, 'another-secret'))).toBe('token-invalid');
    expect(failureOf(sign({}, SECRET, 'HS512'))).toBe('token-invalid');
    expect(failureOf(jwt.sign(CLAIMS, '', { algorithm: 'none' }))).toBe('token-invalid');
    expect(failureOf('not.a.token')).toBe('token-invalid');
    expect(failureOf(undefined)).toBe('token-missing');
  });

  it('refuses the audience of another app, alone or in a list', () => {
    expect(failureOf(sign({ aud: 'another-app' }))).toBe('token-audience');
    expect(failureOf(sign({ aud: ['client-id', 'another-app'] }))).toBe('token-audience');
  });

  it('refuses a dest that is no shop', () => {
    for (const dest of ['evil.com', 'demo.myshopify.com.evil.com', 'http://demo.myshopify.com', 7, undefined])
      expect(failureOf(sign({ dest }))).toBe('token-shop');
  });
});

describe('bearerOf', () => {
  it('reads the token and nothing else', () => {
    expect(bearerOf('Bearer abc')).toBe('abc');
    expect(bearerOf('bearer abc')).toBe('abc');
    expect(bearerOf('Basic abc')).toBeUndefined();
    expect(bearerOf(undefined)).toBeUndefined();
  });
});
