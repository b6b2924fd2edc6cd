import { Session } from '@shopify/shopify-api';
import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { createAdminEntry } from '#app/adapters/shopify/admin-entry.ts';
import type { AdminEntryDeps } from '#app/adapters/shopify/admin-entry.ts';
import { createShopifyApp } from '#app/adapters/shopify/app.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import type { Log } from '#app/ports/log.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36';
const shop = { id: 1, domain: 'a.myshopify.com', uninstalledAt: null } as never;

/** The session of a shop whose merchant has opened Attune before. */
const stored = new Session({
  id: 'offline_a.myshopify.com',
  shop: 'a.myshopify.com',
  state: '',
  isOnline: false,
  accessToken: 'token',
  expires: new Date(Date.now() + 3_600_000),
});

function entryWith(config: Partial<AdminEntryDeps['config']>, shopify?: object, log: Log = silentLog) {
  const whole = { shopifyApiKey: 'key', appBridgeUrl: null, extraFrameAncestor: null, ...config };
  const app = createShopifyApp({
    config: { shopifyApiKey: 'key', shopifyApiSecret: 'secret', shopifyAppUrl: 'https://app.example.com' },
    sessionStorage: { loadSession: async () => stored } as never,
    installShop: async () => {},
    log: silentLog,
  });
  const shops = { findByDomain: async () => shop };
  return createAdminEntry({ shopify: { ...app, ...shopify } as never, shops, config: whole, log });
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

describe('answerAuth', () => {
  const answer = (path: string) =>
    entryWith({})
      .answerAuth(new Request(`https://app.example.com/auth/${path}`, { headers: { 'User-Agent': BROWSER } }))
      .catch((thrown: Response) => thrown);

  it('serves the page that fetches a token, for the admin of the shop in its address to frame', async () => {
    const { status, headers } = await answer('session-token?shop=a.myshopify.com');
    expect(status).toBe(200);
    expect(headers.get('Content-Security-Policy')).toMatch(/^frame-ancestors https:\/\/a\.myshopify\.com /);
  });

  it('has nothing for an address without a shop, or with one that is none', async () => {
    for (const query of ['', '?shop=evil.example.com', '?shop=a%0d%0ab', '?shop=*'])
      expect([query, (await answer(`session-token${query}`)).status]).toEqual([query, 404]);
  });

  it('leads nobody to an address of a stranger', async () => {
    for (const target of ['https://evil.example.com/', 'javascript:alert(1)', '//evil.example.com'])
      expect([
        target,
        (await answer(`exit-iframe?shop=a.myshopify.com&exitIframe=${encodeURIComponent(target)}`)).status,
      ]).toEqual([target, 404]);
  });
});

describe('reportRequestError', () => {
  it('tells the operator of failures, and not of requests that no page answers', () => {
    const reported: unknown[] = [];
    const entry = entryWith({}, undefined, { ...silentLog, error: (about) => reported.push(about) });
    const failure = new Error('a failure');
    entry.reportRequestError({ status: 405, statusText: 'Method Not Allowed', internal: true, data: '' });
    entry.reportRequestError(failure);
    expect(reported).toEqual([{ err: failure }]);
  });
});

describe('a session token', () => {
  const inAMinute = () => Math.floor(Date.now() / 1000) + 60;
  const signIn = (claims: object, address = '') => {
    const given = Object.entries({ aud: 'key', exp: inAMinute(), ...claims }).filter(([, value]) => value);
    const token = jwt.sign(Object.fromEntries(given), 'secret');
    const asked = new Request(`https://app.example.com/app${address}${address && `&id_token=${token}`}`, {
      headers: { 'User-Agent': BROWSER, ...(address === '' && { Authorization: `Bearer ${token}` }) },
    });
    return entryWith({})
      .signIn(asked)
      .then(
        ({ id }) => id,
        (refusal: Response) => refusal.status,
      );
  };
  const admin = { iss: 'https://a.myshopify.com/admin', dest: 'https://a.myshopify.com', sub: '1' };
  const buyer = { dest: 'https://a.myshopify.com', sub: 'gid://shopify/Customer/1' };
  const document = `?shop=a.myshopify.com&embedded=1&host=${btoa('admin.shopify.com/store/a')}`;

  it('of the admin opens the admin, in a header and in the address of a document', async () => {
    expect(await signIn(admin)).toBe(1);
    expect(await signIn(admin, document)).toBe(1);
  });

  it('of a checkout opens nothing, however its shop is written', async () => {
    expect(await signIn(buyer)).toBe(401);
    expect(await signIn(buyer, document)).toBe(401);
    expect(await signIn({ ...buyer, dest: 'a.myshopify.com' })).toBe(401);
  });

  it('that cannot be read is refused, and fails nothing', async () => {
    const broken = ['{"alg":"HS256","typ":"JWT"}', '{', ''].map(btoa).join('.');
    const headers = { 'User-Agent': BROWSER, Authorization: `Bearer ${broken}` };
    const refused = entryWith({}).signIn(new Request('https://app.example.com/app', { headers }));
    await expect(refused).rejects.toMatchObject({ status: 401 });
  });

  it('of another shop’s admin, or without an end, opens nothing', async () => {
    expect(await signIn({ ...admin, iss: 'https://b.myshopify.com/admin' })).toBe(401);
    expect(await signIn({ ...admin, exp: undefined })).toBe(401);
  });
});
