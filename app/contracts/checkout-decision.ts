/**
 * The decision contract, version 1: what an extension in checkout and after it, or the theme's cart block, asks at render time, and what it
 * gets. Unknown fields are ignored on both sides, so an older extension keeps working.
 */
import { z } from 'zod';
import { wireMoney } from './money.ts';

export const DECISION_CONTRACT_VERSION = 1;

/** The most bytes a decision request may have. */
export const MAX_DECISION_BYTES = 256 * 1024;

/** The cart attribute that holds the id of a campaign's preview. An underscore keeps it out of the buyer's sight. */
export const PREVIEW_ATTRIBUTE = '_attune_preview';

/** A spot on a page. One extension target, or the theme's block, renders one placement. */
export const PLACEMENTS = [
  'checkout.block',
  'checkout.delivery-address',
  'checkout.payment',
  'thank-you.block',
  'order-status.block',
  'cart',
] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** How a question came: from an extension with a session token, or from the storefront's cart page through the app proxy. */
export type DecisionChannel = 'checkout' | 'cart';

export const PLACEMENTS_OF_CHANNEL: Readonly<Record<DecisionChannel, readonly Placement[]>> = {
  checkout: PLACEMENTS.filter((name) => name !== 'cart'),
  cart: ['cart'],
};

/** Text that a database can hold: no NUL character, no half of a surrogate pair. */
const storable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'expected text without NUL characters');

const gid = (type: string) =>
  z
    .string()
    .max(120)
    // No blank, no NUL, no half of a surrogate pair: an id goes into the database as it is.
    .regex(new RegExp(`^gid://shopify/${type}/[!-.0-~]+$`), `expected gid://shopify/${type}/<id>`);

/** SHA-256 of a payload, its first 132 bits in base64url. */
const payloadName = z.string().regex(/^[\w-]{22}$/);

/** The last second that a date can be. */
const MAX_SECONDS = 8_640_000_000_000;

const requestLine = z.object({
  variantId: gid('ProductVariant'),
  productId: gid('Product').optional(),
  quantity: z.number().int().min(1).max(1_000_000),
  /** Price of the whole line after discounts. */
  cost: wireMoney.optional(),
  /** Products inside the line, where it is a bundle. */
  components: z.array(gid('Product')).max(100).default([]),
});

const consent = z.object({
  preferences: z.boolean().default(false),
  analytics: z.boolean().default(false),
  marketing: z.boolean().default(false),
});

export const decisionRequest = z.object({
  v: z.literal(DECISION_CONTRACT_VERSION),
  /** Session token, when the request is a text/plain POST (no preflight); else it is in Authorization. */
  token: z.string().max(8192).optional(),
  placements: z.array(z.enum(PLACEMENTS)).min(1).max(PLACEMENTS.length),
  /** On the cart page the cart's token: what its checkout and its order will name as theirs. */
  checkoutToken: storable(255).optional(),
  lines: z.array(requestLine).max(500).default([]),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected a three-letter currency code'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected a two-letter country code')
    .optional(),
  language: storable(35).optional(),
  consent: consent.default({ preferences: false, analytics: false, marketing: false }),
  /** Item keys the shopper dismissed in this checkout. */
  dismissed: z.array(storable(200)).max(100).default([]),
  /** False where the checkout refuses new lines. */
  canAddLines: z.boolean().default(true),
  /** The extension can ask which variant; older ones cannot. */
  canChoose: z.boolean().default(false),
  /** The buyer buys for a company. */
  isBusiness: z.boolean().default(false),
  /** Offers, with their product, and messages that the extension decided by itself and shows until the answer comes. */
  local: z
    .array(
      z.object({
        key: storable(200),
        productId: gid('Product').optional(),
        variantId: gid('ProductVariant').optional(),
      }),
    )
    .max(20)
    .default([]),
  /**
   * What that was decided by: the buyer's clock in seconds, the names of the payloads (the shop's, its ranking's, by product of the cart, a customer's), the segments
   * that the Discount Function reads of the customer, and a hash of what was decided. Only where the cart is still the one that it was decided for. Anything else in it is as good as nothing.
   */
  localBasis: z
    .object({
      at: z.number().int().min(0).max(MAX_SECONDS),
      shop: payloadName,
      ranker: payloadName.optional(),
      products: z
        .record(gid('Product'), payloadName)
        .refine((products) => Object.keys(products).length <= 500, 'expected at most 500 products'),
      customer: payloadName.optional(),
      segments: z.array(storable(100)).max(500).readonly().optional(),
      hash: z.number().int().min(0).max(0xffffffff),
    })
    .optional()
    .catch(undefined),
  /** The cart attribute of that name, where a merchant opened this checkout or cart to look at a campaign. Anything else in it is as good as nothing. */
  preview: z.uuid().optional().catch(undefined),
});
export type DecisionRequest = z.infer<typeof decisionRequest>;
/** What a caller may send: fields with defaults are optional. */
export type DecisionRequestInput = z.input<typeof decisionRequest>;

