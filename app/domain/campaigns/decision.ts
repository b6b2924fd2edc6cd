import type { CheckoutConsent } from '../profiles/consent.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Money } from '../kernel/money.ts';
import type { ProductId, ShopperId, VariantId } from '../kernel/ids.ts';
import type { Profile } from '../profiles/profile.ts';
import type { RecommendationModel } from '../recommendations/model.ts';
import type { OfferReason } from '../recommendations/ranking/reasons.ts';
import type { Plan } from '../segments/plan/plan.ts';
import type { LoyaltyTier } from '../segments/segment.ts';
import type { CampaignExperiment, DrawnArm } from './arms.ts';
import type { Campaign } from './campaign.ts';
import type { Catalog } from './catalog.ts';
import type { Layout } from './layouts.ts';
import type { IncentiveConfiguration } from './incentives/configuration.ts';
import type { GuardrailSettings } from './guardrails/settings.ts';

/** What a merchant set for all recommendations of the shop, besides bans. */
export interface ShopMerchandising {
  /** Offered first, in this order. */
  readonly pin: readonly ProductId[];
  /** By product of the cart: what goes before what was learned. */
  readonly pairs: Readonly<Record<ProductId, readonly ProductId[]>>;
  /** From relevance alone, 0, to profit alone, 1. */
  readonly marginDial: number;
}

/** A shop's rules, campaigns, catalog and model at one version: everything a decision needs that is not the shopper. */
export interface ShopSnapshot {
  readonly shopDomain: string;
  readonly currency: string;
  readonly timezone: string;
  readonly tiers: readonly LoyaltyTier[];
  /** The segments, ready to run. */
  readonly plan: Plan;
  /** Campaigns that are switched on, each to be shown while its schedule is open; by priority (highest first), then id. */
  readonly campaigns: readonly Campaign[];
  readonly catalog: Catalog;
  readonly model: RecommendationModel;
  readonly merchandising: ShopMerchandising;
  readonly guardrails: GuardrailSettings;
  /** Products the merchant never wants recommended. */
  readonly bannedProducts: ReadonlySet<ProductId>;
  /** What the Discount Function gives: the configuration that Shopify has. */
  readonly incentives: IncentiveConfiguration;
  /** Ids of campaigns whose budget is used up. */
  readonly spentCampaigns: ReadonlySet<string>;
  /** The share of checkouts, 0 to 1, in which a campaign's last offer is drawn by chance. */
  readonly exploration: number;
  /** Running experiments by the campaign they are about. */
  readonly experiments: ReadonlyMap<string, CampaignExperiment>;
  /** The share of shoppers, 0 to 1, who see nothing of Attune. */
  readonly holdout: number;
  readonly configVersion: number;
  readonly catalogVersion: number;
}

export interface CartLine {
  readonly variantId: VariantId;
  readonly productId: ProductId | null;
  readonly quantity: number;
  /** What is paid for the whole line; left out where it is not told. */
  readonly cost?: Money;
  /** Products inside the line, where it is a bundle. */
  readonly components?: readonly ProductId[];
}

/** What became of an item in an earlier checkout of this shopper. */
export interface PastItem {
  readonly key: string;
  /** Tells checkouts apart: a checkout's token, or the decision's id outside one. */
  readonly checkout: string;
  readonly outcome: 'shown' | 'accepted' | 'dismissed';
  /** When it was last shown, tapped or dismissed there. */
  readonly at: Instant;
}

/** The last address and payment type of a signed-in shopper. */
export interface SavedDetails {
  readonly address: SavedAddress | null;
  readonly paymentType: string | null;
}

export interface SavedAddress {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string;
  readonly address1?: string;
  readonly address2?: string;
  readonly city?: string;
  readonly zip?: string;
  readonly provinceCode?: string;
  readonly countryCode?: string;
  readonly phone?: string;
}

