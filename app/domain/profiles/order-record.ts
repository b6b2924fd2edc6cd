import type { Instant } from '../kernel/instant.ts';
import type { CustomerId, OrderId, ProductId, VariantId } from '../kernel/ids.ts';

/** One order as Attune keeps it. Both mappers (webhook, bulk JSONL) end here and agree on the same order. */
export interface OrderRecord {
  readonly id: OrderId;
  readonly customerId: CustomerId | null;
  readonly checkoutToken: string | null;
  readonly cartToken: string | null;
  readonly processedAt: Instant;
  readonly updatedAt: Instant;
  readonly cancelledAt: Instant | null;
  readonly test: boolean;
  readonly sourceName: string | null;
  readonly country: string | null;
  readonly currency: string;
  /** After discounts, before tax and shipping. */
  readonly subtotalMinor: number;
  readonly totalMinor: number;
  readonly refundedMinor: number;
  readonly lines: readonly OrderLine[];
}

export interface OrderLine {
  readonly id: string;
  /** Null for custom lines and deleted products. */
  readonly productId: ProductId | null;
  readonly variantId: VariantId | null;
  readonly title: string;
  readonly quantity: number;
  /** What is left after removals and returns. */
  readonly currentQuantity: number;
  readonly unitPriceMinor: number;
  /** Line attributes (Shopify: properties / customAttributes) that Attune set, e.g. "_attune". */
  readonly attributes: Readonly<Record<string, string>>;
}
