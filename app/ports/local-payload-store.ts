import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Shop } from './shop-store.ts';

/** How far a shop's payloads have come at Shopify. */
export interface LocalState {
  /** Since when the merchant has it switched on; null = off. */
  readonly since: Date | null;
  /** Names what the payloads of products were last compiled from; null = a round of them is under way, or never began. */
  readonly productsOf: string | null;
  /** When that was. */
  readonly productsAt: Date | null;
  /** The product after which the round goes on; null = from the first. */
  readonly productCursor: string | null;
  /** Day in UTC, "2026-11-28", and the calls that were made on it. */
  readonly day: string;
  readonly calls: number;
  /** When something was last written; null = never. */
  readonly writtenAt: Date | null;
  readonly failures: number;
}

/** In place of the hash of a payload that Shopify refused; what it took before holds on until its own end. */
export const REFUSED = 'refused';
/** In place of the hash where nobody knows what stands at Shopify: it is written again, whatever it is to be. */
export const DOUBTED = 'doubted';

/** What a payload was when it was last written, or compiled and found to be the same. */
export interface KnownPayload {
  readonly ownerId: string;
  /** Of everything in it but until when it holds; of nothing, where there is none; REFUSED where Shopify did not take it, DOUBTED. */
  readonly hash: string;
  readonly until: Instant;
}

/** A payload as it is written. */
export interface NamedPayload {
  readonly ownerId: string;
  /** Of the text. */
  readonly name: string;
  readonly text: string;
}

/** A customer whose payload is to be looked at. */
export interface DueCustomer {
  readonly customerId: CustomerId;
  /** Erased, deleted, or merged into another. */
  readonly isGone: boolean;
}

/** What Shopify was told for checkouts that decide by themselves. */
export interface LocalPayloadStore {
  /**
   * Installed shops that granted all these scopes and have it switched on, or have payloads left to empty; those that wait after a
   * failure left out.
   */
  shopsDue(scopes: readonly string[], now: Date): Promise<readonly Shop[]>;
  /** Runs `work` unless another process works on the shop. */
  withShop(shopId: ShopId, work: () => Promise<void>): Promise<void>;
  find(shopId: ShopId): Promise<LocalState | null>;
  save(shopId: ShopId, state: Omit<LocalState, 'since' | 'failures'>): Promise<void>;
  markFailed(shopId: ShopId, problem: string, retryAt: Date): Promise<void>;
  known(shopId: ShopId, ownerIds: readonly string[]): Promise<ReadonlyMap<string, KnownPayload>>;
  /** `rules` names what of the shop they rest on. */
  keep(shopId: ShopId, payloads: readonly KnownPayload[], rules: string, at: Date): Promise<void>;
  /** What stands there of this owner is not known any more, or never was: an earlier word on it no longer counts. */
  doubt(shopId: ShopId, ownerId: string): Promise<void>;
  /** Keeps what is about to be written, so that a checkout's decision can be made again; an owner's earlier text is noted as replaced. */
  keepTexts(shopId: ShopId, payloads: readonly NamedPayload[], at: Date): Promise<void>;
  /** Owners of payloads, the shop itself first, then products; at most `limit`. */
  owners(shopId: ShopId, limit: number): Promise<readonly string[]>;
  /** They are no more, and nothing is left of them at Shopify. */
  forget(shopId: ShopId, ownerIds: readonly string[]): Promise<void>;
  /**
   * Customers of whom something was heard since `since`, newest first, at most `limit`, whose payload was not compiled since then, or
   * rests on other rules, or ends before `endsBefore`; and those with a payload who are no more.
   */
  customersDue(
    shopId: ShopId,
    asked: {
      readonly rules: string;
      readonly since: Date;
      readonly endsBefore: Date;
      readonly limit: number;
    },
  ): Promise<readonly DueCustomer[]>;
}
