import type { FactName } from '../../facts/catalogue.ts';

/** How an attribute of a query is read, and which fact it is. */
export interface Attribute {
  readonly kind: 'number' | 'day' | 'text' | 'list' | 'subscription';
  readonly fact: FactName;
  /** Where Shopify and Attune measure differently; null where they do not. */
  readonly note: string | null;
}

const COUNTED = 'Attune leaves cancelled and test orders out.';

/** Attributes by name, and the fact that each is. */
export const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map([
  ['number_of_orders', { kind: 'number', fact: 'purchases.count', note: COUNTED }],
  [
    'amount_spent',
    {
      kind: 'number',
      fact: 'purchases.spend',
      note: 'Attune counts after discounts and refunds, before tax and shipping.',
    },
  ],
  ['last_order_date', { kind: 'day', fact: 'purchases.last', note: COUNTED }],
  ['first_order_date', { kind: 'day', fact: 'purchases.first', note: COUNTED }],
  ['customer_added_date', { kind: 'day', fact: 'customer.created_at', note: null }],
  [
    'abandoned_checkout_date',
    {
      kind: 'day',
      fact: 'carts.last_abandoned',
      note: 'Attune dates an abandoned cart 24 hours after its last change.',
    },
  ],
  [
    'customer_countries',
    {
      kind: 'text',
      fact: 'customer.country',
      note: "Attune knows the country of the customer's default address, Shopify all addresses.",
    },
  ],
  ['customer_language', { kind: 'text', fact: 'customer.language', note: null }],
  [
    'customer_tags',
    {
      kind: 'list',
      fact: 'customer.tags',
      note: 'In a rule of Attune the case of a tag counts; in Shopify it does not.',
    },
  ],
  ['email_subscription_status', { kind: 'subscription', fact: 'customer.email_marketing', note: null }],
]);

/** Functions that can be carried over. */
export const FUNCTIONS: ReadonlyMap<string, 'products' | 'orders'> = new Map([
  ['products_purchased', 'products'],
  ['orders_placed', 'orders'],
]);

const KEEPS_NO = (what: string): string => `Attune keeps no ${what}.`;

/** What Shopify can ask and Attune cannot, with the reason. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ['anniversary', KEEPS_NO('birthdays and other yearly dates')],
  ['companies', KEEPS_NO('companies')],
  ['created_by_app_id', 'Attune does not know which app made a customer.'],
  ['customer_account_status', KEEPS_NO('account status')],
  ['customer_cities', KEEPS_NO('cities; write customer_countries')],
  ['customer_regions', KEEPS_NO('states or provinces; write customer_countries')],
  ['customer_email_domain', KEEPS_NO('e-mail addresses')],
  ['customer_within_distance', KEEPS_NO('coordinates')],
  ['predicted_spend_tier', "it is Shopify's own forecast. Follow the Shopify segment instead."],
  ['product_subscription_status', KEEPS_NO('subscriptions')],
  ['rfm_group', "it is Shopify's own grouping. Use a template of Attune, or follow the Shopify segment."],
  ['sms_subscription_status', KEEPS_NO('consent to text messages')],
  ['store_credit_accounts', KEEPS_NO('store credit')],
]);

const REFUSED_PREFIXES: readonly (readonly [string, string])[] = [
  ['metafields.', KEEPS_NO('metafields')],
  ['shopify_email.', KEEPS_NO('events of Shopify Email')],
  ['storefront_event.', 'Attune sees product views by its own pixel only; write views.count in a rule.'],
  ['storefront.', 'Attune sees product views by its own pixel only; write views.count in a rule.'],
];

/** Why a name of Shopify's language cannot be carried over; null for a name that can be, or that is none. */
export function refusedReason(name: string): string | null {
  const prefixed = REFUSED_PREFIXES.find(([prefix]) => name.startsWith(prefix));
  return REFUSED.get(name) ?? prefixed?.[1] ?? null;
}
