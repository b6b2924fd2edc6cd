import type { ComplianceStore } from '#app/ports/compliance-store.ts';

/** shop/redact: removes all rows of the shop; only receipts stay. Does nothing when the shop came back since it was asked. */
export async function redactShop(
  store: ComplianceStore,
  request: { readonly deliveryId: string; readonly askedAt: Date },
): Promise<void> {
  const counts = await store.redactShop(request);
  if (counts === false) return;
  await store.addReceipt({ topic: 'shop/redact', requestId: `delivery ${request.deliveryId}`, counts });
}
