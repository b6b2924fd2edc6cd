import type { FrameLocator } from 'playwright-core';
import type { HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import type { DemoCustomer } from '../demo-customer.ts';
import type { Demo } from '../start-demo.ts';
import { openAdmin } from './merchant-journey.ts';
import { openPage } from './shopper-journey.ts';

const TITLE = 'Gold: 10 % off this order';

/** A discount for a segment: made in the admin, seen by a member, paid less for, and not seen by a guest. */
export interface IncentiveJourney {
  /** From the save until Shopify gives it. */
  readonly secondsToGiven: number;
  readonly message: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly total: string;
  /** What the app has read of the order, decimal text. */
  readonly orderSubtotal: string;
  readonly guestDiscounts: number;
}

/** Allows the scopes, makes and starts an incentive for the customer's segment, and opens two checkouts. */
export async function walkIncentiveJourney(
  browser: HeadlessBrowser,
  demo: Demo,
  customer: DemoCustomer,
  shotsDir: string,
): Promise<IncentiveJourney> {
  const page = await openPage(browser);
  page.on('dialog', (dialog) => void dialog.accept());
  const admin = await openAdmin(page, demo, '/app/campaigns/new?kind=incentive');
  await admin.getByRole('button', { name: 'Allow in Shopify' }).click();
  await fillIn(admin, customer.segment);
  await page.screenshot({ path: `${shotsDir}/admin-incentive-new.png`, fullPage: true });
  const savedAt = performance.now();
  await admin.getByRole('button', { name: 'Save' }).first().click();
  await untilGiven(demo);
  const secondsToGiven = (performance.now() - savedAt) / 1000;
  const seen = await openMemberCheckout(browser, demo, customer.id, shotsDir);
  const guestDiscounts = await countGuestDiscounts(browser, demo, shotsDir);
  await page.context().close();
  return { secondsToGiven, ...seen, guestDiscounts };
}

async function fillIn(admin: FrameLocator, segment: string): Promise<void> {
  await admin.getByLabel('Name', { exact: true }).fill('Gold discount');
  await admin.getByLabel('Title', { exact: true }).fill(TITLE);
  await admin.getByLabel('Text', { exact: true }).fill('Taken off in the order summary.');
  await admin.getByLabel(segment, { exact: true }).first().check({ force: true });
  await admin.getByLabel('Status', { exact: true }).selectOption('running');
}

async function untilGiven({ db }: Demo): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    const { rows } = await db.query('SELECT FROM incentive_discount WHERE discount_id IS NOT NULL');
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The incentive was not brought to Shopify within 30 seconds.');
}

async function openMemberCheckout(
  browser: HeadlessBrowser,
  demo: Demo,
  customerId: string,
  shotsDir: string,
): Promise<Omit<IncentiveJourney, 'secondsToGiven' | 'guestDiscounts'>> {
  const page = await openPage(browser);
  const { url } = await demo.control.createCheckout({ customerId });
  await page.goto(url);
  const block = page.locator('[data-testid="slot-purchase.checkout.block.render"]');
  await block.getByText(TITLE).first().waitFor();
  const message = (await block.getByText(TITLE).first().innerText()).trim();
  const read = async (id: string) => (await page.getByTestId(id).first().innerText()).trim();
  const [subtotal, discount, total] = [
    await read('checkout-subtotal'),
    await read('checkout-discount'),
    await read('checkout-total'),
  ];
  await page.screenshot({ path: `${shotsDir}/checkout-incentive.png`, fullPage: true });
  const earlier = await ordersOf(demo, customerId);
  await page.getByTestId('pay-now').click();
  const number = (await page.getByTestId('order-number').innerText()).trim();
  const orderSubtotal = await readOrder(demo, customerId, earlier);
  await page.context().close();
  if (number === '') throw new Error('The order has no number.');
  return { message, subtotal, discount, total, orderSubtotal };
}

async function ordersOf({ db }: Demo, customerId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>('SELECT id FROM orders WHERE customer_id = $1', [
    customerId,
  ]);
  return rows.map(({ id }) => id);
}

/** The customer's order that is none of the earlier ones, as the app stored it, once it is there. */
async function readOrder({ db }: Demo, customerId: string, earlier: readonly string[]): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = await db.query<{ subtotal: string }>(
      `SELECT (subtotal_minor / 100.0)::numeric(12, 2)::text AS subtotal FROM orders
        WHERE customer_id = $1 AND id <> ALL($2)`,
      [customerId, earlier],
    );
    if (rows[0]) return rows[0].subtotal;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The order did not arrive within 10 seconds.');
}

async function countGuestDiscounts(browser: HeadlessBrowser, demo: Demo, shotsDir: string): Promise<number> {
  const page = await openPage(browser);
  const { url } = await demo.control.createCheckout({ customerId: null });
  await page.goto(url);
  await page.locator('[data-testid="slot-purchase.checkout.block.render"] button').first().waitFor();
  const discounts = await page.getByTestId('checkout-discount').count();
  const messages = await page.getByText(TITLE).count();
  await page.screenshot({ path: `${shotsDir}/checkout-incentive-guest.png`, fullPage: true });
  await page.context().close();
  return discounts + messages;
}
