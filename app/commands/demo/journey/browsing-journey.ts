import type { BrowserContext, Page } from 'playwright-core';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { USER_AGENT, type HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import type { Demo } from '../start-demo.ts';
import { askDecision } from './decision-probe.ts';
import { openAdmin } from './merchant-journey.ts';
import { openPage } from './shopper-journey.ts';

const TITLE = 'Still choosing?';
const RULE = 'views.distinct_products within 1 days >= 3 AND views.time within 1 days >= 1 second';
/** Less than a second is not told as time. */
const STAY_MS = 1_200;
const BLOCK = '[data-testid="slot-purchase.checkout.block.render"]';

/** What browsing the shop changes in checkout, within consent. */
export interface BrowsingJourney {
  /** From the third product's page until a decision shows the message for it. */
  readonly guestSeconds: number;
  readonly customerSeconds: number;
  /** What the checkout showed after one product, and after three. */
  readonly guestBefore: string;
  readonly guestAfter: string;
  readonly customerAfter: string;
  /** From the tap on "Buy now" of a guest, without a cart, until the checkout shows the message by itself. */
  readonly buyNowSeconds: number;
  /** From the tap on "Refuse" until nothing of the browser is kept, and no decision shows the message. */
  readonly refusalSeconds: number;
  /** Requests of the web pixel after its telling of the refusal. */
  readonly requestsAfterRefusal: number;
  readonly checkoutAfterRefusal: string;
}

/** Switches the web pixel on in Settings, starts a message for who looked at three products, and browses as a guest and as a customer. */
export async function walkBrowsingJourney(
  browser: HeadlessBrowser,
  demo: Demo,
  customerId: string,
  shotsDir: string,
): Promise<BrowsingJourney> {
  await switchPixelOn(browser, demo, shotsDir);
  await startMessage(demo);
  const guest = await browse(browser, demo, null);
  await guest.checkout.screenshot({ path: `${shotsDir}/checkout-browsing-guest.png`, fullPage: true });
  const refusal = await refuse(guest, demo, shotsDir);
  await guest.context.close();
  const customer = await browse(browser, demo, customerId);
  await customer.checkout.screenshot({ path: `${shotsDir}/checkout-browsing-customer.png`, fullPage: true });
  await customer.context.close();
  const buyNowSeconds = await buyAtOnce(browser, demo, shotsDir);
  return {
    guestSeconds: guest.seconds,
    customerSeconds: customer.seconds,
    guestBefore: guest.before,
    guestAfter: guest.after,
    customerAfter: customer.after,
    buyNowSeconds,
    ...refusal,
  };
}

async function switchPixelOn(browser: HeadlessBrowser, demo: Demo, shotsDir: string): Promise<void> {
  const page = await openPage(browser);
  page.on('dialog', (dialog) => void dialog.accept());
  const settings = await openAdmin(page, demo, '/app/settings');
  await settings.getByRole('tab', { name: 'Checkout and storefront' }).click();
  const card = settings.locator('#web-pixel');
  await card.click();
  await settings.getByText(/On since .* event/).waitFor();
  await card.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${shotsDir}/admin-web-pixel.png` });
  await page.context().close();
}

/** A segment of who looked at three products within a day, for a second at least, and a message for it before all others. */
async function startMessage({ db }: Demo): Promise<void> {
  const { rows } = await db.query<{ id: ShopId }>('SELECT id FROM shop');
  const [shop] = rows;
  if (!shop) throw new Error('No shop has installed Attune.');
  const segment = await createSegmentStore({ pool: db }).create(shop.id, {
    name: 'Looked at three products',
    description: 'Within a day.',
    rule: RULE,
  });
  if (!segment.ok) throw new Error(`The segment was refused: ${segment.failure.kind}`);
  const draft = campaignDraft.parse({
    kind: 'message',
    name: 'Still choosing',
    status: 'running',
    priority: 90,
    audience: [segment.value.id],
    excluded: [],
    placements: ['checkout.block'],
    content: { title: TITLE, body: 'Everything you looked at can be returned within 30 days.', tone: 'info' },
  });
  const campaign = await createCampaignStore({ pool: db }).create(shop.id, draft);
  if (!campaign.ok) throw new Error(`The campaign was refused: ${campaign.failure.kind}`);
}

interface Visit {
  readonly context: BrowserContext;
  readonly shop: Page;
  readonly checkout: Page;
  readonly checkoutToken: string;
  readonly before: string;
  readonly after: string;
  readonly seconds: number;
}

/** Allows all, puts a product into the cart, opens the checkout, looks at two more products, and comes back. */
async function browse(browser: HeadlessBrowser, demo: Demo, customerId: string | null): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, userAgent: USER_AGENT });
  if (customerId !== null)
    await context.addCookies([
      { name: 'sandbox_customer', value: encodeURIComponent(customerId), url: demo.sandboxUrl },
    ]);
  const shop = await context.newPage();
  await shop.goto(demo.sandboxUrl);
  await shop.getByRole('button', { name: 'Allow all' }).click();
  const [first = '', ...others] = await productLinks(shop);
  await look(shop, `${demo.sandboxUrl}${first}`);
  await shop.waitForTimeout(STAY_MS);
  await shop.getByRole('button', { name: 'Add to cart' }).click();
  await shop.getByText('Added to the cart.').waitFor();
  await shop.goto(`${demo.sandboxUrl}/cart`);
  await shop.getByRole('button', { name: 'Check out' }).click();
  await shop.locator(`${BLOCK} button`).first().waitFor();
  const before = await shop.locator(BLOCK).innerText();
  const checkout = shop;
  const checkoutToken = new URL(checkout.url()).pathname.split('/').at(-1) ?? '';
  const tab = await context.newPage();
  let lookedAt = 0;
  for (const product of others.slice(0, 2)) lookedAt = await look(tab, `${demo.sandboxUrl}${product}`);
  await untilDecided(demo, { customerId, checkoutToken }, true);
  const seconds = secondsSince(lookedAt);
  await checkout.reload();
  await checkout.locator(BLOCK).getByText(TITLE).waitFor();
  const after = await checkout.locator(BLOCK).innerText();
  return { context, shop: tab, checkout, checkoutToken, before, after, seconds };
}

/** Looks at three products and buys the last one at once: the pixel tells whose checkout it is only when that is open. */
async function buyAtOnce(browser: HeadlessBrowser, demo: Demo, shotsDir: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, userAgent: USER_AGENT });
  const shop = await context.newPage();
  await shop.goto(demo.sandboxUrl);
  await shop.getByRole('button', { name: 'Allow all' }).click();
  for (const product of (await productLinks(shop)).slice(0, 3)) {
    await look(shop, `${demo.sandboxUrl}${product}`);
    await shop.waitForTimeout(STAY_MS);
  }
  await shop.getByRole('button', { name: 'Buy now' }).click();
  const began = performance.now();
  await shop.locator(BLOCK).getByText(TITLE).waitFor({ timeout: 10_000 });
  const seconds = secondsSince(began);
  await shop.screenshot({ path: `${shotsDir}/checkout-browsing-buy-now.png`, fullPage: true });
  await context.close();
  return seconds;
}

/** Opens a page and stays until the pixel has told of it. Gives when the page was there, in milliseconds. */
async function look(page: Page, address: string): Promise<number> {
  const told = page.waitForResponse((response) => response.url().endsWith('/api/pixel/events'));
  await page.goto(address);
  const shownAt = performance.now();
  await told;
  return shownAt;
}

const secondsSince = (startMs: number): number => Math.round(performance.now() - startMs) / 1000;

async function productLinks(page: Page): Promise<readonly string[]> {
  const links = page.locator('a[href^="/products/"]');
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(paths)];
}

/** Waits until decisions of the checkout show the message, or do not any more. */
async function untilDecided(
  demo: Demo,
  { customerId, checkoutToken }: { readonly customerId: string | null; readonly checkoutToken: string },
  isShown: boolean,
): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < 10_000) {
    const answer = await askDecision(demo, customerId, [], checkoutToken);
    if (JSON.stringify(answer.placements).includes(TITLE) === isShown) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `After 10 s the message was ${isShown ? 'not shown' : 'still shown'} (${customerId ?? 'guest'}).`,
  );
}

async function refuse({ shop, checkout, checkoutToken }: Visit, demo: Demo, shotsDir: string) {
  const told: string[] = [];
  const listen = (page: Page) =>
    page.context().on('request', (request) => {
      if (request.url().endsWith('/api/pixel/events')) told.push(request.postData() ?? '');
    });
  listen(shop);
  await shop.getByRole('button', { name: 'Cookie preferences' }).click();
  await shop.screenshot({ path: `${shotsDir}/storefront-consent.png` });
  await shop.getByRole('button', { name: 'Refuse' }).click();
  const began = performance.now();
  await untilDecided(demo, { customerId: null, checkoutToken }, false);
  await untilForgotten(demo);
  const refusalSeconds = secondsSince(began);
  await shop.reload();
  await checkout.reload();
  await checkout.locator(`${BLOCK} button`).first().waitFor();
  await shop.waitForTimeout(500);
  return {
    refusalSeconds,
    requestsAfterRefusal: told.filter((body) => !body.includes('consent_changed')).length,
    checkoutAfterRefusal: await checkout.locator(BLOCK).innerText(),
  };
}

async function untilForgotten({ db }: Demo): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await db.query<{ rows: number }>(
      `SELECT (SELECT count(*) FROM visitor_token)::int
            + (SELECT count(*) FROM shopper_activity WHERE visitor_id IS NOT NULL)::int AS rows`,
    );
    if (rows[0]?.rows === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('After 10 s the refused browser was still known.');
}
