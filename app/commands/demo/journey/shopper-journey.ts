import type { Locator, Page } from 'playwright-core';
import type { HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import type { Demo } from '../start-demo.ts';
import type { DemoCustomer } from '../demo-customer.ts';
import { firstChange } from './decision-probe.ts';

const BLOCK = 'purchase.checkout.block.render';
const ADDRESS = 'purchase.checkout.delivery-address.render-before';
const slot = (target: string): string => `[data-testid="slot-${target}"]`;

/** What a known customer saw and did, in a real browser, from the offer to the decision after the order. */
export interface ShopperJourney {
  readonly skeletonFirst: boolean;
  readonly banner: string | null;
  readonly offer: string;
  readonly reason: string;
  readonly price: string;
  readonly savedAddress: string;
  readonly paymentHint: string;
  readonly cartBefore: string;
  readonly cartAfterAdd: string;
  readonly orderNumber: string;
  readonly secondsToProfile: number;
  readonly secondsToChangedDecision: number;
}

/** Opens the customer's checkout, adds the first offer, pays, and waits until the next decision is another one. */
export async function walkShopperJourney(
  browser: HeadlessBrowser,
  demo: Demo,
  customer: DemoCustomer,
  shotsDir: string,
): Promise<ShopperJourney> {
  const page = await openPage(browser);
  const checkout = await demo.control.createCheckout({ customerId: customer.id });
  const skeletons = await watchForSkeleton(page);
  await page.goto(checkout.url);
  const skeletonFirst = await firstOffer(page).then(skeletons);
  await reloadUnlessFilled(page, ADDRESS);
  const offer = await firstOffer(page);
  const banner = await firstLine(page, `${slot(BLOCK)} [role="status"], ${slot(BLOCK)} .banner`);
  const savedAddress = await shownText(page, ADDRESS);
  const paymentHint = await shownText(page, 'purchase.checkout.payment-method-list.render-before');
  await page.screenshot({ path: `${shotsDir}/checkout-customer.png`, fullPage: true });

  const lines = await page.evaluate(() =>
    window.__sandbox.checkout.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
  );
  const cartBefore = await totalOf(page);
  await page
    .locator(`${slot(BLOCK)} button`, { hasText: 'Add' })
    .first()
    .click();
  await page
    .locator(`${slot(BLOCK)}`)
    .getByText('Added to your order')
    .first()
    .waitFor();
  const cartAfterAdd = await totalOf(page);
  await page.screenshot({ path: `${shotsDir}/checkout-added.png`, fullPage: true });

  const probe = firstChange(demo, customer.id, lines);
  await probe.before();
  const [timing] = await Promise.all([probe.after(15_000), page.getByTestId('pay-now').click()]);
  await page.getByTestId('order-number').waitFor();
  const orderNumber = (await page.getByTestId('order-number').innerText()).trim();
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${shotsDir}/thank-you.png`, fullPage: true });
  await page.context().close();
  return {
    skeletonFirst,
    banner,
    ...offer,
    savedAddress,
    paymentHint,
    cartBefore,
    cartAfterAdd,
    orderNumber,
    ...timing,
  };
}

/** What a guest sees: an offer from the cart alone, and no saved details. */
export async function walkGuestJourney(
  browser: HeadlessBrowser,
  demo: Demo,
  shotsDir: string,
): Promise<{ guestOffer: string; guestReason: string }> {
  const page = await openPage(browser);
  const checkout = await demo.control.createCheckout({ customerId: null });
  await page.goto(checkout.url);
  const { offer, reason } = await firstOffer(page);
  const saved = await slotText(page, ADDRESS);
  if (saved !== '') throw new Error(`A guest was offered a saved address: ${saved}`);
  await page.screenshot({ path: `${shotsDir}/checkout-guest.png`, fullPage: true });
  await page.context().close();
  return { guestOffer: offer, guestReason: reason };
}

/** The text of the headline over the offers of a new guest checkout. */
export async function readBlock(browser: HeadlessBrowser, demo: Demo): Promise<string> {
  const page = await openPage(browser);
  const checkout = await demo.control.createCheckout({ customerId: null });
  await page.goto(checkout.url);
  await firstOffer(page);
  const text = await slotText(page, BLOCK);
  await page.context().close();
  return text;
}

export async function openPage(browser: HeadlessBrowser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  return context.newPage();
}

/**
 * The first offer with its button. On a machine that is busy with the install the first answers may come too late, and nothing is offered as it
 * should be; a shopper who comes again is answered.
 */
async function firstOffer(page: Page): Promise<{ offer: string; reason: string; price: string }> {
  const add = page.locator(`${slot(BLOCK)} button`, { hasText: 'Add' }).first();
  for (let visit = 1; !(await isThere(add)); visit += 1) {
    if (visit === MOST_VISITS)
      throw new Error(`No offer in checkout; the page shows ${await describe(page)}`);
    await page.reload();
  }
  const label = (await add.getAttribute('aria-label')) ?? '';
  const [, offer = '', price = ''] = /^Add (.+) for (.+)$/.exec(label) ?? [];
  const lines = (await slotText(page, BLOCK))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const at = lines.indexOf(offer);
  return { offer, reason: lines[at + 1] ?? '', price };
}

const MOST_VISITS = 4;

const isThere = (found: Locator): Promise<boolean> =>
  found.waitFor({ timeout: 8_000 }).then(
    () => true,
    () => false,
  );

const describe = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify({
      texts: window.__sandbox.texts,
      log: window.__sandbox.log.map((entry) => `${entry.kind} ${entry.text.slice(0, 160)}`),
    }),
  );

/** Notes, while the page loads, whether the block showed a skeleton before any offer. */
async function watchForSkeleton(page: Page): Promise<() => Promise<boolean>> {
  await page.addInitScript((selector) => {
    const seen = { skeleton: false };
    Object.assign(window, { __skeletonSeen: seen });
    new MutationObserver(() => {
      if (document.querySelector(`${selector} .skeleton, ${selector} [aria-busy="true"]`))
        seen.skeleton = true;
    }).observe(document, { childList: true, subtree: true, attributes: true });
  }, slot(BLOCK));
  return () =>
    page.evaluate(
      () => (window as unknown as { __skeletonSeen: { skeleton: boolean } }).__skeletonSeen.skeleton,
    );
}

async function slotText(page: Page, target: string): Promise<string> {
  const place = page.locator(slot(target));
  return (await place.count()) === 0 ? '' : (await place.first().innerText()).trim();
}

/** The same once there is some: one place may be answered after another. */
async function shownText(page: Page, target: string): Promise<string> {
  const filled = page.locator(slot(target)).filter({ hasText: /\S/ });
  await filled
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(() => {});
  return slotText(page, target);
}

/**
 * Each place asks for itself, once. On a machine that is busy with the install, the answer to one may come too late, and the place stays empty as
 * it should; a shopper who comes again is answered.
 */
async function reloadUnlessFilled(page: Page, target: string): Promise<void> {
  if ((await shownText(page, target)) === '') await page.reload();
}

async function firstLine(page: Page, selector: string): Promise<string | null> {
  const found = page.locator(selector);
  return (await found.count()) === 0 ? null : (await found.first().innerText()).replace(/\s*\n\s*/g, ' · ');
}

const totalOf = async (page: Page): Promise<string> =>
  (await page.getByTestId('checkout-total').innerText()).trim();
