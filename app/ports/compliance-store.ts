import type { Instant } from '#app/domain/kernel/instant.ts';
import type { DataSubject } from './shop-news.ts';

/** Rows found, changed or removed, by table. */
export type TableCounts = Readonly<Record<string, number>>;

/** Everything held about a person, as the merchant gets it. */
export interface DataExport {
  readonly customerId: string;
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
}

export interface ComplianceReceipt {
  readonly topic: 'customers/data_request' | 'customers/redact' | 'shop/redact';
  readonly requestId: string;
  readonly counts: TableCounts;
  /** Sealed before it is stored. */
  readonly exported?: DataExport;
  readonly expiresAt?: Instant;
}

/** Everything a shop holds about a person, for compliance requests. */
export interface ComplianceStore {
  /** All rows that hold data of the person, by table. Encrypted columns come opened. */
  collect(subject: DataSubject): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Removes the person everywhere; orders stay, unlinked, for the merchant's figures. */
  redactCustomer(subject: DataSubject): Promise<TableCounts>;
  /**
   * Removes all rows of the shop, also what it sent; of the delivery that asks only the body. False, and nothing happens,
   * when the shop was installed again after `askedAt`.
   */
  redactShop(request: { deliveryId: string; askedAt: Date }): Promise<TableCounts | false>;
  addReceipt(receipt: ComplianceReceipt): Promise<void>;
}
