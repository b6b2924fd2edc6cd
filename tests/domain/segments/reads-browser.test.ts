import { describe, expect, it } from 'vitest';
import { segmentsOutside } from '#app/domain/campaigns/local/segments-outside.ts';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { ActivityRecord } from '#app/domain/profiles/activity-record.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import { FACT_EXAMPLES } from '#app/domain/segments/edit/fact-examples.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { readsBrowser } from '#app/domain/segments/reads-browser.ts';
import { NOW, product } from '../builders.ts';
import { aSegment, aSnapshot } from '../campaigns/shop.ts';

const reads = (text: string): boolean => {
  const rule = parseRule(text);
  invariant(rule.ok, `${text} is a rule.`);
  return readsBrowser(rule.value);
};

/** A guest who looked at much, searched, filled a cart and opened a checkout, on a phone. */
const visitor = () => {
  const activity = Array.from({ length: 20 }, (_, place): ActivityRecord[] => {
    const deed = { key: String(place), at: NOW - 60 * (place + 1), cartToken: null, productId: null };
    return [
      { ...deed, kind: 'view', productId: product(`p${place}`), query: null, valueMinor: null },
      { ...deed, key: `s${place}`, kind: 'search', query: 'bag', valueMinor: null },
      { ...deed, key: `c${place}`, kind: 'checkout', query: null, valueMinor: null },
      { ...deed, key: `k${place}`, kind: 'cart', cartToken: `t${place}`, query: null, valueMinor: 9_000 },
    ];
  }).flat();
  const folded = foldTrace(emptyProfile('visitor:x'), { activity, refunds: [], openCarts: [] });
  return { ...folded, attributes: { ...folded.attributes, deviceClass: 'mobile' } };
};

describe('readsBrowser', () => {
  it('is true of every fact by which a known browser is told from an unknown one', () => {
    const segments = FACTS.map(({ name }) => aSegment(name, FACT_EXAMPLES[name]));
    const shop = aSnapshot({ segments });
    const known = segmentsOutside(shop, visitor(), NOW).memberOf;
    const stranger = segmentsOutside(shop, emptyProfile('visitor:guest'), NOW).memberOf;
    const differing = FACTS.filter(({ name }) => known.has(name) !== stranger.has(name));
    expect(differing.length).toBeGreaterThan(5);
    for (const { name } of differing) expect([name, reads(FACT_EXAMPLES[name])]).toEqual([name, true]);
  });

  it('is false of what only customers have, and of the checkout and its moment', () => {
    for (const name of [
      'purchases.spend',
      'refunds.count',
      'loyalty.tier',
      'customer.tags',
      'time.hour',
      'cart.subtotal',
      'checkout.country',
    ] as const)
      expect([name, reads(FACT_EXAMPLES[name])]).toEqual([name, false]);
  });

  it('is true of a rule that reads it anywhere, and of what may be inferred', () => {
    expect(reads('loyalty.tier = "Gold" AND purchases.count > 2')).toBe(false);
    expect(reads('loyalty.tier = "Gold" OR NOT views.count > 2')).toBe(true);
    expect(reads('customer.country INFERRED 90 = "DE"')).toBe(true);
  });
});
