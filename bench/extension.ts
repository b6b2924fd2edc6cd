/**
 * From the start of the extension's worker to the first offer on screen, in Chromium, in the sandbox's checkout: cold with a checkout
 * that decides by itself, for one line and for eight of the demo's shop ranked together, cold with one that waits for the server, and with the
 * copy of an earlier answer. In turn, in one run, once with a server that is as near as can be and once with one 150 ms away.
 */
import type { Page } from 'playwright-core';
import { compileProduct } from '#app/domain/campaigns/local/compile-product.ts';
import { compileRanker } from '#app/domain/campaigns/local/compile-ranker.ts';
import { compileShop } from '#app/domain/campaigns/local/compile-shop.ts';
import { LOCAL_KEY, RANKER_KEY } from '#app/domain/campaigns/local/payload.ts';
import type { CheckoutMetafield } from '#sandbox/checkout/checkout-shop.ts';
import { buildExtensions } from '#extensions/build.ts';
import { launchBrowser } from '#sandbox/browser/launch-browser.ts';
import { readBody, sendJson } from '#sandbox/http/body.ts';
import { BLOCK, CANDLE } from '#tests/sandbox/checkout/fixtures/candle-offer.ts';
import {
  candleShop,
  LOCAL_CANDLE,
  localMetafields,
  SHOP,
  toMetafields,
} from '#tests/sandbox/checkout/fixtures/local-candle.ts';
import type {} from '#sandbox/checkout/page/sandbox-window.ts';
import { startPageServer } from '#tests/sandbox/checkout/fixtures/page-server.ts';
import { WARES } from '#tests/sandbox/checkout/fixtures/small-shop.ts';
import { product } from '#tests/domain/builders.ts';
import { readDemoShop } from './local/demo-shop.ts';
import type { Figure } from './report/figure.ts';

const ROUNDS = 21;
const DISTANCES_MS = [0, 150];
const WAYS = [
  'waiting for the server',
  'decided in the checkout',
  'eight lines decided there',
  'with a copy',
] as const;
const LINES = 8;
type Way = (typeof WAYS)[number];

/** About three minutes. */
export async function benchExtension(say: (line: string) => void): Promise<readonly Figure[]> {
  const served = { way: WAYS[0] as Way, distanceMs: 0 };
  const now = (): number => Math.floor(Date.now() / 1000);
  const full = fullCart(now());
  const fieldsOf: Readonly<Partial<Record<Way, () => readonly CheckoutMetafield[]>>> = {
    'decided in the checkout': () => localMetafields(candleShop(), now()),
    'eight lines decided there': () => full,
  };
  const server = await startPageServer({
    buildBundles: (outDir, appUrl) => buildExtensions({ appUrl, outDir }),
    answerApi: (request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      void readBody(request).then(() => setTimeout(() => sendJson(response, 200, ANSWER), served.distanceMs));
    },
    metafields: () => fieldsOf[served.way]?.() ?? [],
    wares: () => (served.way === 'eight lines decided there' ? WARES.slice(0, LINES) : []),
    addRoutes: (router) =>
      router.post('/api/:version/graphql.json', ({ response }) => sendJson(response, 200, STOREFRONT)),
  });
  const chrome = await launchBrowser();
  try {
    const page = await (await chrome.newContext()).newPage();
    await page.addInitScript(watchForOffer);
    const open = async (way: Way): Promise<number> => {
      served.way = way;
      const address = `${server.url}/checkouts/new?stack=modern&consent=none`;
      if (way !== 'with a copy') return firstOffer(page, () => page.goto(address));
      const { distanceMs } = served;
      served.distanceMs = 0;
      await firstOffer(page, () => page.goto(address));
      // The copy is written once the answer is on screen.
      await page.waitForTimeout(100);
      served.distanceMs = distanceMs;
      return firstOffer(page, () => page.reload());
    };
    await open(WAYS[0]);
    say(`${ROUNDS} pages of each, in turn; median and fastest`);
    const figures: Figure[] = [];
    for (const distanceMs of DISTANCES_MS) figures.push(...(await measure(open, served, distanceMs)));
    return figures;
  } finally {
    await chrome.close();
    await server.close();
  }
}

async function measure(
  open: (way: Way) => Promise<number>,
  served: { distanceMs: number },
  distanceMs: number,
): Promise<readonly Figure[]> {
  const times = new Map<Way, number[]>(WAYS.map((way) => [way, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const way of WAYS) {
      served.distanceMs = distanceMs;
      times.get(way)?.push(await open(way));
    }
  const sorted = (way: Way): readonly number[] => [...(times.get(way) ?? [])].sort((a, b) => a - b);
  const median = (way: Way): number => sorted(way)[Math.floor(ROUNDS / 2)] ?? NaN;
  const named = (what: string): string => `server ${distanceMs} ms away, ${what}`;
  return [
    ...WAYS.flatMap((way): Figure[] => [
      { name: named(`${way}, median`), value: median(way), unit: 'ms' },
      { name: named(`${way}, fastest`), value: sorted(way)[0] ?? NaN, unit: 'ms' },
    ]),
    ...WAYS.slice(1).map((way): Figure => ({
      name: named(`${way} against ${WAYS[0]}`),
      value: median(way) / median(WAYS[0]),
      unit: 'times',
    })),
  ];
}

/** What the demo's app writes for the first cart of so many lines, as if its products were the wares. */
function fullCart(now: number): readonly CheckoutMetafield[] {
  const { snapshot, carts } = readDemoShop();
  const { productIds = [] } = carts.find((cart) => cart.productIds.length > LINES) ?? {};
  const ofProducts = productIds.slice(0, LINES).map((id, place) => ({
    ownerId: product(WARES[place] ?? 0),
    key: LOCAL_KEY,
    payload: compileProduct(snapshot, id, now),
  }));
  return toMetafields([
    { ownerId: SHOP, key: LOCAL_KEY, payload: compileShop(snapshot, now) },
    { ownerId: SHOP, key: RANKER_KEY, payload: compileRanker(snapshot, now) },
    ...ofProducts,
  ]);
}

const ANSWER = {
  v: 1,
  decisionId: '11111111-1111-4111-8111-111111111111',
  validUntil: null,
  trackToken: 'track',
  placements: { 'checkout.block': [LOCAL_CANDLE] },
};
const STOREFRONT = {
  data: {
    nodes: [
      { id: CANDLE, availableForSale: true, price: LOCAL_CANDLE.price, product: { onlineStoreUrl: null } },
    ],
  },
};

/** Runs in the page: notes when the button of an offer appears. */
function watchForOffer(): void {
  const found = { at: 0 };
  Object.assign(window, { __offer: found });
  const watch = new MutationObserver(() => {
    if (document.querySelector('button[aria-label^="Add "]') === null) return;
    found.at = performance.now();
    watch.disconnect();
  });
  watch.observe(document, { childList: true, subtree: true, attributes: true });
}

/** Milliseconds from the creation of the block's worker to its first offer. */
async function firstOffer(page: Page, open: () => Promise<unknown>): Promise<number> {
  await open();
  const shown = await page.waitForFunction(() => {
    const { at } = (window as unknown as { __offer: { at: number } }).__offer;
    return at > 0 ? at : false;
  });
  const at = Number(await shown.jsonValue());
  const began = await page.evaluate((target) => {
    const ready = window.__sandbox.log.find((entry) => entry.target === target && entry.kind === 'phase');
    return ready ? ready.at - (ready.durationMs ?? 0) : NaN;
  }, BLOCK);
  return at - began;
}
