import type { HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import type { Demo } from '../start-demo.ts';
import { openAdmin } from './merchant-journey.ts';
import { openPage } from './shopper-journey.ts';

const BLOCK = '[data-testid="slot-purchase.checkout.block.render"]';
const MOST_WAIT_MS = 180_000;

/** What a customer's checkout shows whose server never answers, before and after the merchant lets checkouts decide by themselves. */
export interface LocalJourney {
  readonly before: string;
  readonly after: string;
  /** From the switch until that checkout has what it needs. */
  readonly seconds: number;
}

/** Switches it on in Settings, and opens the customer's checkout, which no answer reaches, until it shows something. */
export async function walkLocalJourney(
  browser: HeadlessBrowser,
  demo: Demo,
  customerId: string,
  shotsDir: string,
): Promise<LocalJourney> {
  const open = () => readUnanswered(browser, demo, customerId, `${shotsDir}/checkout-local.png`);
  const before = await open();
  const page = await openPage(browser);
  page.on('dialog', (dialog) => void dialog.accept());
  const settings = await openAdmin(page, demo, '/app/settings');
  await settings.getByRole('tab', { name: 'Checkout and storefront' }).click();
  await settings.locator('#local-decisions').click();
  await settings.getByText('On since').first().waitFor();
  const began = performance.now();
  let after = '';
  while (after === '' && performance.now() - began < MOST_WAIT_MS) after = await open();
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${shotsDir}/admin-local-decisions.png` });
  await page.context().close();
  return { before, after, seconds };
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
