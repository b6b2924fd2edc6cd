import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ACCEPTED_OFFER_ATTRIBUTE,
  decisionRequest,
  eventsRequest,
  type DecisionAnswer,
  type DecisionRequest,
  type Placement,
  type WireItem,
} from '#app/contracts/checkout-decision.ts';
import { buildExtensions } from '#extensions/build.ts';
import { readBody, sendJson } from '#sandbox/http/body.ts';
import type { Router } from '#sandbox/http/router.ts';
import { launchBrowser, type HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import { startPageServer, type PageServer } from './fixtures/page-server.ts';
import { CUSTOMER } from './fixtures/small-shop.ts';

const DECISION_ID = '11111111-1111-4111-8111-111111111111';
const CANDLE = 'gid://shopify/ProductVariant/2';
const reason = { code: 'bought-together', text: 'Often bought with your basket', evidence: {} } as const;

const ITEMS: Record<Placement, WireItem[]> = {
  'checkout.block': [
    {
      kind: 'offer',
      key: 'offer/2',
      campaignId: 'c1',
      headline: 'Because you bought a basket',
      productId: 'gid://shopify/Product/2',
      variantId: CANDLE,
      title: 'Beeswax candle',
      imageUrl: null,
      price: { amount: '4.25', currencyCode: 'GBP' },
      reason,
    },
  ],
  'checkout.delivery-address': [
    {
      kind: 'savedAddress',
      key: 'address',
      campaignId: 'c2',
      address: {
        firstName: 'Ada',
        lastName: 'Field',
        address1: '12 Mill Lane',
        city: 'Leeds',
        zip: 'LS1 4AB',
        countryCode: 'GB',
      },
      summary: '12 Mill Lane, Leeds LS1 4AB',
    },
  ],
  'checkout.payment': [],
  'thank-you.block': [],
};

let server: PageServer;
let chrome: HeadlessBrowser;
let decisions: DecisionRequest[] = [];
let events: string[] = [];
let preflights = 0;

beforeAll(async () => {
  [server, chrome] = await Promise.all([
    startPageServer({
      buildBundles: (outDir, appUrl) => buildExtensions({ appUrl, outDir }),
      answerApi: (request, response) => void answerApi(request, response),
      addRoutes: addStorefront,
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await chrome.close();
  await server.close();
});

/** The app's two routes, held to the contract by its own schemas. */
async function answerApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (request.method === 'OPTIONS') {
    preflights += 1;
    return void response.writeHead(204, { 'Access-Control-Allow-Headers': '*' }).end();
  }
  const body: unknown = JSON.parse((await readBody(request)).toString());
  if (request.url === '/api/checkout/events') {
    events.push(...eventsRequest.parse(body).events.map(({ kind, itemKey }) => `${kind} ${itemKey}`));
    return void response.writeHead(202).end();
  }
  const asked = decisionRequest.parse(body);
  decisions.push(asked);
  const answer: DecisionAnswer = {
    v: 1,
    decisionId: DECISION_ID,
    validUntil: null,
    trackToken: 'track',
    placements: Object.fromEntries(
      asked.placements.map((placement) => [placement, itemsFor(placement, asked)]),
    ),
  };
  sendJson(response, 200, answer);
}

/** What is in the cart is not offered. */
function itemsFor(placement: Placement, asked: DecisionRequest): WireItem[] {
  const inCart = asked.lines.map(({ variantId }) => variantId);
  return ITEMS[placement].filter((item) => item.kind !== 'offer' || !inCart.includes(item.variantId));
}

function addStorefront(router: Router): void {
  router.post('/api/:version/graphql.json', ({ response }) => {
    const product = { onlineStoreUrl: null };
    const node = {
      id: CANDLE,
      availableForSale: true,
      price: { amount: '4.25', currencyCode: 'GBP' },
      product,
    };
    sendJson(response, 200, { data: { nodes: [node] } });
  });
}

const BLOCK = 'purchase.checkout.block.render';
const ADDRESS = 'purchase.checkout.delivery-address.render-before';

/** The shopper's script: take the saved address, then add the offer. */
async function play(page: Page, stack: string) {
  decisions = [];
  events = [];
  preflights = 0;
  page.setDefaultTimeout(10_000);
  await page.goto(`${server.url}/checkouts/new?stack=${stack}&customer=${encodeURIComponent(CUSTOMER)}`);
  const offer = page.getByTestId(`slot-${BLOCK}`);
  const address = page.getByTestId(`slot-${ADDRESS}`);
  await offer.getByText('Beeswax candle').waitFor();
  await address.getByText('12 Mill Lane, Leeds LS1 4AB').waitFor();
  const offered = await offer.innerText();
  const proposed = await address.innerText();
  await address.getByRole('button', { name: /address/ }).click();
  await page.waitForFunction(() => window.__sandbox.checkout.shippingAddress?.city === 'Leeds');
  await offer.getByRole('button', { name: /^Add/ }).click();
  await page.getByTestId('line-2').waitFor();
  await expect
    .poll(() => events.filter((event) => event.startsWith('acceptance')).sort(), { timeout: 4_000 })
    .toEqual(['acceptance address', 'acceptance offer/2']);
  return {
    offered,
    proposed,
    exposures: events.filter((event) => event.startsWith('exposure')).sort(),
    writes: await page.evaluate(() =>
      window.__sandbox.hostCalls.map(({ text }) => text).filter((text) => text.startsWith('apply')),
    ),
    errors: await page.evaluate(() => window.__sandbox.errors.map(({ text }) => text)),
    attributes: await page.evaluate(() => window.__sandbox.checkout.lines[1]?.attributes),
    total: await page.getByTestId('checkout-total').textContent(),
    firstQuestion: decisions[0],
    preflights,
  };
}

describe('both builds of the Attune extension', () => {
  it('show the same texts and make the same calls, without a preflight', { timeout: 60_000 }, async () => {
    const played = [];
    for (const stack of ['legacy', 'modern']) {
      const context = await chrome.newContext();
      played.push(await play(await context.newPage(), stack));
      await context.close();
    }
    const [legacy, modern] = played;
    expect(legacy?.offered).toContain('Because you bought a basket');
    expect(legacy?.offered).toContain('£4.25');
    expect(modern?.offered).toBe(legacy?.offered);
    expect(modern?.proposed).toBe(legacy?.proposed);
    expect(modern?.writes).toEqual(legacy?.writes);
    expect(legacy?.exposures).toEqual(['exposure address', 'exposure offer/2']);
    expect(modern?.exposures).toEqual(legacy?.exposures);
    for (const play of played) {
      expect(play.errors).toEqual([]);
      expect(play.preflights).toBe(0);
      expect(play.total).toBe('£21.25');
      expect(play.attributes).toEqual([{ key: ACCEPTED_OFFER_ATTRIBUTE, value: `${DECISION_ID}/offer/2` }]);
      expect(play.firstQuestion).toMatchObject({
        currency: 'GBP',
        country: 'GB',
        checkoutToken: expect.any(String),
      });
    }
  });
});
