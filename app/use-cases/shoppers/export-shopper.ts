import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { ComplianceStore, TableCounts } from '#app/ports/compliance-store.ts';
import type { DataRequest } from '#app/ports/shop-news.ts';

/** How long a merchant can fetch an export. */
export const EXPORT_LIFETIME_SECONDS = 30 * SECONDS.day;

/** customers/data_request: everything held about the customer, sealed into a receipt that counts rows and names nobody. */
export async function exportShopper(
  store: ComplianceStore,
  { requestId, subject }: DataRequest,
  now: Instant,
): Promise<void> {
  const tables = await store.collect(subject);
  const counts: TableCounts = Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [table, rows.length]),
  );
  await store.addReceipt({
    topic: 'customers/data_request',
    requestId,
    counts,
    exported: { customerId: subject.customerId, tables },
    expiresAt: now + EXPORT_LIFETIME_SECONDS,
  });
}
