import type { ShopWriter } from './checkouts.ts';
import type { ShopData } from './shop-data.ts';
import type { Order, Refund, Shop } from './shop.ts';

const isOrder = (item: Order | Refund): item is Order => 'checkoutToken' in item;

/** The data's newest days, told one by one as if they happened now. */
export function createReleases(
  data: ShopData,
  { write, tell }: ShopWriter,
): Pick<Shop, 'release' | 'releaseRefund' | 'heldBack'> {
  const release = (order: Order): void => {
    const newcomer = order.customer?.heldBack ? order.customer : null;
    write({ kind: 'release', id: order.id });
    if (newcomer) tell({ topic: 'customers/create', customer: newcomer });
    tell({ topic: 'orders/create', order });
  };
  const releaseRefund = (refund: Refund): void => {
    write({ kind: 'release-refund', id: refund.id });
    tell({ topic: 'refunds/create', refund });
    tell({ topic: 'orders/updated', order: refund.order });
  };
  const heldBack = (): (Order | Refund)[] => {
    const refunds = data.refunds.filter((refund) => !refund.order.refunds.includes(refund));
    const waiting = [...data.orders.filter((order) => order.heldBack), ...refunds];
    return waiting.sort(
      (a, b) => a.createdAt - b.createdAt || Number(isOrder(b)) - Number(isOrder(a)) || a.id - b.id,
    );
  };
  return { release, releaseRefund, heldBack };
}

export { isOrder };
