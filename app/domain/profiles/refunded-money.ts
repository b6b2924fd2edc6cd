/** What a refund gave back, as decimal text. A buyer may have paid in another currency than the shop's. */
export interface RefundedMoney {
  /** Everything, in the currency in which it was paid; null is the shop's. */
  readonly paidBack: { readonly amount: string; readonly currency: string | null };
  /** The goods alone, in the shop's currency. */
  readonly goodsAmount: string;
}

/** What a refund lowers an order in `currency` by: never an amount of another currency, for nothing is converted. */
export function refundIn({ paidBack, goodsAmount }: RefundedMoney, currency: string): string {
  return paidBack.currency === null || paidBack.currency === currency ? paidBack.amount : goodsAmount;
}
