import type { Page } from 'playwright-core';
import type { HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import type { Demo } from '../start-demo.ts';
import { openAdmin } from './merchant-journey.ts';
import { openPage } from './shopper-journey.ts';

const BLOCK = '[data-testid="slot-purchase.checkout.block.render"]';
const MOST_WAIT_MS = 120_000;

/** What a customer's checkout shows whose server never answers, before and after the merchant lets them decide by themselves. */
export interface LocalJourney {
  readonly customerBefore: string;
  readonly customerAfter: string;
  /** From the switch until every payload stands at Shopify. */
  readonly writingSeconds: number;
  readonly standing: string;
}

/** Switches it on in Settings, and opens the customer’s checkout, which no answer reaches. */
export async function walkLocalJourney(
  browser: HeadlessBrowser,
  demo: Demo,
  customerId: string,
  shotsDir: string,
): Promise<LocalJourney> {
  const customerBefore = await readUnanswered(browser, demo, customerId, `${shotsDir}/checkout-waits.png`);
  const page = await openPage(browser);
  page.on('dialog', (dialog) => void dialog.accept());
  const settings = await openAdmin(page, demo, '/app/settings');
  await settings.getByRole('tab', { name: 'Checkout and storefront' }).click();
  const began = performance.now();
  await settings.locator('#local-decisions').click();
  await settings.getByText('On since').first().waitFor();
  await untilWritten(demo);
  const writingSeconds = Math.round((performance.now() - began) / 100) / 10;
  const customerAfter = await readUnanswered(browser, demo, customerId, `${shotsDir}/checkout-local.png`);
  const standing = await readStanding(page, settings.getByText('On since').first());
  await page.screenshot({ path: `${shotsDir}/admin-local-decisions.png` });
  await page.context().close();
  return { customerBefore, customerAfter, writingSeconds, standing };
}

/** The page is refreshed every ten seconds. */
async function readStanding(page: Page, text: { innerText(): Promise<string> }): Promise<string> {
  await page.waitForTimeout(11_000);
  return text.innerText();
}

async function untilWritten({ db }: Demo): Promise<void> {
  const until = performance.now() + MOST_WAIT_MS;
  while (performance.now() < until) {
    const { rows } = await db.query<{ whole: boolean }>(
      'SELECT products_at >= since AND product_cursor IS NULL AS whole FROM local_decision',
    );
    if (rows[0]?.whole === true) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('After two minutes what checkouts decide by was not written.');
}

/** The text of the block in a checkout whose questions nobody answers, a second after it was opened. */
async function readUnanswered(
  browser: HeadlessBrowser,
  demo: Demo,
  customerId: string,
  shot: string,
): Promise<string> {
  const page = await openPage(browser);
  const checkout = await demo.control.createCheckout({ customerId });
  await page.context().route('**/api/checkout/decision', () => undefined);
  await page.goto(checkout.url);
  await page.locator(BLOCK).locator('*').first().waitFor();
  await page.waitForTimeout(1_000);
  const text = await page.locator(BLOCK).innerText();
  await page.screenshot({ path: shot, fullPage: true });
  await page.context().close();
  return text;
}
