import type { PackedInputs, SharedPart } from '#app/domain/campaigns/replay/pack.ts';
import type { CustomerId, OrderId, ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { LedgerEntry } from './ledger.ts';

/** A decision as the ledger holds it. */
export interface PastDecision extends Omit<LedgerEntry, 'shopId' | 'recorded'> {
  /** The order its checkout became; null where it became none, or was none. */
  readonly orderId: OrderId | null;
  /** Its shopper was erased, and with them what was asked and answered. */
  readonly isErased: boolean;
}

/** Which decisions are looked for. */
export type DecisionSearch =
  | { readonly kind: 'newest' }
  /** Those of a shopper, the ones they made as a guest in a checkout that became their order too. */
  | { readonly kind: 'shopper'; readonly shopperId: ShopperId | CustomerId }
  | { readonly kind: 'checkout'; readonly token: string }
  | { readonly kind: 'order'; readonly orderId: OrderId }
  /** Those since `since` that had something of a campaign to show. */
  | { readonly kind: 'campaign'; readonly campaignId: string; readonly since: Instant }
  /** Those since `since` whose unit was drawn in an experiment, whatever they showed. */
  | { readonly kind: 'experiment'; readonly experimentId: string; readonly since: Instant }
  | { readonly kind: 'time'; readonly from: Instant; readonly until: Instant };

/** Where a page begins: right after this one. */
export interface DecisionCursor {
  readonly atMs: number;
  readonly decisionId: string;
}

/** What a decision was made from, as it is kept. */
export interface KeptRecord {
  /** SHA-256 of the decision's text, in hexadecimal digits. */
  readonly hash: string;
  readonly inputs: PackedInputs;
  readonly parts: ReadonlyMap<string, SharedPart['content']>;
}

/** What can be read of a record: it may be kept no more, or be sealed with a key that was changed since. */
export type RecordFound =
  | { readonly kind: 'kept'; readonly record: KeptRecord }
  | { readonly kind: 'none' }
  | { readonly kind: 'sealed' };

export interface PastDecisions {
  /** Newest first. */
  list(
    shopId: ShopId,
    search: DecisionSearch,
    page: { readonly after: DecisionCursor | null; readonly limit: number },
  ): Promise<readonly PastDecision[]>;
  find(shopId: ShopId, decisionId: string): Promise<PastDecision | null>;
  findRecord(shopId: ShopId, decisionId: string): Promise<RecordFound>;
}

/** For so long after a decision it can be made again. */
export const RECORD_DAYS = 90;
