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
  /** Whether `within N days` may follow it to look at a rolling window only. */
  readonly isWindowable: boolean;
  /** 'checkout' facts exist only during a render; a rule that reads one is decided per checkout. */
  readonly source: 'profile' | 'checkout';
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
    name: 'purchases.last_at',
    type: 'instant',
    description: 'When the newest order was placed. Missing without a purchase.',
    phrase: 'the last purchase',
    isWindowable: false,
    source: 'profile',
  },
  {
    name: 'purchases.first_at',
    type: 'instant',
    description: 'When the oldest order was placed. Missing without a purchase.',
    phrase: 'the first purchase',
    isWindowable: false,
    source: 'profile',
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
