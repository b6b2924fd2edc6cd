import type { FactName } from '../../facts/catalogue.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { RuleContext } from '../segment.ts';
import { accountCreated, firstPurchase, lastPurchase, oldestOpenCart, type MomentReader } from './moment.ts';
import type { Aggregate } from './purchase-window.ts';
import { normaliseText } from './predicate.ts';
import type { FactValue } from './run.ts';

/** Where a fact's value comes from; it decides how the fact depends on time. */
export type FactSource =
  | { readonly kind: 'purchases'; readonly aggregate: Aggregate }
  | { readonly kind: 'moment'; readonly read: MomentReader }
  | { readonly kind: 'age'; readonly read: MomentReader }
  /** Does not change by time alone. */
  | { readonly kind: 'still'; readonly read: (profile: Profile, context: RuleContext) => FactValue };

/** The source of every fact of the catalogue. */
export const FACT_SOURCES: Readonly<Record<FactName, FactSource>> = {
  'purchases.count': { kind: 'purchases', aggregate: 'count' },
  'purchases.spend': { kind: 'purchases', aggregate: 'spend' },
  'purchases.average': { kind: 'purchases', aggregate: 'average' },
  'purchases.max': { kind: 'purchases', aggregate: 'max' },
  'purchases.last_at': { kind: 'moment', read: lastPurchase },
  'purchases.first_at': { kind: 'moment', read: firstPurchase },
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

/** The first tier of the shop's list whose tag the customer has. */
function loyaltyTier({ attributes }: Profile, { tiers }: RuleContext): string | null {
  if (attributes.tags.length === 0) return null;
  const tags = new Set(attributes.tags.map(normaliseText));
  return tiers.find((tier) => tags.has(normaliseText(tier.tag)))?.name ?? null;
}
