import type { FactName } from '#app/domain/facts/catalogue.ts';

/** One condition a fact, as the editor inserts it. A test parses every one. */
export const FACT_EXAMPLES: Readonly<Record<FactName, string>> = {
  'purchases.count': 'purchases.count within 60 days > 5',
  'purchases.spend': 'purchases.spend within 90 days >= 200',
  'purchases.average': 'purchases.average > 40',
  'purchases.max': 'purchases.max >= 150',
  'purchases.last': 'purchases.last within 30 days',
  'purchases.first': 'purchases.first within 90 days',
  'purchases.distinct_products': 'purchases.distinct_products >= 3',
  'views.count': 'views.count within 7 days >= 10',
  'views.last': 'views.last within 24 hours',
  'searches.count': 'searches.count within 7 days >= 3',
  'searches.last': 'searches.last within 7 days',
  'carts.count': 'carts.count within 30 days >= 2',
  'checkouts.count': 'checkouts.count within 90 days = 0',
  'checkouts.last': 'checkouts.last within 30 days',
  'refunds.count': 'refunds.count within 180 days >= 2',
  'refunds.spend': 'refunds.spend within 180 days > 50',
  'customer.country': 'customer.country IN ("GB", "IE")',
  'customer.language': 'customer.language = "en"',
  'customer.tags': 'customer.tags CONTAINS "vip"',
  'customer.email_marketing': 'customer.email_marketing = true',
  'customer.created_at': 'customer.created_at within 90 days',
  'loyalty.tier': 'loyalty.tier = "Gold"',
  'cart.open_for': 'cart.open_for > 24 hours',
  'cart.subtotal': 'cart.subtotal >= 50',
  'cart.quantity': 'cart.quantity >= 3',
  'cart.product_ids': 'cart.product_ids CONTAINS "gid://shopify/Product/1"',
  'checkout.country': 'checkout.country != "GB"',
};

export interface SegmentExample {
  readonly id: string;
  readonly name: string;
  readonly rule: string;
}

/** Whole segments to start from. A test parses every one. */
export const SEGMENT_EXAMPLES: readonly SegmentExample[] = [
  {
    id: 'loyal-gold',
    name: 'Loyal Gold customers with recent high-value purchases',
    rule: 'loyalty.tier = "Gold"\nAND purchases.count >= 3\nAND purchases.max within 60 days >= 100',
  },
  { id: 'frequent', name: 'Frequent shoppers', rule: 'purchases.count within 60 days > 5' },
  {
    id: 'regulars',
    name: 'Regulars who bought lately',
    rule: 'purchases.count within 365 days > 3\nAND purchases.last within 30 days',
  },
  {
    id: 'lapsed',
    name: 'Good customers who went quiet',
    rule: 'purchases.count >= 3\nAND NOT purchases.last within 120 days',
  },
  { id: 'open-cart', name: 'Left a cart open for a day', rule: 'cart.open_for > 24 hours' },
  { id: 'newcomers', name: 'First-time buyers', rule: 'purchases.count = 1' },
];
