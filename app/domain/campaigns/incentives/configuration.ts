import type { ProductId } from '../../kernel/ids.ts';

/** How much is taken off. Free shipping is 100 percent of shipping. */
export type ConfiguredValue =
  | { readonly kind: 'percent'; readonly percent: string }
  /** Decimal text in the shop's currency. */
  | { readonly kind: 'amount'; readonly amount: string };

/** What it is taken off. Of products, the value is taken once off all that are in the cart, not off each. */
export type ConfiguredTarget =
  | { readonly kind: 'order' }
  | { readonly kind: 'products'; readonly productIds: readonly ProductId[] }
  | { readonly kind: 'shipping' };

/** One running incentive, as the Discount Function reads it. */
export interface ConfiguredIncentive {
  /** The campaign's id. */
  readonly id: string;
  /** What the buyer reads beside the discount. */
  readonly name: string;
  /** Segment ids, any of which lets a customer in; empty lets everyone in. */
  readonly audience: readonly string[];
  /** Segment ids, any of which keeps a customer out. */
  readonly excluded: readonly string[];
  readonly value: ConfiguredValue;
  readonly appliesTo: ConfiguredTarget;
  /** Decimal text in the shop's currency; null = none. */
  readonly minimumSubtotal: string | null;
}

/** What the discount's own metafield holds: the incentives of a shop, the first that fits goes before the others. */
export interface IncentiveConfiguration {
  readonly version: 1;
  readonly incentives: readonly ConfiguredIncentive[];
}

export const NO_INCENTIVES: IncentiveConfiguration = { version: 1, incentives: [] };

/** Where both metafields are. Shopify makes "$app" the app's own, so that nobody else can write them. */
export const METAFIELD_NAMESPACE = '$app:attune';
/** Of the discount: an IncentiveConfiguration. */
export const CONFIGURATION_KEY = 'incentives';
/** Of a customer: the ids of the segments they are in, as far as an incentive asks about them. */
export const SEGMENTS_KEY = 'segments';
/** A Function reads a longer metafield as none (Shopify's limit, in bytes of the value). */
export const MAX_METAFIELD_BYTES = 10_000;
