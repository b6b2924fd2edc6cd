import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '#app/domain/recommendations/history/catalog.ts';
import {
  recordFeedback,
  replaceFeedback,
  type OfferFeedback,
  type OfferTally,
} from '#app/domain/recommendations/history/offer-feedback.ts';
import type { ShopFeedback } from '#app/domain/recommendations/history/shop-events.ts';
import { liftPosterior, measureAcceptance } from '#app/domain/recommendations/models/acceptance.ts';

const SKUS = ['a', 'b', 'c'] as const;
const catalog = createCatalog(SKUS.map((sku) => ({ sku, title: sku, price: 1 })));

const measured = (tallies: readonly OfferTally[], events: readonly ShopFeedback[] = []) => {
  const feedback: OfferFeedback = new Map();
  replaceFeedback(feedback, catalog, tallies);
  for (const event of events) recordFeedback(feedback, catalog, event);
  return measureAcceptance(feedback);
};
const logOdds = (...given: Parameters<typeof measured>) => {
  const book = measured(...given);
  return SKUS.map((_, product) => book.logOdds.get(product) ?? 0);
};

const tally = (sku: string, shown: number, accepted: number, campaign = 'k', dismissed = 0): OfferTally => ({
  sku,
  campaign,
  shown,
  accepted,
  dismissed,
});

const someTallies = fc
  .array(
    fc.record({
      sku: fc.constantFrom(...SKUS),
      campaign: fc.constantFrom('k', 'l'),
      shown: fc.nat(100_000),
      accepted: fc.nat(2_000),
      dismissed: fc.nat(2_000),
    }),
    { maxLength: 6 },
  )
  .map((tallies) => [...new Map(tallies.map((one) => [`${one.sku}${one.campaign}`, one])).values()]);
const someEvent = fc.record({
  kind: fc.constantFrom('exposure' as const, 'acceptance' as const, 'dismissal' as const),
  sku: fc.constantFrom(...SKUS),
  campaign: fc.constantFrom('k', 'l'),
});

describe('measureAcceptance', () => {
  it('says nothing of what was never shown', () => {
    expect(logOdds([])).toEqual([0, 0, 0]);
    expect(logOdds([tally('b', 500, 0)])[0]).toBe(0);
  });

  it('has the posterior of a gamma prior worth ten acceptances', () => {
    // 1,000 showings at a rate of (10 + 20 + 20) / (500 + 1,000 + 1,000) = 2 %: 20 expected, 20 came.
    const { byProduct } = measured([tally('a', 1_000, 20), tally('b', 1_000, 20)]);
    expect(liftPosterior(byProduct.get(0)!)).toEqual({ shape: 30, rate: 30 });
    expect(logOdds([tally('a', 1_000, 20), tally('b', 1_000, 20)])[0]).toBeCloseTo(0, 12);
    // The rate of (10 + 40) / 2,500 is the same; one product has all of the acceptances.
    const [a, b] = logOdds([tally('a', 1_000, 40), tally('b', 1_000, 0)]);
    expect(a).toBeCloseTo(Math.log(50 / 30), 12);
    expect(b).toBeCloseTo(Math.log(10 / 30), 12);
  });

  it('holds each campaign against its own rate: the product of a quiet place is not worse', () => {
    const [loud, quiet] = logOdds([tally('a', 10_000, 1_000, 'k'), tally('b', 10_000, 100, 'l')]);
    expect(loud! - quiet!).toBeLessThan(0.15);
  });

  it('counts a tap without a showing as shown', () => {
    const { byProduct } = measured([tally('a', 0, 5, 'k', 7)]);
    // 7 shown at (10 + 5) / (500 + 7), and 7 dismissals worth half an acceptance each.
    expect(byProduct.get(0)!.expected).toBeCloseTo((7 * 15) / 507 + 3.5, 12);
  });

  it('rises with acceptances, sinks with showings in vain, and more with dismissals', () => {
    const base = [tally('a', 1_000, 20), tally('b', 50_000, 1_000)];
    const [usual] = logOdds(base);
    const after = (kind: ShopFeedback['kind']) =>
      logOdds(
        base,
        Array.from({ length: 50 }, () => ({ kind, sku: 'a', campaign: 'k' })),
      )[0]!;
    expect(after('acceptance')).toBeGreaterThan(usual!);
    expect(after('exposure')).toBeLessThan(usual!);
    expect(after('dismissal')).toBeLessThan(after('exposure'));
  });

  it('never lets one event move two products against each other by more than 21 %', () => {
    // One acceptance of its own: 11 / 10 at most. The campaign's rate, and with it what was expected of others: 11 / 10 at most.
    fc.assert(
      fc.property(someTallies, someEvent, (tallies, event) => {
        const before = logOdds(tallies);
        const after = logOdds(tallies, [event]);
        for (const [at, own] of after.entries())
          for (const [other, another] of after.entries()) {
            const moved = own - another - (before[at]! - before[other]!);
            expect(Math.abs(moved)).toBeLessThanOrEqual(2 * Math.log(1.1) + 1e-9);
          }
      }),
    );
  });

  it('is the same in whatever order the events come', () => {
    fc.assert(
      fc.property(fc.array(someEvent, { maxLength: 30 }), (events) => {
        expect(logOdds([], events)).toEqual(logOdds([], events.toReversed()));
      }),
    );
  });
});
