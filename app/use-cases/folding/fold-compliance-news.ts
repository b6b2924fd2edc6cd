import type { Instant } from '#app/domain/kernel/instant.ts';
import type { FoldTransaction } from '#app/ports/fold-transaction.ts';
import type { PendingDelivery } from '#app/ports/inbox.ts';
import type { ShopNews } from '#app/ports/shop-news.ts';
import { exportShopper } from '../shoppers/export-shopper.ts';
import { occurredAt } from './fold-context.ts';
import { redactShop } from '../shoppers/redact-shop.ts';
import { redactShopper } from '../shoppers/redact-shopper.ts';

const COMPLIANCE = ['data-request', 'customer-redaction', 'shop-redaction'] as const;
export type ComplianceNews = Extract<ShopNews, { readonly kind: (typeof COMPLIANCE)[number] }>;

export const isComplianceNews = (news: ShopNews): news is ComplianceNews =>
  (COMPLIANCE as readonly string[]).includes(news.kind);

/**
 * The three compliance requests, also for a shop that has gone. False when the payload names another shop than the
 * delivery: then nobody's data is touched.
 */
export async function foldComplianceNews(
  tx: FoldTransaction,
  delivery: PendingDelivery,
  news: ComplianceNews,
  now: Instant,
): Promise<boolean> {
  if (news.shopDomain.toLowerCase() !== delivery.shop) return false;
  const store = tx.complianceOf(delivery.shop);
  if (news.kind === 'data-request') await exportShopper(store, news, now);
  else if (news.kind === 'customer-redaction') await redactShopper(store, news, delivery.id);
  else await redactShop(store, { deliveryId: delivery.id, askedAt: occurredAt({ delivery }) });
  return true;
}
