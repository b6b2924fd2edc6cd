import type { Instant } from '#app/domain/kernel/instant.ts';
import type { DataSubject } from './shop-news.ts';

/** Rows found, changed or removed, by table. */
export type TableCounts = Readonly<Record<string, number>>;

export interface ComplianceReceipt {
  readonly topic: 'customers/data_request' | 'customers/redact' | 'shop/redact';
  readonly requestId: string;
  readonly counts: TableCounts;
  readonly exportCipher?: string;
  readonly expiresAt?: Instant;
}

/** Everything a shop holds about a person, for compliance requests. */
export interface ComplianceStore {
  /** All rows that hold data of the person, by table. Encrypted columns come opened. */
  collect(subject: DataSubject): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Removes the person everywhere; orders stay, unlinked, for the merchant's figures. */
  redactCustomer(subject: DataSubject): Promise<TableCounts>;
  /** Removes all rows of the shop, also what it sent. */
  redactShop(): Promise<TableCounts>;
  addReceipt(receipt: ComplianceReceipt): Promise<void>;
}
