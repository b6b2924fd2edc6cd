import type { ProductId } from '../kernel/ids.ts';
import type { CampaignStatus } from './life.ts';
import type { Limits } from './limits.ts';
import type { Schedule } from './schedule.ts';

/** Where an upsell's products come from. */
export type ProductSource =
  { readonly kind: 'recommended' } | { readonly kind: 'products'; readonly productIds: readonly ProductId[] };

export interface UpsellContent {
  readonly headline: string;
  readonly source: ProductSource;
  /** 1 to 3. */
  readonly maxOffers: number;
}

/**
 * A banner. Title and body may hold the placeholders {{bought}} (title of the product that gives the reason) and
 * {{consider}} (title of the suggested product); a message whose placeholder has no value is not shown.
 */
export interface MessageContent {
  readonly title: string;
  readonly body: string;
  readonly tone: 'info' | 'success' | 'warning';
}

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
  | (CampaignBase & { readonly kind: 'savedDetails'; readonly content: SavedDetailsContent });
