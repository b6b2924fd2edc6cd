import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { ADDRESS_ID, GOLD_CUSTOMER, MESSAGE_ID, UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'one.myshopify.com';
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

interface Sent {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const ask = ({ token, body = aDecisionRequest(), headers = {} }: Sent): Promise<Response> =>
  fetch(`${server.url}/api/checkout/decision`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const answerTo = async (sent: Sent): Promise<DecisionAnswer> => {
  const response = await ask(sent);
  expect(response.status).toBe(200);
  return (await response.json()) as DecisionAnswer;
};

const refusalOf = async (sent: Sent): Promise<string> => {
  const response = await ask(sent);
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(error.message).toMatch(/\.$/);
  return `${response.status} ${error.code}`;
};

const guest = () => aCheckoutToken({ shop: SHOP });
const gold = () => aCheckoutToken({ shop: SHOP, customer: GOLD_CUSTOMER });

describe('POST /api/checkout/decision', () => {
  it('shows a guest the upsell and not the message for Gold customers', async () => {
    const { placements, fallback, validUntil } = await answerTo({ token: guest() });
    expect(placements['checkout.block']).toMatchObject([
      {
        kind: 'offer',
        campaignId: UPSELL_ID,
        productId: 'gid://shopify/Product/5',
        price: { amount: '5.00', currencyCode: 'GBP' },
      },
    ]);
    expect(fallback).toBeUndefined();
    expect(validUntil === null || Date.parse(validUntil) > Date.now()).toBe(true);
  });

  it('shows a Gold customer the message too', async () => {
    const { placements } = await answerTo({ token: gold() });
    expect(placements['checkout.block']?.map(({ campaignId }) => campaignId)).toContain(MESSAGE_ID);
  });

  it("tells why in the page's language", async () => {
    const reasonIn = async (language: string) => {
      const { placements } = await answerTo({ token: guest(), body: aDecisionRequest({ language }) });
      const offer = placements['checkout.block']?.find(({ kind }) => kind === 'offer');
      return offer?.kind === 'offer' ? offer.reason : null;
    };
    const english = await reasonIn('en');
    expect(english?.text).toBe('Picked for you by the shop');
    expect(await reasonIn('de-CH')).toEqual({ ...english, text: 'Vom Shop für Sie ausgesucht' });
  });

  it('opens the saved address for its customer, and for nobody else', async () => {
    const body = aDecisionRequest({ placements: ['checkout.delivery-address'] });
    const known = await answerTo({ token: gold(), body });
    expect(known.placements['checkout.delivery-address']).toMatchObject([
      { kind: 'savedAddress', campaignId: ADDRESS_ID, address: { address1: '12 Mill Lane', zip: 'LS1 4AB' } },
    ]);
    const unknown = await answerTo({ token: guest(), body });
    expect(unknown.placements['checkout.delivery-address']).toEqual([]);
  });

  it('follows a merged customer to the one that is left', async () => {
    const merged = 'gid://shopify/Customer/41';
    await opened.pool.query(
      `INSERT INTO profile (shop_id, shopper_id, data, updated_at, merged_into) VALUES ($1, $2, 'null', now(), $3)`,
      [opened.shopId, merged, GOLD_CUSTOMER],
    );
    const answer = await answerTo({ token: aCheckoutToken({ shop: SHOP, customer: merged }) });
    expect(answer.placements['checkout.block']?.map(({ campaignId }) => campaignId)).toContain(MESSAGE_ID);
    expect(await writtenDecision(opened.pool, answer.decisionId)).toMatchObject({
      shopper_id: GOLD_CUSTOMER,
    });
  });

  it('answers a customer it never saw', async () => {
    const token = aCheckoutToken({ shop: SHOP, customer: 'gid://shopify/Customer/999' });
    const { placements, fallback } = await answerTo({ token });
    expect(placements['checkout.block']).toHaveLength(1);
    expect(fallback).toBeUndefined();
  });

  it('answers a cart with unknown variants', async () => {
    const lines = [
      { variantId: 'gid://shopify/ProductVariant/999999', quantity: 2 },
      {
        variantId: 'gid://shopify/ProductVariant/888888',
        productId: 'gid://shopify/Product/777777',
        quantity: 1,
      },
    ];
    const answer = await answerTo({ token: guest(), body: aDecisionRequest({ lines }) });
    expect(answer.placements['checkout.block']).toHaveLength(1);
    expect(answer.fallback).toBeUndefined();
  });

  it('believes the catalog and not the request about the product of a variant', async () => {
    const lines = [
      { variantId: 'gid://shopify/ProductVariant/50', productId: 'gid://shopify/Product/1', quantity: 1 },
    ];
    const { placements } = await answerTo({ token: guest(), body: aDecisionRequest({ lines }) });
    expect(placements['checkout.block']).toMatchObject([{ productId: 'gid://shopify/Product/6' }]);
  });

  it('keeps the decision with what it rests on, and without texts or addresses', async () => {
    const body = aDecisionRequest({ placements: ['checkout.block', 'checkout.delivery-address'] });
    const { decisionId } = await answerTo({ token: gold(), body });
    const row = await writtenDecision(opened.pool, decisionId);
    expect(row).toMatchObject({
      shopper_id: GOLD_CUSTOMER,
      checkout_token: 'a-checkout',
      channel: 'checkout',
      failure: null,
      basis: { configVersion: 1, catalogVersion: 1 },
    });
    expect(row.items.map(({ kind }: { kind: string }) => kind)).toContain('savedAddress');
    expect(row.duration_micros).toBeGreaterThan(0);
    expect(JSON.stringify(row)).not.toMatch(/Mill Lane|LS1/);
  });

  it('gives the same to a token in the body of a text/plain POST', async () => {
    const body = { ...aDecisionRequest(), token: gold() };
    const plain = await answerTo({ body, headers: { 'Content-Type': 'text/plain;charset=UTF-8' } });
    const bearer = await answerTo({ token: gold() });
    expect(plain.placements).toEqual(bearer.placements);
  });

  it('lets any origin read the answer, null too, and nobody keep it', async () => {
    const response = await ask({ token: guest(), headers: { Origin: 'null' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('vary')).toBe('Origin, Authorization');
  });

  it('answers a preflight from origin null without a redirect', async () => {
    const response = await fetch(`${server.url}/api/checkout/decision`, {
      method: 'OPTIONS',
      redirect: 'error',
      headers: {
        Origin: 'null',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
    expect(response.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
    expect(response.headers.get('access-control-max-age')).toBe('7200');
  });

  it('refuses other methods and says which it takes', async () => {
    const response = await fetch(`${server.url}/api/checkout/decision`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });
});

describe('a request that fails verification', () => {
  it('gets 401 without a token, and with one that is wrong, expired, early, foreign or unsigned', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await refusalOf({})).toBe('401 token-missing');
    expect(await refusalOf({ token: 'nonsense' })).toBe('401 token-invalid');
    expect(await refusalOf({ token: aCheckoutToken({ shop: SHOP, secret: 'another-secret' }) })).toBe(
      '401 token-invalid',
    );
    expect(await refusalOf({ token: aCheckoutToken({ shop: SHOP, secret: '', algorithm: 'none' }) })).toBe(
      '401 token-invalid',
    );
    expect(await refusalOf({ token: aCheckoutToken({ shop: SHOP, claims: { exp: now - 60 } }) })).toBe(
      '401 token-expired',
    );
    expect(await refusalOf({ token: aCheckoutToken({ shop: SHOP, claims: { nbf: now + 60 } }) })).toBe(
      '401 token-early',
    );
    expect(await refusalOf({ token: aCheckoutToken({ shop: SHOP, claims: { aud: 'another-app' } }) })).toBe(
      '401 token-audience',
    );
    expect(await refusalOf({ token: aCheckoutToken({ shop: 'evil.com' }) })).toBe('401 token-shop');
  });

  it('gets 401 before its body is looked at', async () => {
    expect(await refusalOf({ token: 'nonsense', body: '{' })).toBe('401 token-invalid');
    expect(await refusalOf({ body: '{' })).toBe('401 token-missing');
  });

  it('gets 403 for a shop that is not installed, or no longer', async () => {
    expect(await refusalOf({ token: aCheckoutToken({ shop: 'nobody.myshopify.com' }) })).toBe(
      '403 shop-not-installed',
    );
    await opened.pool.query(
      `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at, uninstalled_at)
       VALUES ('gone.myshopify.com', 'Gone', 'GBP', 'UTC', '{}', now(), now())`,
    );
    expect(await refusalOf({ token: aCheckoutToken({ shop: 'gone.myshopify.com' }) })).toBe(
      '403 shop-not-installed',
    );
  });

  it('gets 413 for one byte over 256 KB, and 200 for one byte less', async () => {
    const padded = (bytes: number): string => {
      const text = JSON.stringify({ ...aDecisionRequest(), padding: '' });
      return text.replace('"padding":""', `"padding":"${'x'.repeat(bytes - text.length)}"`);
    };
    expect(await refusalOf({ token: guest(), body: padded(256 * 1024 + 1) })).toBe('413 body-too-large');
    expect((await ask({ token: guest(), body: padded(256 * 1024) })).status).toBe(200);
  });

  it('gets 400 with path, expectation and finding for a body of another shape', async () => {
    const body = {
      ...aDecisionRequest(),
      currency: 'pounds',
      lines: [{ variantId: 'gid://shopify/ProductVariant/1', quantity: 0 }],
    };
    const response = await ask({ token: guest(), body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'request-invalid',
        problems: [
          { path: 'lines.0.quantity', expected: expect.stringContaining('>=1'), found: '0' },
          { path: 'currency', expected: 'expected a three-letter currency code', found: '"pounds"' },
        ],
      },
    });
    expect(await refusalOf({ token: guest(), body: 'not json' })).toBe('400 request-invalid');
  });

  it.each(['a\0b', 'half of a pair: \ud83d'])(
    'gets 400 for a text that no database holds, wherever it stands: %j',
    async (text) => {
      const product = `gid://shopify/Product/${text}`;
      const variantId = `gid://shopify/ProductVariant/${text}`;
      const line = { variantId: 'gid://shopify/ProductVariant/20', quantity: 1 };
      const places = [
        { checkoutToken: text },
        { language: text },
        { dismissed: [text] },
        { lines: [{ ...line, variantId }] },
        { lines: [{ ...line, productId: product }] },
        { lines: [{ ...line, components: [product] }] },
        { local: [{ key: 'k', productId: product }] },
      ];
      for (const place of places) {
        const refusal = await refusalOf({ token: guest(), body: { ...aDecisionRequest(), ...place } });
        expect([place, refusal]).toEqual([place, '400 request-invalid']);
      }
    },
  );
});

describe('a changed campaign', () => {
  it('is in the next decision within 300 ms', async () => {
    await answerTo({ token: guest() });
    const client = await opened.pool.connect();
    await client.query('BEGIN');
    await client.query(
      `UPDATE campaign SET content = jsonb_set(content, '{headline}', '"New words"') WHERE shop_id = $1 AND id = $2`,
      [opened.shopId, UPSELL_ID],
    );
    await publishChange(client, { shopId: opened.shopId, kind: 'config' });
    await client.query('COMMIT');
    client.release();
    const startedAt = performance.now();
    await vi.waitFor(
      async () => {
        const { placements } = await answerTo({ token: guest() });
        expect(placements['checkout.block']).toMatchObject([{ headline: 'New words' }]);
      },
      { interval: 5, timeout: 2_000 },
    );
    expect(performance.now() - startedAt).toBeLessThan(300);
  });
});