/** One render's question. */
export interface DecisionQuestion {
  readonly now: Instant;
  readonly placements: readonly string[];
  /** Null outside a checkout. */
  readonly checkoutToken: string | null;
  /** Null for a guest. */
  readonly shopperId: ShopperId | null;
  /** Who is placed in the holdout and in experiments (experiments/assignment/checkout-unit.ts); null: nobody, so neither applies. */
  readonly unit: string | null;
  /** When the unit entered experiments of bandit traffic, by their ids; one that is left out it enters now (arms.ts). */
  readonly entered?: Readonly<Record<string, Instant>>;
  /** Null for a guest, and for a customer never seen. */
  readonly profile: Profile | null;
  readonly savedDetails: SavedDetails | null;
  readonly lines: readonly CartLine[];
  readonly country: string | null;
  readonly currency: string;
  readonly language: string | null;
  readonly consent: CheckoutConsent;
  /**
   * Segment ids that stand in the customer's metafield, as far as incentives ask about them. Null outside a checkout: as if the segments
   * the shopper is in had been written.
   */
  readonly syncedSegments: readonly string[] | null;
  /** Item keys dismissed in this checkout. */
  readonly dismissed: readonly string[];
  /** False in a draft order, a wallet's checkout, and wherever else lines may not be added. */
  readonly canAddLines: boolean;
  /** A product of several variants may be offered: whoever shows it asks which. Left out: it may not. */
  readonly canChoose?: boolean;
  /** The buyer buys for a company (B2B). */
  readonly isBusiness: boolean;
  /** One for each item and earlier checkout of the shopper, as far back as the shop's guardrails and its campaigns' limits look. */
  readonly pastItems: readonly PastItem[];
  /** Products of which the shopper ever gave a unit back. */
  readonly returned: ReadonlySet<ProductId>;
}

export interface Reason {
  readonly code: OfferReason['code'] | 'hand-picked' | 'segment';
  /** For the shopper, e.g. "Because you bought Regency Cakestand 3 Tier". */
  readonly text: string;
  /** For the admin: counts and ids. */
  readonly evidence: Readonly<Record<string, number | string>>;
}

/** A variant of an offer's product. */
export interface OfferedChoice {
  readonly variantId: VariantId;
  readonly title: string;
  readonly price: Money;
  readonly mostUnits?: number;
}

interface DecidedBase {
  /** Stable within a checkout: "<campaignId>:<subject>". */
  readonly key: string;
  readonly campaignId: string;
}

export type DecidedItem =
  | (DecidedBase & {
      readonly kind: 'offer';
      readonly headline: string;
      readonly layout: Layout;
      readonly productId: ProductId;
      readonly variantId: VariantId;
      readonly title: string;
      readonly imageUrl: string | null;
      readonly price: Money;
      /** The shopper may choose from 1 to so many units; left out where a tap adds one. */
      readonly mostUnits?: number;
      /** What the shopper may choose from, the offer's own variant first; left out where there is nothing to choose. */
      readonly choices?: readonly OfferedChoice[];
      readonly reason: Reason;
    })
  | (DecidedBase & {
      readonly kind: 'message';
      readonly tone: 'info' | 'success' | 'warning';
      readonly title: string;
      readonly body: string;
      /** How much is reached of what the text says is missing, 0 to 1; left out where no bar is to show it. */
      readonly progress?: number;
      readonly reason: Reason;
    })
  | (DecidedBase & {
      readonly kind: 'savedAddress';
      readonly address: SavedAddress;
      readonly summary: string;
    })
  | (DecidedBase & { readonly kind: 'paymentHint'; readonly paymentType: string; readonly text: string });

/** An offer that was considered and kept back. */
export interface Refusal {
  readonly campaignId: string;
  readonly productId: ProductId;
  /** Name of the guardrail. */
  readonly guardrail: string;
}

/** An offer that was drawn by chance, and what might have been drawn. */
export interface DrawnOffer {
  readonly key: string;
  /** What the model was asked for: the products in the cart, those inside its bundles too. */
  readonly cart: readonly ProductId[];
  /** Best first, as the model ranked them; the propensities sum to 1. */
  readonly alternatives: readonly { readonly productId: ProductId; readonly propensity: number }[];
}

export interface Decision {
  readonly placements: Readonly<Record<string, readonly DecidedItem[]>>;
  readonly refusals: readonly Refusal[];
  readonly drawn: readonly DrawnOffer[];
  /** The unit's arm in every experiment, whether or not anything is shown. */
  readonly arms: readonly DrawnArm[];
  /** Ids of the segments the shopper is in at this render. */
  readonly segmentIds: readonly string[];
  /** Set where the shop's holdout has the unit: nothing was decided. */
  readonly heldOut?: true;
  /** The answer cannot change by time alone before this instant. */
  readonly validUntil: Instant | null;
}
