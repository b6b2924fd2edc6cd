import type { ComplianceStore } from '#app/ports/compliance-store.ts';
import type { CustomerRedaction } from '#app/ports/shop-news.ts';

/**
 * customers/redact: removes the customer everywhere. The receipt is named by the delivery, because a request to forget has
 * no number of its own and its customer's would be personal data.
 */
export async function redactShopper(
  store: ComplianceStore,
  { subject }: CustomerRedaction,
  deliveryId: string,
): Promise<void> {
  const counts = await store.redactCustomer(subject);
  await store.addReceipt({ topic: 'customers/redact', requestId: `delivery ${deliveryId}`, counts });
}
