import { describe, expect, it } from 'vitest';
import { createAdminEntry } from '#app/adapters/shopify/admin-entry.ts';
import type { AdminEntryDeps } from '#app/adapters/shopify/admin-entry.ts';
import { createShopifyApp } from '#app/adapters/shopify/app.ts';
import { silentLog } from '#app/adapters/system/log.ts';

const shop = { id: 1, domain: 'a.myshopify.com', uninstalledAt: null } as never;

function entryWith(config: Partial<AdminEntryDeps['config']>, shopify?: object) {
  const whole = { shopifyApiKey: 'key', appBridgeUrl: null, extraFrameAncestor: null, ...config };
  const app = createShopifyApp({
    config: { shopifyApiKey: 'key', shopifyApiSecret: 'secret', shopifyAppUrl: 'https://app.example.com' },
    sessionStorage: {} as never,
    installShop: async () => {},
    log: silentLog,
  });
  const shops = { findByDomain: async () => shop };
  return createAdminEntry({ shopify: { ...app, ...shopify } as never, shops, config: whole, log: silentLog });
}

const policyOf = (config: Partial<AdminEntryDeps['config']>, query = '?shop=a.myshopify.com') => {
  const headers = new Headers();
  entryWith(config).setFrameHeaders(new Request(`https://app.example.com/app${query}`), headers);
  return headers.get('Content-Security-Policy');
};

describe('setFrameHeaders', () => {
  it("lets the shop's own admin frame a document, and nobody else", () => {
    expect(policyOf({})).toMatch(
      /^frame-ancestors https:\/\/a\.myshopify\.com https:\/\/admin\.shopify\.com [^;]*;$/,
    );
    expect(policyOf({})).not.toContain('127.0.0.1');
  });

  it('lets nobody frame a document without a shop, or with one that is none', () => {
    expect(policyOf({}, '')).toBe("frame-ancestors 'none';");
    expect(policyOf({}, '?shop=evil.example.com')).toBe("frame-ancestors 'none';");
  });

  it('adds the origin of a local admin frame where one is set', () => {
    const policy = policyOf({ extraFrameAncestor: 'http://127.0.0.1:3100' });
    expect(policy).toMatch(/^frame-ancestors https:\/\/a\.myshopify\.com .* http:\/\/127\.0\.0\.1:3100;$/);
    expect(policyOf({ extraFrameAncestor: 'http://127.0.0.1:3100' }, '')).toBe("frame-ancestors 'none';");
  });
});

describe('signIn', () => {
  const request = () =>
    new Request('https://app.example.com/app', { headers: { Authorization: 'Bearer x' } });

  it('exchanges one token once, however many loaders ask at the same time', async () => {
    let calls = 0;
    const admin = async () => {
      calls += 1;
      await new Promise((done) => setTimeout(done, 5));
      return { session: { shop: 'a.myshopify.com' } };
    };
    const entry = entryWith({}, { authenticate: { admin } });
    await Promise.all([entry.signIn(request()), entry.signIn(request()), entry.signIn(request())]);
    expect(calls).toBe(1);
    await entry.signIn(request());
    expect(calls).toBe(2);
  });

  it('gives each of them a refusal of its own to read', async () => {
    const admin = async () => {
      throw new Response('no', { status: 401 });
    };
    const entry = entryWith({}, { authenticate: { admin } });
    const refusals = await Promise.allSettled([entry.signIn(request()), entry.signIn(request())]);
    const texts = refusals.map((refusal) => (refusal.status === 'rejected' ? refusal.reason.text() : ''));
    expect(await Promise.all(texts)).toEqual(['no', 'no']);
  });
});
