import type { FrameLocator, Page } from 'playwright-core';
import type { HeadlessBrowser } from '#sandbox/browser/launch-browser.ts';
import type { Demo } from '../start-demo.ts';
import { openPage, readBlock } from './shopper-journey.ts';

/** What a merchant saw and did in the admin, and how soon checkout showed it. */
export interface MerchantJourney {
  readonly home: string;
  readonly segments: string;
  readonly segmentHealth: string;
  /** What the recommendations page would offer for a cart with one product. */
  readonly triedOffer: string;
  /** What the dry run of the changed upsell says of the last 30 days. */
  readonly dryRun: string;
  readonly newHeadline: string;
  readonly headlineInNextCheckout: boolean;
}

/** Reads home, segments and the health of one, tries a cart on the recommendations page, changes the headline of the upsell that guests see, tries it on past checkouts, and opens the next checkout. */
export async function walkMerchantJourney(
  browser: HeadlessBrowser,
  demo: Demo,
  campaign: string,
  shotsDir: string,
): Promise<MerchantJourney> {
  const page = await openPage(browser);
  const admin = await openAdmin(page, demo, '');
  await admin.getByText('Revenue').first().waitFor();
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${shotsDir}/admin-home.png` });
  const home = await bodyText(admin);

  const segmentsPage = await openAdmin(page, demo, '/app/segments');
  await segmentsPage.getByText('Gold', { exact: false }).first().waitFor();
  await page.screenshot({ path: `${shotsDir}/admin-segments.png` });
  const segments = await bodyText(segmentsPage);

  const segmentHealth = await readHealth(page, demo, shotsDir);

  const triedOffer = await tryCart(page, demo, shotsDir);

  const newHeadline = 'Picked for this order';
  const campaigns = await openAdmin(page, demo, '/app/campaigns');
  await campaigns.getByRole('link', { name: campaign }).first().click();
  const headline = campaigns.getByLabel('Headline');
  await headline.waitFor().catch(async (error: unknown) => {
    await page.screenshot({ path: `${shotsDir}/failure.png` });
    throw new Error(`The campaign's editor did not open; the frame shows: ${await bodyText(campaigns)}`, {
      cause: error,
    });
  });
  await headline.fill(newHeadline);
  const dryRun = await readDryRun(campaigns);
  await page.screenshot({ path: `${shotsDir}/admin-campaign.png` });
  await campaigns.getByRole('button', { name: 'Save' }).first().click();
  await campaigns.getByRole('button', { name: 'Save', disabled: true }).first().waitFor();
  const block = await readBlock(browser, demo);
  await page.context().close();
  return {
    home,
    segments,
    segmentHealth,
    triedOffer,
    dryRun,
    newHeadline,
    headlineInNextCheckout: block.includes(newHeadline),
  };
}

/** Tries the unsaved campaign on past checkouts, to the end. */
async function readDryRun(campaign: FrameLocator): Promise<string> {
  await campaign.getByRole('button', { name: 'Try on the last 30 days' }).click();
  await campaign.getByRole('button', { name: 'Run again' }).waitFor({ timeout: 60_000 });
  return campaign.getByText('It would have shown in').innerText();
}

/** Goes from the health of all segments to that of the Gold one, whose charts stand as soon as the page does. */
async function readHealth(page: Page, demo: Demo, shotsDir: string): Promise<string> {
  const overview = await openAdmin(page, demo, '/app/segments/health');
  await overview.getByRole('link', { name: 'Gold, loyal' }).first().click();
  await overview.getByText('How long they stay').waitFor();
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${shotsDir}/admin-segment-health.png` });
  return bodyText(overview);
}

/** Puts a product into a cart on the recommendations page and gives the first offer with its reason, counts and score. */
async function tryCart(page: Page, demo: Demo, shotsDir: string): Promise<string> {
  const recommendations = await openAdmin(page, demo, '/app/recommendations');
  await recommendations.getByText('for a guest').waitFor();
  await recommendations.getByLabel('Put products into the cart').fill('Jumbo Bag Red');
  await recommendations
    .getByRole('button', { name: /^Add JUMBO BAG RED/i })
    .first()
    .click();
  const offer = recommendations
    .locator('.tried-row')
    .filter({ hasText: /in this cart/ })
    .first();
  await offer.waitFor();
  await page.screenshot({ path: `${shotsDir}/admin-recommendations.png` });
  return (await offer.innerText()).replace(/\s*\n\s*/g, ' · ');
}

/** Opens a page of the app inside the sandbox's admin frame. */
export async function openAdmin(page: Page, demo: Demo, at: string): Promise<FrameLocator> {
  await page.goto(`${demo.sandboxUrl}/store/attune-demo/apps/attune${at}`);
  return page.frameLocator('iframe').first();
}

async function bodyText(frame: FrameLocator): Promise<string> {
  return (await frame.locator('body').innerText()).replace(/\s*\n\s*/g, ' · ').slice(0, 2_000);
}
