import type {
  CAMPAIGN_KINDS,
  CAMPAIGN_STATUSES,
  MESSAGE_TONES,
  PLACEHOLDERS,
} from '#app/contracts/campaign-content.ts';
import type { CampaignAction, CampaignState } from '#app/domain/campaigns/life.ts';
import type { ProductSource } from '#app/domain/campaigns/campaign.ts';
import type { ConfiguredTarget } from '#app/domain/campaigns/incentives/configuration.ts';
import type { Strategy } from '#app/domain/campaigns/strategies.ts';
import type { Layout, Placement } from '#app/contracts/checkout-decision.ts';

export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];
export type MessageTone = (typeof MESSAGE_TONES)[number];

/** What a merchant reads for each kind, status, placement and tone. */
export const KIND_TITLES: Readonly<Record<CampaignKind, string>> = {
  upsell: 'Upsell',
  message: 'Message',
  incentive: 'Incentive',
  savedDetails: 'Saved details',
};

export const STATUS_TITLES: Readonly<Record<CampaignStatus, string>> = {
  draft: 'Draft',
  running: 'Running',
  paused: 'Paused',
  ended: 'Ended',
};

export const STATE_TITLES: Readonly<Record<CampaignState, string>> = {
  ...STATUS_TITLES,
  scheduled: 'Scheduled',
};

export const ACTION_TITLES: Readonly<Record<CampaignAction, string>> = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  end: 'End',
};

export const PLACEMENT_TITLES: Readonly<Record<Placement, string>> = {
  'checkout.block': 'Checkout block',
  'checkout.delivery-address': 'Delivery address',
  'checkout.payment': 'Payment',
  'thank-you.block': 'Thank-you page',
  'order-status.block': 'Order status page',
  cart: 'Cart page',
};

export const PLACEMENT_HELP: Readonly<Record<Placement, string>> = {
  'checkout.block': 'Where you put the block in the checkout editor.',
  'checkout.delivery-address': 'Above the address form.',
  'checkout.payment': 'Above the payment methods.',
  'thank-you.block': 'After the order is placed. On every plan.',
  'order-status.block': 'When a customer looks at an order later. On every plan.',
  cart: 'In the online store, on every plan. Needs Attune’s block in the theme: Settings adds it.',
};

/** Of an incentive, where an order is already placed. */
export const NEXT_ORDER_HELP: Partial<Readonly<Record<Placement, string>>> = {
  'thank-you.block': 'Speaks of the next order. Only an incentive without a least subtotal shows here.',
  'order-status.block': 'The same, when a customer looks at an order later.',
};

export const PLACEHOLDER_HELP: Readonly<Record<(typeof PLACEHOLDERS)[number], string>> = {
  bought: 'a product that a signed-in customer bought',
  consider: 'the one suggested because of it',
  tier: 'the shopper’s loyalty tier',
  orders: 'how many orders a signed-in customer has placed; none before the first',
  missing: 'what the cart lacks of an amount, in its own currency; none once it is reached',
  scarce: 'a product of the cart of which 5 or fewer are left, but enough for it',
  left: 'how many of it are left in stock',
  arrives: 'the day an order placed now arrives',
  nextTier: 'the loyalty tier above theirs, where Settings say what spending earns it',
  toNextTier: 'what they have yet to spend for it, in your currency',
};

export const TONE_TITLES: Readonly<Record<MessageTone, string>> = {
  info: 'Neutral',
  success: 'Good news',
  warning: 'Heads-up',
};

export const LAYOUT_TITLES: Readonly<Record<Layout, string>> = {
  one: 'One offer',
  list: 'List',
  carousel: 'Carousel',
  grid: 'Grid',
  chips: 'Chips',
};

export const LAYOUT_HELP: Readonly<Record<Layout, string>> = {
  one: 'The best one, alone.',
  list: 'Up to three, one below the other.',
  carousel: 'Up to six in the room of one: the shopper turns from one to the next.',
  grid: 'Up to four, two beside each other where there is room for it.',
  chips: 'Up to six small buttons in a row, with name and price: one tap adds.',
};

export const SOURCE_TITLES: Readonly<Record<ProductSource['kind'], string>> = {
  recommended: 'Recommended for each shopper',
  usual: 'What they buy again and again',
  collection: 'From a collection',
  products: 'Products I pick',
};

export const GIVES_TITLES = {
  percent: 'A percentage',
  amount: 'An amount',
  'free-shipping': 'Free shipping',
} as const;

export const TARGET_TITLES: Readonly<Record<ConfiguredTarget['kind'], string>> = {
  order: 'The order',
  products: 'Products I pick',
  shipping: 'Shipping',
};

export const STRATEGY_TITLES: Readonly<Record<Strategy, string>> = {
  best: 'Best for this shopper',
  complements: 'Goes with the cart',
  'due-again': 'Due to be bought again',
  popular: 'Popular now',
};

export const STRATEGY_HELP: Readonly<Record<Strategy, string>> = {
  best: 'Everything that is known, ranked together.',
  complements: 'Only what is bought together with something in the cart.',
  'due-again': 'Only what a signed-in customer bought before, those due for a refill first.',
  popular: 'What sells best now, in the buyer’s country where that is known.',
};

/** A language's own English name: "German" for "de". */
export function titleOfLanguage(tag: string): string {
  return LANGUAGE_NAMES.of(tag) ?? tag;
}

const LANGUAGE_NAMES = new Intl.DisplayNames('en', { type: 'language' });

/** A placement's title, also for one a newer version knows. */
export function titleOfPlacement(placement: string): string {
  return Object.entries(PLACEMENT_TITLES).find(([name]) => name === placement)?.[1] ?? placement;
}

/** What ending a campaign means. */
export const ENDING = 'It stops showing and cannot be started again; a copy of it can.';

/** What deleting a campaign means. */
export const DELETING =
  'It stops showing at once and is removed for good. What it did so far stays in the reports. To stop it for a while, pause it instead.';
