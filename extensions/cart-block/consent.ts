import type { Host } from '../checkout/src/core/host.ts';
import { settleWithin } from '../checkout/src/core/settle.ts';
import { settable } from './live.ts';
import type { ShopifyGlobal } from './shopify-global.ts';

/** Without an answer by then nothing is allowed yet; it may be later. */
const LOADING_MS = 500;

/** What the visitor allows, from Shopify's Customer Privacy API: nothing before it has loaded, and current from then on. */
export async function loadConsent(
  shopify: ShopifyGlobal | undefined,
  page: EventTarget,
): Promise<NonNullable<Host['customerPrivacy']>> {
  const consent = settable({ allowedProcessing: { analytics: false, marketing: false, preferences: false } });
  const read = () => {
    const privacy = shopify?.customerPrivacy;
    if (!privacy) return;
    const allowedProcessing = {
      analytics: privacy.analyticsProcessingAllowed(),
      marketing: privacy.marketingAllowed(),
      preferences: privacy.preferencesProcessingAllowed(),
    };
    consent.set({ allowedProcessing });
  };
  page.addEventListener('visitorConsentCollected', read);
  const loaded = new Promise<void>((resolve) => {
    const done = () => {
      read();
      resolve();
    };
    if (shopify?.loadFeatures) shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], done);
    else done();
  });
  await settleWithin(loaded, LOADING_MS, undefined);
  return consent;
}
