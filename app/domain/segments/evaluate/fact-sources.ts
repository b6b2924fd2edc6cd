import type { FactName } from '../../facts/catalogue.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { RuleContext } from '../segment.ts';
import { accountCreated, firstOf, lastOf, oldestOpenCart, type MomentReader } from './moment.ts';
import type { FactValue } from './run.ts';
import { CART_CHANGES, CHECKOUTS, PURCHASES, REFUNDS, SEARCHES, VIEWS } from './series.ts';
import { measure, type Measure } from './series-window.ts';

/** Where a fact's value comes from; it decides how the fact depends on time. */
export type FactSource =
  | { readonly kind: 'series'; readonly measure: Measure }
  | { readonly kind: 'moment'; readonly read: MomentReader }
  | { readonly kind: 'age'; readonly read: MomentReader }
  /** Does not change by time alone. */
  | { readonly kind: 'still'; readonly read: (profile: Profile, context: RuleContext) => FactValue };

/** The source of every fact of the catalogue. */
export const FACT_SOURCES: Readonly<Record<FactName, FactSource>> = {
  'purchases.count': { kind: 'series', measure: measure(PURCHASES, 'count') },
  'purchases.spend': { kind: 'series', measure: measure(PURCHASES, 'spend') },
  'purchases.average': { kind: 'series', measure: measure(PURCHASES, 'average') },
  'purchases.max': { kind: 'series', measure: measure(PURCHASES, 'max') },
  'purchases.last': { kind: 'moment', read: lastOf(PURCHASES) },
  'purchases.first': { kind: 'moment', read: firstOf(PURCHASES) },
  'purchases.distinct_products': { kind: 'series', measure: measure(PURCHASES, 'distinct') },
  'views.count': { kind: 'series', measure: measure(VIEWS, 'count') },
  'views.last': { kind: 'moment', read: lastOf(VIEWS) },
  'searches.count': { kind: 'series', measure: measure(SEARCHES, 'count') },
  'searches.last': { kind: 'moment', read: lastOf(SEARCHES) },
  'carts.count': { kind: 'series', measure: measure(CART_CHANGES, 'count') },
  'checkouts.count': { kind: 'series', measure: measure(CHECKOUTS, 'count') },
  'checkouts.last': { kind: 'moment', read: lastOf(CHECKOUTS) },
  'refunds.count': { kind: 'series', measure: measure(REFUNDS, 'count') },
  'refunds.spend': { kind: 'series', measure: measure(REFUNDS, 'spend') },
  'customer.created_at': { kind: 'moment', read: accountCreated },
  'cart.open_for': { kind: 'age', read: oldestOpenCart },
  'customer.country': { kind: 'still', read: ({ attributes }) => attributes.country },
  'customer.language': { kind: 'still', read: ({ attributes }) => attributes.language },
  'customer.tags': { kind: 'still', read: ({ attributes }) => attributes.tags },
  'customer.email_marketing': { kind: 'still', read: ({ attributes }) => attributes.emailMarketing },
  'loyalty.tier': { kind: 'still', read: loyaltyTier },
  'cart.subtotal': { kind: 'still', read: (_, { cart }) => cart?.subtotalMinor ?? null },
  'cart.quantity': { kind: 'still', read: (_, { cart }) => cart?.quantity ?? null },
  'cart.product_ids': { kind: 'still', read: (_, { cart }) => cart?.productIds ?? null },
  'checkout.country': { kind: 'still', read: (_, { country }) => country },
};

/** The tier a source told, else the first of the shop's list whose tag the customer has. Shopify's tags know no case. */
function loyaltyTier({ attributes }: Profile, { tiers }: RuleContext): string | null {
  if (attributes.loyaltyTier !== undefined) return attributes.loyaltyTier;
  if (attributes.tags.length === 0) return null;
  const tags = new Set(attributes.tags.map(tagKey));
  return tiers.find((tier) => tags.has(tagKey(tier.tag)))?.name ?? null;
}

function tagKey(tag: string): string {
  return tag.normalize('NFC').toLowerCase();
}
