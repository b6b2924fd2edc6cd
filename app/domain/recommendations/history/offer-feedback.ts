import type { Catalog } from './catalog.ts';
import type { ShopFeedback } from './shop-events.ts';

/** How often a product's offers in one campaign were shown, and what became of them. */
export interface OfferTally {
  readonly sku: string;
  /** Offers of one campaign are taken about equally often; those of two may not be. */
  readonly campaign: string;
  readonly shown: number;
  readonly accepted: number;
  readonly dismissed: number;
}

/** The tallies of one product, by campaign. */
export type CampaignTallies = Map<string, Omit<OfferTally, 'sku' | 'campaign'>>;

/** What became of the shop's offers, by product number. */
export type OfferFeedback = Map<number, CampaignTallies>;

const NOTHING = { shown: 0, accepted: 0, dismissed: 0 };
const COUNTED = { exposure: 'shown', acceptance: 'accepted', dismissal: 'dismissed' } as const;

/** Counts one event; of a product never seen, nothing. */
export function recordFeedback(feedback: OfferFeedback, catalog: Catalog, event: ShopFeedback): void {
  const product = catalog.indexOf.get(event.sku);
  if (product === undefined) return;
  const tallies = talliesOf(feedback, product);
  const tally = tallies.get(event.campaign ?? '') ?? NOTHING;
  const counted = COUNTED[event.kind];
  tallies.set(event.campaign ?? '', { ...tally, [counted]: tally[counted] + 1 });
}

/** Counts what was tallied elsewhere, in place of all that was counted before. */
export function replaceFeedback(
  feedback: OfferFeedback,
  catalog: Catalog,
  tallies: readonly OfferTally[],
): void {
  feedback.clear();
  for (const { sku, campaign, ...tally } of tallies) {
    const product = catalog.indexOf.get(sku);
    if (product !== undefined) talliesOf(feedback, product).set(campaign, tally);
  }
}

function talliesOf(feedback: OfferFeedback, product: number): CampaignTallies {
  const known = feedback.get(product);
  if (known !== undefined) return known;
  const tallies: CampaignTallies = new Map();
  feedback.set(product, tallies);
  return tallies;
}
