import type { ProductId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { DeliveryPromise } from './delivery-promise.ts';
import type { ConfiguredTarget } from './incentives/configuration.ts';
import type { Layout } from './layouts.ts';
import type { CampaignStatus } from './life.ts';
import type { Limits } from './limits.ts';
import type { Schedule } from './schedule.ts';
import type { Strategy } from './strategies.ts';
import type { Translated } from './translations.ts';

/** Where an upsell's products come from. */
export type ProductSource =
  | { readonly kind: 'recommended'; readonly strategy: Strategy }
  /** What a customer buys again and again. */
  | { readonly kind: 'usual' }
  | { readonly kind: 'collection'; readonly title: string }
  | { readonly kind: 'products'; readonly productIds: readonly ProductId[] };

export interface UpsellTexts {
  readonly headline: string;
}

export interface UpsellContent extends UpsellTexts, Translated<UpsellTexts> {
  readonly source: ProductSource;
  readonly layout: Layout;
  /** 1 to MOST_OFFERS of the layout. */
  readonly maxOffers: number;
  /** The buyer chooses how many units a tap adds. */
  readonly choosesUnits: boolean;
}

/** They may hold placeholders like {{bought}} (placeholders.ts); a message of which one has no value is not shown. */
export interface MessageTexts {
  readonly title: string;
  readonly body: string;
}

/** A banner. */
export interface MessageContent extends MessageTexts, Translated<MessageTexts> {
  readonly tone: 'info' | 'success' | 'warning';
  /** Subtotals, one a currency, of which {{missing}} is what the cart lacks. */
  readonly thresholds: readonly Money[];
  /** What {{arrives}} is worked out from; null = it has no value. */
  readonly delivery: DeliveryPromise | null;
  /** A bar shows how much is reached of what {{missing}} or {{toNextTier}} says is missing. */
  readonly showsProgress: boolean;
}

/** What an incentive takes off, in the shop's currency. */
export type IncentiveValue =
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'amount'; readonly amount: Money };

/** A discount that the Discount Function gives, and the message that names it; its texts hold no placeholders. */
export interface IncentiveContent extends MessageTexts, Translated<MessageTexts> {
  readonly value: IncentiveValue;
  readonly appliesTo: ConfiguredTarget;
  /** The least subtotal, in the shop's currency. */
  readonly minimum: Money | null;
  readonly budget: IncentiveBudget;
}

/** After so many orders, or so much in all, it is given to nobody; null = no end. */
export interface IncentiveBudget {
  readonly orders: number | null;
  /** In the shop's currency. */
  readonly amount: Money | null;
}

export const NO_BUDGET: IncentiveBudget = { orders: null, amount: null };

export interface SavedDetailsContent {
  readonly address: boolean;
  readonly paymentHint: boolean;
}

interface CampaignBase {
  readonly id: string;
  readonly name: string;
  readonly status: CampaignStatus;
  readonly schedule: Schedule;
  readonly limits: Limits;
  /** Higher goes first. */
  readonly priority: number;
  /** Segment ids, any of which lets a shopper in; empty lets everyone in. */
  readonly audience: readonly string[];
  /** Segment ids, any of which keeps a shopper out. */
  readonly excluded: readonly string[];
  readonly placements: readonly string[];
  readonly version: number;
}

/** What to show, to whom, where, when. */
export type Campaign =
  | (CampaignBase & { readonly kind: 'upsell'; readonly content: UpsellContent })
  | (CampaignBase & { readonly kind: 'message'; readonly content: MessageContent })
  | (CampaignBase & { readonly kind: 'incentive'; readonly content: IncentiveContent })
  | (CampaignBase & { readonly kind: 'savedDetails'; readonly content: SavedDetailsContent });

/** What a campaign of a kind shows. */
export type CampaignContent = ContentOf<Campaign>;
type ContentOf<Kind> = Kind extends Campaign ? Pick<Kind, 'kind' | 'content'> : never;
