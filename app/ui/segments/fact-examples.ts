import type { FactName } from '#app/domain/facts/catalogue.ts';

/** One condition a fact, as the editor inserts it. A test parses every one. */
export const FACT_EXAMPLES: Readonly<Record<FactName, string>> = {
  'purchases.count': 'purchases.count within 60 days > 5',
  'purchases.spend': 'purchases.spend within 90 days >= 200',
  'purchases.gross_spend': 'purchases.gross_spend within 365 days >= 500',
  'purchases.quantity': 'purchases.quantity within 90 days >= 10',
  'purchases.average': 'purchases.average > 40',
  'purchases.max': 'purchases.max >= 150',
  'purchases.min': 'purchases.min >= 20',
  'purchases.last': 'purchases.last within 30 days',
  'purchases.first': 'purchases.first within 90 days',
  'purchases.distinct_products': 'purchases.distinct_products >= 3',
  'views.count': 'views.count within 7 days >= 10',
  'views.distinct_products': 'views.distinct_products within 7 days >= 5',
  'views.last': 'views.last within 24 hours',
  'searches.count': 'searches.count within 7 days >= 3',
  'searches.last': 'searches.last within 7 days',
  'carts.count': 'carts.count within 30 days >= 2',
  'carts.last': 'carts.last within 7 days',
  'carts.added_value': 'carts.added_value within 24 hours >= 100',
  'carts.removed_value': 'carts.removed_value within 24 hours >= 50',
  'carts.abandoned_count': 'carts.abandoned_count within 90 days >= 2',
  'carts.last_abandoned': 'carts.last_abandoned within 7 days',
  'checkouts.count': 'checkouts.count within 90 days = 0',
  'checkouts.last': 'checkouts.last within 30 days',
  'refunds.count': 'refunds.count within 180 days >= 2',
  'refunds.spend': 'refunds.spend within 180 days > 50',
  'refunds.last': 'refunds.last within 90 days',
  'customer.country': 'customer.country IN ("GB", "IE")',
  'customer.market': 'customer.market = "Europe"',
  'customer.language': 'customer.language = "en"',
  'customer.tags': 'customer.tags CONTAINS "vip"',
  'customer.shopify_segments': 'customer.shopify_segments CONTAINS "gid://shopify/Segment/1"',
  'customer.email_marketing': 'customer.email_marketing = true',
  'customer.created_at': 'customer.created_at within 90 days',
  'customer.account_age': 'customer.account_age > 365 days',
  'loyalty.engagement': 'loyalty.engagement >= 40',
  'loyalty.tier': 'loyalty.tier = "Gold"',
  'cart.open_for': 'cart.open_for > 24 hours',
  'cart.open_value': 'cart.open_value >= 80',
  'device.class': 'device.class = "phone"',
  'cart.subtotal': 'cart.subtotal >= 50',
  'cart.quantity': 'cart.quantity >= 3',
  'cart.lines': 'cart.lines >= 2',
  'cart.product_ids': 'cart.product_ids CONTAINS "gid://shopify/Product/1"',
  'cart.product_types': 'cart.product_types CONTAINS "Mug"',
  'cart.product_vendors': 'cart.product_vendors CONTAINS "Acme"',
  'cart.product_tags': 'cart.product_tags CONTAINS ANY ("gift", "sale")',
  'cart.product_collections': 'cart.product_collections CONTAINS "Christmas"',
  'checkout.country': 'checkout.country != "GB"',
  'checkout.market': 'checkout.market = "Europe"',
  'time.now': 'time.now from "2026-11-27" to "2026-11-30"',
  'time.hour': 'time.hour >= 18',
  'time.weekday': 'time.weekday IN ("Saturday", "Sunday")',
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
