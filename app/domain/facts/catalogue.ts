/** What a fact's value is. Money is minor units of the shop's currency inside, decimal text in a rule; durations are seconds. */
export type FactType = 'number' | 'money' | 'text' | 'textList' | 'boolean' | 'instant' | 'duration';

/** One named value a rule may ask about. */
export interface FactDefinition {
  readonly name: string;
  readonly type: FactType;
  /** For the editor: what it is and when it is missing. */
  readonly description: string;
  /** As it reads inside a sentence: "the number of purchases". */
  readonly phrase: string;
  /** Whether a window (`within N days`) may follow it. */
  readonly isWindowable: boolean;
  /**
   * 'checkout' facts exist only during a render; a rule that reads one is decided per checkout. 'activity' facts come from an
   * event stream: where a profile has none, counts and sums are 0.
   */
  readonly source: 'profile' | 'activity' | 'checkout';
  /** A text with a fixed form. */
  readonly format?: 'country';
}

/** Every fact of the language, in the order in which the editor lists them. */
export const FACTS = [
  {
    name: 'purchases.count',
    type: 'number',
    description: 'How many orders the shopper placed; cancelled and test orders do not count. Never missing.',
    phrase: 'the number of purchases',
    isWindowable: true,
    source: 'profile',
  },
  {
    name: 'purchases.spend',
    type: 'money',
    description:
      "What the shopper spent, in the shop's currency, after discounts and refunds, before tax and shipping. Never missing.",
    phrase: 'the money spent',
    isWindowable: true,
    source: 'profile',
  },
  {
    name: 'purchases.average',
    type: 'money',
    description: 'The average value of an order, counted as spend. Missing without a purchase.',
    phrase: 'the average order value',
    isWindowable: true,
    source: 'profile',
  },
  {
    name: 'purchases.max',
    type: 'money',
    description: 'The value of the largest order, counted as spend. Missing without a purchase.',
    phrase: 'the largest order value',
    isWindowable: true,
    source: 'profile',
  },
  {
    name: 'purchases.last',
    type: 'instant',
    description: 'When the newest order was placed. Missing without a purchase.',
    phrase: 'the last purchase',
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'purchases.first',
    type: 'instant',
    description: 'When the oldest order was placed. Missing without a purchase.',
    phrase: 'the first purchase',
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'purchases.distinct_products',
    type: 'number',
    description: 'How many different products the shopper bought. Never missing.',
    phrase: 'the number of different products bought',
    isWindowable: true,
    source: 'profile',
  },
  {
    name: 'views.count',
    type: 'number',
    description: 'How many products the shopper looked at; each look counts. Never missing.',
    phrase: 'the number of product views',
    isWindowable: true,
    source: 'activity',
  },
  {
    name: 'views.last',
    type: 'instant',
    description: 'When the shopper last looked at a product. Missing without a view.',
    phrase: 'the last product view',
    isWindowable: false,
    source: 'activity',
  },
  {
    name: 'searches.count',
    type: 'number',
    description: 'How many times the shopper searched. Never missing.',
    phrase: 'the number of searches',
    isWindowable: true,
    source: 'activity',
  },
  {
    name: 'searches.last',
    type: 'instant',
    description: 'When the shopper last searched. Missing without a search.',
    phrase: 'the last search',
    isWindowable: false,
    source: 'activity',
  },
  {
    name: 'carts.count',
    type: 'number',
    description: 'How many times the shopper changed a cart and left something in it. Never missing.',
    phrase: 'the number of cart changes',
    isWindowable: true,
    source: 'activity',
  },
  {
    name: 'checkouts.count',
    type: 'number',
    description: 'How many checkouts the shopper completed. Never missing.',
    phrase: 'the number of completed checkouts',
    isWindowable: true,
    source: 'activity',
  },
  {
    name: 'checkouts.last',
    type: 'instant',
    description: 'When the shopper last completed a checkout. Missing without one.',
    phrase: 'the last completed checkout',
    isWindowable: false,
    source: 'activity',
  },
  {
    name: 'refunds.count',
    type: 'number',
    description: 'How many refunds the shopper got, each at its own time. Never missing.',
    phrase: 'the number of refunds',
    isWindowable: true,
    source: 'activity',
  },
  {
    name: 'refunds.spend',
    type: 'money',
    description:
      'What was refunded, in the currency of the shop, each refund at its own time. Never missing.',
    phrase: 'the money refunded',
    isWindowable: true,
    source: 'activity',
  },
  {
    name: 'customer.country',
    type: 'text',
    description: 'Two-letter country code of the customer, e.g. "GB". Missing when unknown.',
    phrase: "the customer's country",
    isWindowable: false,
    source: 'profile',
    format: 'country',
  },
  {
    name: 'customer.language',
    type: 'text',
    description: 'Language code of the customer, e.g. "en". Missing when unknown.',
    phrase: "the customer's language",
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'customer.tags',
    type: 'textList',
    description: "The customer's tags. Missing without a tag.",
    phrase: "the customer's tags",
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'customer.email_marketing',
    type: 'boolean',
    description: 'Whether the customer agreed to e-mail marketing. Missing when unknown.',
    phrase: 'agreed to e-mail marketing',
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'customer.created_at',
    type: 'instant',
    description: 'When the customer account was made. Missing for guests.',
    phrase: 'the customer account',
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'loyalty.tier',
    type: 'text',
    description: "The shopper's loyalty tier, from the tags named in Settings. Missing without a tier.",
    phrase: 'the loyalty tier',
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'cart.open_for',
    type: 'duration',
    description: 'How long the oldest cart that was not ordered has been open. Missing without an open cart.',
    phrase: 'the time an unordered cart has been open',
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'cart.subtotal',
    type: 'money',
    description:
      "What is in the cart at checkout, at the shop's prices and in its currency. Missing outside checkout.",
    phrase: 'the cart subtotal',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.quantity',
    type: 'number',
    description: 'How many units are in the cart at checkout. Missing outside checkout.',
    phrase: 'the number of units in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.product_ids',
    type: 'textList',
    description:
      'The products in the cart at checkout, as Shopify ids. Missing outside checkout or when empty.',
    phrase: 'the products in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'checkout.country',
    type: 'text',
    description: 'Two-letter country code the checkout ships to. Missing when not yet known.',
    phrase: 'the country of the checkout',
    isWindowable: false,
    source: 'checkout',
    format: 'country',
  },
] as const satisfies readonly FactDefinition[];

export type FactName = (typeof FACTS)[number]['name'];

/** A definition whose name is one of the language's. */
export type Fact = FactDefinition & { readonly name: FactName };

const byName: ReadonlyMap<string, Fact> = new Map(FACTS.map((fact) => [fact.name, fact]));

/** The fact of this exact name, or null. */
export function findFact(name: string): Fact | null {
  return byName.get(name) ?? null;
}
