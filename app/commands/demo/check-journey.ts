import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '#sandbox/browser/launch-browser.ts';
import { findDemoCustomer } from './demo-customer.ts';
import { walkBrowsingJourney, type BrowsingJourney } from './journey/browsing-journey.ts';
import { walkIncentiveJourney, type IncentiveJourney } from './journey/incentive-journey.ts';
import { walkLocalJourney, type LocalJourney } from './journey/local-journey.ts';
import { walkMerchantJourney } from './journey/merchant-journey.ts';
import type { MerchantJourney } from './journey/merchant-journey.ts';
import { walkSegmentEditor, type SegmentEditorJourney } from './journey/segment-editor-journey.ts';
import { walkGuestJourney, walkShopperJourney } from './journey/shopper-journey.ts';
import type { ShopperJourney } from './journey/shopper-journey.ts';
import type { Demo } from './start-demo.ts';

/** All that the check saw; it throws when a step of the journey was not possible. */
export interface SeenJourney extends ShopperJourney, MerchantJourney {
  readonly customer: string;
  readonly guestOffer: string;
  readonly guestReason: string;
  readonly segmentEditor: SegmentEditorJourney;
  readonly incentive: IncentiveJourney;
  readonly local: LocalJourney;
  readonly browsing: BrowsingJourney;
  readonly ledger: LedgerCounts;
  readonly screenshots: string;
}

interface LedgerCounts {
  readonly decisions: number;
  readonly exposures: number;
  readonly acceptances: number;
  readonly conversions: number;
}

/** Walks the main job as shopper, guest and merchant in a headless browser. Screenshots go to the demo's folder. */
export async function checkJourney(demo: Demo): Promise<SeenJourney> {
  const shotsDir = path.join(demo.settings.dataDir, 'screenshots');
  mkdirSync(shotsDir, { recursive: true });
  const browser = await launchBrowser();
  try {
    const customer = await findDemoCustomer(demo.db);
    const shopper = await walkShopperJourney(browser, demo, customer, shotsDir);
    const guest = await walkGuestJourney(browser, demo, shotsDir);
    const merchant = await walkMerchantJourney(browser, demo, await guestUpsell(demo), shotsDir);
    if (!merchant.headlineInNextCheckout)
      throw new Error(`The next checkout did not show the new headline “${merchant.newHeadline}”.`);
    return {
      customer: customer.id,
      ...shopper,
      ...guest,
      ...merchant,
      segmentEditor: await walkSegmentEditor(browser, demo, shotsDir),
      local: await walkLocalJourney(browser, demo, customer.id, shotsDir),
      incentive: await walkIncentiveJourney(browser, demo, await findDemoCustomer(demo.db), shotsDir),
      browsing: await walkBrowsingJourney(browser, demo, customer.id, shotsDir),
      ledger: await countLedger(demo),
      screenshots: shotsDir,
    };
  } finally {
    await browser.close();
  }
}

/** Name of the running upsell of highest priority that everyone may see. */
async function guestUpsell(demo: Demo): Promise<string> {
  const { rows } = await demo.db.query<{ name: string }>(
    `SELECT name FROM campaign WHERE kind = 'upsell' AND status = 'running' AND audience = '{}' ORDER BY priority DESC LIMIT 1`,
  );
  const [first] = rows;
  if (!first) throw new Error('No running upsell is open to everyone.');
  return first.name;
}

async function countLedger(demo: Demo): Promise<LedgerCounts> {
  const { rows } = await demo.db.query<LedgerCounts>(`
    SELECT (SELECT count(*)::int FROM decision) AS decisions,
           (SELECT count(*)::int FROM item_event WHERE kind = 'exposure') AS exposures,
           (SELECT count(*)::int FROM item_event WHERE kind = 'acceptance') AS acceptances,
           (SELECT count(*)::int FROM conversion) AS conversions`);
  const [counts] = rows;
  if (!counts) throw new Error('Counting the ledger gave no answer.');
  return counts;
}
