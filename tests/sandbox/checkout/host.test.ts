import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import { startPageServer, type PageServer } from './fixtures/page-server.ts';
import { CUSTOMER } from './fixtures/small-shop.ts';

const BLOCK = 'purchase.checkout.block.render';
const ADDRESS = 'purchase.checkout.delivery-address.render-before';
const THANK_YOU = 'purchase.thank-you.block.render';

let server: PageServer;
let chrome: HeadlessBrowser;
let context: BrowserContext;

beforeAll(async () => {
  [server, chrome] = await Promise.all([startPageServer(), launchBrowser()]);
});
afterAll(async () => {
  await chrome.close();
  await server.close();
});
afterEach(async () => {
  await context.close();
});

async function open(query: string): Promise<Page> {
  context = await chrome.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/checkouts/new?${query}`);
  return page;
}

const slot = (page: Page, target: string) => page.getByTestId(`slot-${target}`);
const says = (page: Page, target: string, text: string) => slot(page, target).getByText(text).waitFor();

describe.each(['legacy', 'modern'])('an extension on the %s stack', (stack) => {
  it('renders its texts, translated, with the total in the currency of the cart', async () => {
    const page = await open(`stack=${stack}`);
    await says(page, BLOCK, 'Hello Ada');
    await says(page, BLOCK, 'total £17.00 in GBP');
    await says(page, BLOCK, '1 line');
  });

  it('speaks the language of the buyer where it has it', async () => {
    const page = await open(`stack=${stack}&language=de&country=DE`);
    await says(page, BLOCK, 'Hallo Ada');
    await says(page, BLOCK, 'total 17,00 € in EUR');
    await says(page, BLOCK, '1 Zeile');
  });

  it('adds to the cart, and the worker of another target sees it', async () => {
    const page = await open(`stack=${stack}`);
    await says(page, ADDRESS, 'watching 1 lines');
    await slot(page, BLOCK).getByRole('button', { name: 'Add', exact: true }).click();
    await says(page, BLOCK, 'result: added');
    await says(page, BLOCK, '2 lines');
    await says(page, ADDRESS, 'watching 2 lines');
    expect(await page.getByTestId('checkout-total').textContent()).toBe('£21.25');
    expect(await page.getByTestId('line-2').count()).toBe(1);
  });

  it('is told why a sold-out product is not added', async () => {
    const page = await open(`stack=${stack}`);
    await slot(page, BLOCK).getByText('Add sold out').click();
    await says(page, BLOCK, 'result: refused: Glass lantern is sold out.');
    expect(await page.getByTestId('checkout-total').textContent()).toBe('£17.00');
  });

  it('finds every cart instruction off, and the change refused, in a locked checkout', async () => {
    const page = await open(`stack=${stack}&instructions=locked`);
    expect(await slot(page, BLOCK).getByRole('button', { name: 'Add', exact: true }).isDisabled()).toBe(true);
    await slot(page, BLOCK).getByText('Add sold out').click();
    await says(
      page,
      BLOCK,
      'result: refused: The cart instructions of this checkout do not allow this change.',
    );
  });

  it('runs with an opaque origin and sees no browser API beyond the promised ones', async () => {
    const page = await open(`stack=${stack}`);
    await says(page, BLOCK, 'origin: null');
    await says(page, BLOCK, `visible: none, document ${stack === 'legacy' ? 'undefined' : 'object'}`);
  });

  it('runs in the origin of the page when asked to', async () => {
    const page = await open(`stack=${stack}&origin=page`);
    await says(page, BLOCK, `origin: ${server.url}`);
  });

  it('cannot fetch without network access', async () => {
    const page = await open(`stack=${stack}&network=off`);
    await says(page, BLOCK, 'network_access is not granted');
  });

  it('gets a session token that names a signed-in customer', async () => {
    const page = await open(`stack=${stack}&customer=${encodeURIComponent(CUSTOMER)}`);
    await says(page, BLOCK, `subject: ${CUSTOMER}`);
    await says(page, ADDRESS, 'buyer known');
  });

  it('learns nothing of the buyer without access to protected data', async () => {
    const page = await open(`stack=${stack}&customer=${encodeURIComponent(CUSTOMER)}&access=none`);
    await says(page, BLOCK, 'subject: nobody');
    await says(page, ADDRESS, 'buyer hidden');
  });

  it('reads what the buyer types', async () => {
    const page = await open(`stack=${stack}`);
    await slot(page, BLOCK).getByLabel('Note').fill('a gift');
    await says(page, BLOCK, 'typed: a gift');
  });

  it('goes on to the thank-you page, where it cannot write', async () => {
    const page = await open(`stack=${stack}`);
    await page.getByTestId('pay-now').click();
    await page.waitForURL(/thank-you\?stack/);
    expect(await page.getByTestId('order-number').textContent()).toBe('Order #1007');
    await says(page, THANK_YOU, 'watching 1 lines, writes false');
  });

  it('shows host calls, published events, requests and times to a test', async () => {
    const page = await open(`stack=${stack}`);
    await slot(page, BLOCK).getByRole('button', { name: 'Add', exact: true }).click();
    await says(page, BLOCK, 'result: added');
    await page.waitForFunction(() => window.__sandbox.log.some(({ kind }) => kind === 'analytics'));
    const seen = await page.evaluate(() => ({
      calls: window.__sandbox.hostCalls.map(({ text }) => text),
      published: window.__sandbox.log.filter(({ kind }) => kind === 'analytics').map(({ text }) => text),
      fetched: window.__sandbox.log.filter(({ kind }) => kind === 'fetch').map(({ text }) => text),
      errors: window.__sandbox.errors.map(({ text }) => text),
      firstTree: window.__sandbox.timings['purchase.checkout.block.render']?.firstTree,
      texts: window.__sandbox.texts,
    }));
    expect(
      seen.calls.some((text) => text.startsWith('applyCartLinesChange(') && text.includes('success')),
    ).toBe(true);
    expect(seen.calls.some((text) => text.startsWith('storage.write("seen"'))).toBe(true);
    expect(seen.published).toEqual(['offer:accept {"merchandiseId":"gid://shopify/ProductVariant/2"}']);
    expect(seen.fetched[0]).toMatch(/^GET http.*\/origin 200$/);
    expect(seen.errors).toEqual([]);
    expect(seen.firstTree).toBeGreaterThan(0);
    expect(seen.texts[BLOCK]).toContain('result: added');
  });
});

describe('the checkout page', () => {
  it('draws the same page for both stacks', async () => {
    const html: string[] = [];
    for (const stack of ['legacy', 'modern']) {
      const page = await open(`stack=${stack}`);
      await says(page, BLOCK, 'origin: null');
      html.push(await slot(page, BLOCK).locator('.x-banner').innerHTML());
      await context.close();
    }
    expect(html[0]).toBe(html[1]);
  });

  it('lives on without an extension whose bundle is missing', async () => {
    const page = await open('stack=modern');
    const address = page.url();
    await page.route('**/modern/fixture.js', (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.goto(address);
    await page.waitForFunction(() => window.__sandbox.errors.length > 0);
    await page.getByTestId('pay-now').click();
    await page.waitForURL(/thank-you/);
  });

  it('answers an unknown checkout with 404', async () => {
    const page = await open('stack=modern');
    const response = await page.request.get(`${server.url}/checkouts/0123456789abcdef`);
    expect(response.status()).toBe(404);
    expect(await response.text()).toBe('No such checkout. Make one at /checkouts/new.');
  });
});
