import type { FoldTransaction } from './fold-transaction.ts';

/** Why a delivery waits for a person: a code to count by, a sentence, and where in the payload. */
export interface QuarantineReason {
  readonly code:
    | 'unknown-topic'
    | 'unknown-shop'
    | 'shop-uninstalled'
    | 'malformed-json'
    | 'unexpected-payload'
    | 'fold-failed';
  readonly message: string;
  readonly path?: string;
}

/** A verified delivery on its way into the inbox. */
export interface NewDelivery {
  readonly shop: string;
  readonly topic: string;
  readonly eventId: string;
  readonly webhookId: string;
  readonly apiVersion: string | null;
  readonly triggeredAt: Date | null;
  readonly receivedAt: Date;
  /** hash(shop, shopper) mod 64. */
  readonly partition: number;
  readonly body: string;
}

/** The intake's side: durable once the promise resolves. */
export interface InboxIntake {
  /** Stores deliveries in one statement; an event that is already there is left alone. Gives the number of new ones. */
  append(deliveries: readonly NewDelivery[]): Promise<number>;
}

/** A delivery as the worker reads it. */
export interface PendingDelivery {
  /** Decimal text: the row's number may pass 2^53. */
  readonly id: string;
  readonly shop: string;
  readonly topic: string;
  readonly triggeredAt: Date | null;
  readonly receivedAt: Date;
  readonly body: string;
}

export type FoldOutcome =
  { readonly kind: 'folded' } | { readonly kind: 'quarantined'; readonly reason: QuarantineReason };

export interface FoldTally {
  readonly folded: number;
  readonly quarantined: number;
  /** Failed, and left for another attempt. */
  readonly postponed: number;
  /** False when other workers hold the partitions. */
  readonly claimed: boolean;
}

export interface PendingPartition {
  readonly partition: number;
  /** Deliveries that wait in it; at least one. */
  readonly waiting: number;
}

export interface Inbox extends InboxIntake {
  pendingPartitions(): Promise<readonly PendingPartition[]>;
  /**
   * Claims partitions for one transaction, those that no other worker holds, and folds their oldest pending deliveries, at most `limit`, in
   * order. A delivery whose fold throws is rolled back alone; after MAX_FOLD_ATTEMPTS it goes to quarantine. Rejects, with nothing
   * changed, when the database fails: then the whole batch waits for another attempt.
   */
  foldPartitions(partitions: readonly number[], limit: number, fold: BatchFold): Promise<FoldTally>;
  /** Puts a shop's quarantined deliveries that were refused with one of `codes` back into the line. Gives how many. */
  replayRefused(shop: string, codes: readonly QuarantineReason['code'][]): Promise<number>;
}

/** Folds one batch: `begin` sees all its deliveries once, then each is folded by itself, then `finish` runs. */
export interface BatchFold {
  begin(tx: FoldTransaction, deliveries: readonly PendingDelivery[]): Promise<OpenBatch>;
}

export interface OpenBatch {
  /** May keep changes in memory until `settle`. */
  fold(delivery: PendingDelivery): Promise<FoldOutcome>;
  /** Writes what `fold` kept. */
  settle(): Promise<void>;
  /** Forgets what `fold` kept: its delivery was rolled back. */
  forget(): void;
  /** Settles, in the same transaction, after the last delivery. */
  finish(): Promise<void>;
}

/** Tries before a delivery whose fold throws goes to quarantine. */
export const MAX_FOLD_ATTEMPTS = 3;