/** Why an item is shown. `text` is for the shopper; `evidence` (counts) is for the admin. */
export interface WireReason {
  code:
    | 'bought-together'
    | 'because-you-bought'
    | 'time-to-refill'
    | 'bought-before'
    | 'viewed'
    | 'on-wishlist'
    | 'similar'
    | 'popular-in-country'
    | 'popular'
    | 'pinned'
    | 'hand-set-pair'
    | 'hand-picked'
    | 'segment';
  text: string;
  evidence: Record<string, number | string>;
}

interface WireItemBase {
  /** Stable within a checkout: campaign and subject. Exposures and acceptances name it. */
  key: string;
  campaignId: string;
}

/** How the offers of a campaign stand together. */
export const LAYOUTS = ['one', 'list', 'carousel', 'grid', 'chips'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A variant of an offer's product, with the price this buyer pays. */
export interface WireChoice {
  variantId: string;
  title: string;
  price: WireMoneyShape;
  mostUnits?: number;
}

/** One product suggestion with its reason and the price this buyer pays. */
export interface WireOffer extends WireItemBase {
  kind: 'offer';
  headline: string;
  /** Left out by servers that know only lists. */
  layout?: Layout;
  productId: string;
  variantId: string;
  title: string;
  imageUrl: string | null;
  price: WireMoneyShape;
  /** The buyer may choose from 1 to so many units; left out where a tap adds one. */
  mostUnits?: number | undefined;
  /** Variants to choose from, the offer's own first; only where the request says that it can ask. */
  choices?: WireChoice[];
  reason: WireReason;
}

export interface WireMessage extends WireItemBase {
  kind: 'message';
  tone: 'info' | 'success' | 'warning';
  title: string;
  body: string;
  /** How much is reached of what the text says is missing, 0 to 1: shown as a bar. */
  progress?: number;
  reason: WireReason;
}

/** The last shipping address, offered for one tap. Field names follow Shopify's MailingAddress. */
export interface WireSavedAddress extends WireItemBase {
  kind: 'savedAddress';
  address: {
    firstName?: string;
    lastName?: string;
    company?: string;
    address1?: string;
    address2?: string;
    city?: string;
    zip?: string;
    provinceCode?: string;
    countryCode?: string;
    phone?: string;
  };
  /** One line for the eye, e.g. "12 Mill Lane, Leeds LS1 4AB". */
  summary: string;
}

/** The payment type used last, as a hint; never card data. */
export interface WirePaymentHint extends WireItemBase {
  kind: 'paymentHint';
  paymentType: string;
  text: string;
}

export type WireItem = WireOffer | WireMessage | WireSavedAddress | WirePaymentHint;

interface WireMoneyShape {
  amount: string;
  currencyCode: string;
}

export interface DecisionAnswer {
  v: typeof DECISION_CONTRACT_VERSION;
  decisionId: string;
  /** ISO time before which the answer cannot change by time alone; null = not by time. */
  validUntil: string | null;
  /** Milliseconds after which to ask again whatever the time: more may be known of a guest by then. By no clock, since buyers' clocks are wrong. */
  askAgainMs?: number;
  placements: Partial<Record<Placement, WireItem[]>>;
  /** Goes with every event about this decision. Empty in a preview: nothing is to be told about it. */
  trackToken: string;
  /** True when something failed and this is the quiet fallback: empty placements. */
  fallback?: true;
}

export const itemEventKinds = ['exposure', 'acceptance', 'dismissal', 'undo'] as const;
export type ItemEventKind = (typeof itemEventKinds)[number];

/**
 * What an extension can meet that the server never hears of: an answer after more than 0.8 s, none in 3 s, no connection, a
 * refused session token, another status than 200, a body that is no answer or one of another version; at the buyer's tap a
 * product sold out meanwhile, a refused change of the cart or of the address; a fault of the extension itself.
 */
export const checkoutFailureKinds = [
  'slow',
  'timeout',
  'down',
  'token',
  'status',
  'garbage',
  'version',
  'sold-out',
  'cart-refused',
  'address-refused',
  'crash',
] as const;
export type CheckoutFailureKind = (typeof checkoutFailureKinds)[number];

/** POST /api/checkout/events: what became of decided items, and what failed on the way. */
export const eventsRequest = z
  .object({
    v: z.literal(DECISION_CONTRACT_VERSION),
    token: z.string().max(8192).optional(),
    trackToken: z.string().max(1024),
    events: z
      .array(
        z.object({
          kind: z.enum(itemEventKinds),
          itemKey: storable(200),
          at: z.iso.datetime().optional(),
        }),
      )
      .max(50),
    /** How often each kind was met since the last report: nothing that tells one buyer from another. */
    failures: z
      .array(z.object({ kind: z.enum(checkoutFailureKinds), count: z.number().int().min(1).max(100) }))
      .max(checkoutFailureKinds.length)
      .default([]),
  })
  .refine(({ events, failures }) => events.length + failures.length > 0, {
    path: ['events'],
    message: 'expected at least one event or failure',
  });
export type EventsRequest = z.infer<typeof eventsRequest>;
/** What a caller may send: fields with defaults are optional. */
export type EventsRequestInput = z.input<typeof eventsRequest>;

/** Cart line attribute of an accepted offer: value "<decisionId>/<itemKey>". The order itself then proves the acceptance. */
export const ACCEPTED_OFFER_ATTRIBUTE = '_attune';
