import type { FactName } from '../../facts/catalogue.ts';
import type { LifetimeEstimate } from '../../profiles/estimates.ts';
import {
  GROSS_SPEND,
  OPEN_VALUE,
  PURCHASE_COUNT,
  SPEND,
  UNITS,
  count,
  distinct,
  money,
  ofNet,
  sum,
  type AggregateOf,
  type Setting,
} from './aggregates.ts';
import { ABANDONMENTS, CART_CHANGES, OPEN_CARTS } from './cart-rows.ts';
import { TAGS } from './loyalty-tier.ts';
import { LINES, ORDERS, REFUNDS, activity, type RowsOf } from './rows.ts';

/** Where a fact is found in the database. `shopper` is the profile's row. */
export type FactSql =
  /** Something said of the rows in a window. */
  | { readonly kind: 'aggregate'; readonly of: AggregateOf }
  /** When the first or last row happened. */
  | { readonly kind: 'moment'; readonly rows: RowsOf; readonly end: 'first' | 'last' }
  /** How long ago the first row happened. */
  | { readonly kind: 'age'; readonly rows: RowsOf }
  /** When the customer's account was made, or how long ago. */
  | { readonly kind: 'created'; readonly isAge: boolean }
  /** A value of the profile's row that time does not change. */
  | { readonly kind: 'still'; readonly of: (setting: Setting) => string }
  /** The loyalty tier, of the profile's row or of what was ordered. */
  | { readonly kind: 'tier' }
  /** What connections told: the JSON of a value that has not expired. */
  | { readonly kind: 'lasting'; readonly type: 'string' | 'number' | 'boolean' }
  /** Points for the rows of the last 30 days. */
  | { readonly kind: 'score'; readonly parts: readonly (readonly [points: number, of: AggregateOf])[] }
  /** The same for every shopper: facts of a checkout, outside one, and what the clock shows. */
  | { readonly kind: 'constant' };

const aggregate = (of: AggregateOf): FactSql => ({ kind: 'aggregate', of });
const first = (rows: RowsOf): FactSql => ({ kind: 'moment', rows, end: 'first' });
const last = (rows: RowsOf): FactSql => ({ kind: 'moment', rows, end: 'last' });
const still = (sql: string): FactSql => ({ kind: 'still', of: () => sql });
const constant: FactSql = { kind: 'constant' };

const COUNTRY = "(shopper.attributes->>'country')";
const SEGMENTS = "coalesce(shopper.attributes->'shopifySegments', '[]'::jsonb)";
const MARKET = `(SELECT market.name FROM market WHERE market.shop_id = $1 AND ${COUNTRY} = ANY(market.countries)
  ORDER BY market.id LIMIT 1)`;

/** Every fact of the language. */
export const FACT_SQL: Readonly<Record<FactName, FactSql>> = {
  'purchases.count': aggregate(PURCHASE_COUNT),
  'purchases.spend': aggregate(SPEND),
  'purchases.gross_spend': aggregate(GROSS_SPEND),
  'purchases.quantity': aggregate(UNITS),
  'purchases.average': aggregate(ofNet('avg')),
  'purchases.max': aggregate(ofNet('max')),
  'purchases.min': aggregate(ofNet('min')),
  'purchases.distinct_products': aggregate(distinct(LINES, 'line."productId"')),
  'purchases.last': last(purchased),
  'purchases.first': first(purchased),
  'refunds.count': aggregate(count(REFUNDS)),
  'refunds.spend': aggregate(money(REFUNDS, 'refund.amount_minor')),
  'refunds.last': last(REFUNDS),
  'views.count': aggregate(count(activity('view'))),
  'views.distinct_products': aggregate(distinct(activity('view'), 'activity.product_id')),
  'views.last': last(activity('view')),
  'views.time': aggregate(sum(activity('view'), 'coalesce(activity.lasted_seconds, 0)')),
  'searches.count': aggregate(count(activity('search'))),
  'searches.last': last(activity('search')),
  'carts.count': aggregate(count(activity('cart'))),
  'carts.last': last(activity('cart')),
  'carts.added_value': aggregate(sum(CART_CHANGES, 'greatest(0, change.gain_minor)')),
  'carts.removed_value': aggregate(sum(CART_CHANGES, 'greatest(0, -change.gain_minor)')),
  'carts.abandoned_count': aggregate(count(ABANDONMENTS)),
  'carts.last_abandoned': last(ABANDONMENTS),
  'cart.open_for': { kind: 'age', rows: OPEN_CARTS },
  'cart.open_value': aggregate(OPEN_VALUE),
  'checkouts.count': aggregate(count(activity('checkout'))),
  'checkouts.last': last(activity('checkout')),
  'loyalty.engagement': {
    kind: 'score',
    parts: [
      [20, count(ORDERS)],
      [3, count(activity('cart'))],
      [2, count(activity('search'))],
      [1, count(activity('view'))],
    ],
  },
  'customer.country': still(COUNTRY),
  'customer.market': still(MARKET),
  'customer.language': still("(shopper.attributes->>'language')"),
  'customer.tags': still(TAGS),
  'customer.shopify_segments': still(SEGMENTS),
  'customer.email_marketing': still("(shopper.attributes->>'emailMarketing')::boolean"),
  'customer.created_at': { kind: 'created', isAge: false },
  'customer.account_age': { kind: 'created', isAge: true },
  'loyalty.tier': { kind: 'tier' },
  'device.class': still("(shopper.attributes->>'deviceClass')"),
  'wishlist.count': still("jsonb_array_length(shopper.attributes->'wishlist')"),
  'wishlist.product_ids': still("(shopper.attributes->'wishlist')"),
  'connected.text': { kind: 'lasting', type: 'string' },
  'connected.number': { kind: 'lasting', type: 'number' },
  'connected.flag': { kind: 'lasting', type: 'boolean' },
  'lifetime.value': lifetime('valueMinor', 'numeric'),
  'lifetime.returns': lifetime('returns', 'numeric'),
  'lifetime.alive': lifetime('alive', 'numeric'),
  'lifetime.purchases_90_days': lifetime('purchases90Days', 'numeric'),
  'lifetime.purchases_12_months': lifetime('purchases365Days', 'numeric'),
  'lifetime.group': lifetime('group', 'text'),
  'cart.subtotal': constant,
  'cart.quantity': constant,
  'cart.lines': constant,
  'cart.product_ids': constant,
  'cart.product_types': constant,
  'cart.product_vendors': constant,
  'cart.product_tags': constant,
  'cart.product_collections': constant,
  'checkout.country': constant,
  'checkout.market': constant,
  'time.now': constant,
  'time.hour': constant,
  'time.weekday': constant,
};

/** A value of what is expected of a customer; NULL also where the row has it as null. */
function lifetime(key: keyof LifetimeEstimate, type: 'numeric' | 'text'): FactSql {
  return still(`(shopper.estimates->'lifetime'->>'${key}')::${type}`);
}

/** Orders, or those with a line that the filter names. */
function purchased(...[filter, parameters]: Parameters<RowsOf>): ReturnType<RowsOf> {
  return (filter === null ? ORDERS : LINES)(filter, parameters);
}
