import type { Instant } from '#app/domain/kernel/instant.ts';
import type { DataExport, TableCounts } from './compliance-store.ts';

/** Proof that a request was carried out; names nobody. */
export interface ReceiptView {
  readonly id: string;
  readonly topic: string;
  readonly completedAt: Instant;
  /** Rows found or removed, by table. */
  readonly counts: TableCounts;
  /** Until when the export can be fetched; null where there is none, or it expired. */
  readonly exportUntil: Instant | null;
}

/** A request that has come and is not carried out yet. */
export interface WaitingRequest {
  readonly topic: string;
  readonly askedAt: Instant;
}

/** A shop's receipts, and the requests that wait for theirs. */
export interface ReceiptBook {
  /** Newest first, at most `limit`. */
  list(shopDomain: string, limit: number): Promise<readonly ReceiptView[]>;
  /** Oldest first. */
  listWaiting(shopDomain: string): Promise<readonly WaitingRequest[]>;
  /** Null where the shop has no such receipt, or its export expired. */
  openExport(shopDomain: string, id: string): Promise<DataExport | null>;
}
