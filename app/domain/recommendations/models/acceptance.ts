import type { Gamma } from '../../statistics/distributions/gamma.ts';
import type { OfferFeedback } from '../history/offer-feedback.ts';

/** What is believed before any offer was shown: that 2 % are taken, as sure as after 10 acceptances of 500. */
const PRIOR = { accepted: 10, shown: 500 } as const;
/** A dismissal speaks as loudly as half an acceptance that was expected and did not come. */
const DISMISSAL = 0.5;

/** Of one product: acceptances that came, and those that its showings would have brought at their campaigns' usual rates. */
export interface Acceptance {
  readonly accepted: number;
  readonly expected: number;
}

/**
 * How many times as often as usual a product's offers are taken: acceptances are about Poisson around lift times expected, the prior is
 * Gamma(10, 10) with mean 1, so the posterior is Gamma(10 + accepted, 10 + expected) (the shrinkage of DuMouchel, The American Statistician
 * 1999). Assumes that a product's lift is the same in all campaigns.
 */
export function liftPosterior({ accepted, expected }: Acceptance): Gamma {
  return { shape: PRIOR.accepted + accepted, rate: PRIOR.accepted + expected };
}

/** What became of offers, by product number; only of products that were shown. */
export interface AcceptanceBook {
  readonly byProduct: ReadonlyMap<number, Acceptance>;
  /** What it adds to a product's log odds. */
  readonly logOdds: ReadonlyMap<number, number>;
}

export const NOTHING_SHOWN: AcceptanceBook = { byProduct: new Map(), logOdds: new Map() };

export function measureAcceptance(feedback: OfferFeedback): AcceptanceBook {
  const rates = campaignRates(feedback);
  const byProduct = new Map<number, Acceptance>();
  for (const [product, tallies] of feedback) {
    let [accepted, expected] = [0, 0];
    for (const [campaign, tally] of tallies) {
      accepted += tally.accepted;
      expected += shownAtLeast(tally) * (rates.get(campaign) ?? 0) + DISMISSAL * tally.dismissed;
    }
    byProduct.set(product, { accepted, expected });
  }
  const logOdds = new Map([...byProduct].map(([product, one]) => [product, meanLogOdds(one)]));
  return { byProduct, logOdds };
}

/** The share of a campaign's offers that are taken, shrunk to the prior. */
function campaignRates(feedback: OfferFeedback): ReadonlyMap<string, number> {
  const sums = new Map<string, { shown: number; accepted: number }>();
  for (const tallies of feedback.values())
    for (const [campaign, tally] of tallies) {
      const { shown, accepted } = sums.get(campaign) ?? PRIOR;
      sums.set(campaign, { shown: shown + shownAtLeast(tally), accepted: accepted + tally.accepted });
    }
  return new Map([...sums].map(([campaign, { shown, accepted }]) => [campaign, accepted / shown]));
}

/** Events may be lost: what was tapped was shown. */
function shownAtLeast({ shown, accepted, dismissed }: OfferCounts): number {
  return Math.max(shown, accepted, dismissed);
}

interface OfferCounts {
  readonly shown: number;
  readonly accepted: number;
  readonly dismissed: number;
}

/** Log of the mean lift: 0 for a product that is taken as often as usual. */
function meanLogOdds(acceptance: Acceptance): number {
  const { shape, rate } = liftPosterior(acceptance);
  return Math.log(shape / rate);
}

/** Acceptances that are known of a product, those of the prior included: its lift is known to 1 / sqrt of them. */
export function acceptancesKnown({ byProduct }: AcceptanceBook, product: number): number {
  return PRIOR.accepted + (byProduct.get(product)?.accepted ?? 0);
}
