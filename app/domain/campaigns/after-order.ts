const AFTER_ORDER: readonly string[] = ['thank-you.block', 'order-status.block'];

/** Whether a placement is on a page of a placed order. */
export function isAfterOrder(placement: string): boolean {
  return AFTER_ORDER.includes(placement);
}
