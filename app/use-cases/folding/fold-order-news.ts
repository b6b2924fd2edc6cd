import type { CustomerId, OrderId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import { inShopCurrency } from '#app/domain/profiles/in-shop-currency.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import { refundIn } from '#app/domain/profiles/refunded-money.ts';
import type { StoredOrder } from '#app/ports/order-store.ts';
import type { GivenDiscount, OrderAdjustment, OrderNews } from '#app/ports/shop-news.ts';
import { adjustOrder, type OrderChange } from '#app/domain/profiles/adjust-order.ts';
import { clampToDelivery } from '#app/domain/profiles/attribute-log.ts';
import { occurredInstant, type FoldContext } from './fold-context.ts';
import { changeShopper, followCart, refreshTrace, survivorOf } from './fold-shopper.ts';
import { joinConversions } from './join-conversions.ts';

/** orders/create, updated, cancelled, paid: the newest version of the order stays, whatever arrived when. */
export async function foldOrderNews(context: FoldContext, news: OrderNews): Promise<void> {
  const { stores, delivery } = context;
  const order = clampTimes(news.order, context);
  const { stored, changes } = await stores.orders.lock(order.id);
  if (stored && (stored.deletedAt !== null || isOlder(order, delivery.triggeredAt, stored))) return;
  for (const refund of news.refunds)
    await stores.orders.addAdjustment(order.id, { ...refund, at: Math.min(refund.at, order.updatedAt) });
  const customerId = await survivorOf(context, order.customerId);
  const effective = adjustOrder({ ...order, customerId }, changes);
  await stores.orders.save(effective, delivery.triggeredAt);
  await followOrder(context, effective, stored?.order ?? null);
  await countIncentives(context, effective, news.discounts);
  if (!effective.test) await saveDetails(context, effective, news.saved);
}

/**
 * What the order got of incentives. One that is cancelled gives back what it took of a budget; an edit that leaves an order without any
 * discount does not, which spares every other change of an order a statement.
 */
async function countIncentives(
  { stores }: Pick<FoldContext, 'stores'>,
  order: OrderRecord,
  discounts: readonly GivenDiscount[],
): Promise<void> {
  if (order.test) return;
  if (order.cancelledAt !== null) await stores.incentives.replace(order, []);
  else if (discounts.length > 0) await stores.incentives.replace(order, discounts);
}

/** The address and payment type of the order, for the shopper it belongs to now. */
async function saveDetails(
  { desk }: FoldContext,
  { customerId, processedAt: at }: OrderRecord,
  saved: OrderNews['saved'],
): Promise<void> {
  if (customerId === null || (saved.address === null && saved.paymentType === null)) return;
  const { customerId: shopperId, isDeleted } = await desk.open(customerId);
  if (!isDeleted) desk.putDetails({ shopperId, ...saved, at });
}

/** refunds/create and orders/edited: lowers (or raises) what the order holds, once for each id. */
export async function foldOrderAdjustment(context: FoldContext, news: OrderAdjustment): Promise<void> {
  const { stores, shop } = context;
  const { stored } = await stores.orders.lock(news.orderId);
  const currency = stored?.order.currency ?? shop.currency;
  const adjustment: OrderChange = {
    id: news.id,
    at: clampToDelivery(news.at, context.receivedAt),
    amountMinor: parseMoney(refundIn(news, currency), currency)?.amountMinor ?? 0,
    lines: news.lines,
  };
  const isNew = await stores.orders.addAdjustment(news.orderId, adjustment);
  if (!isNew || !stored || stored.deletedAt !== null) return;
  // Locks the customer before the order is written, so that a merge meanwhile is not undone.
  const known = { ...stored.order, customerId: await survivorOf(context, stored.order.customerId) };
  const order = adjustOrder(known, [adjustment]);
  if (order !== known) {
    await stores.orders.save(order, stored.triggeredAt);
    await followOrder(context, order, stored.order);
  } else if (order.customerId !== null) await refreshTrace(context, order.customerId);
}

/** orders/delete. */
export async function foldOrderDeleted(context: FoldContext, orderId: OrderId): Promise<void> {
  const { stores } = context;
  const { stored } = await stores.orders.lock(orderId);
  const at = occurredInstant(context);
  await stores.orders.markDeleted(orderId, at);
  await stores.activity.forgetCheckout(orderId);
  if (!stored || stored.deletedAt !== null) return;
  const gone: OrderRecord = { ...stored.order, cancelledAt: at };
  await followOrder(context, gone, stored.order);
  await countIncentives(context, gone, []);
}

/** What depends on an order: carts closed, conversions, the profiles of its customer now and before. */
async function followOrder(
  context: FoldContext,
  order: OrderRecord,
  before: OrderRecord | null,
): Promise<void> {
  context.effects.add('train-model');
  const previous = before?.customerId ?? null;
  await joinConversions(context, order, before !== null);
  if (previous !== null && previous !== order.customerId)
    await foldIntoProfile(context, previous, { ...order, cancelledAt: order.updatedAt });
  if (order.customerId !== null) await foldIntoProfile(context, order.customerId, order);
  const customers = [previous, order.customerId].flatMap((id) => id ?? []);
  await closeCarts(context, order, customers);
}

/** The cart and the checkout of an order are completed, and whoever they belonged to is told. */
async function closeCarts(
  context: FoldContext,
  order: OrderRecord,
  customers: readonly CustomerId[],
): Promise<void> {
  const { carts, activity } = context.stores;
  const { checkoutToken: checkout, cartToken: cart, processedAt: at } = order;
  const token = cart ?? checkout;
  for (const id of new Set(customers)) await carts.lookAgain(id);
  if (token === null) {
    for (const id of new Set(customers)) await refreshTrace(context, id);
    return;
  }
  const owners = await carts.complete({ checkout, cart }, at, order.customerId);
  if (checkout !== null && !order.test) await activity.saveCheckout(order.id, { cartToken: token, at });
  await followCart(context, token, [...customers, ...owners]);
}

/** Open carts follow from what is stored of them. */
async function foldIntoProfile(context: FoldContext, id: CustomerId, order: OrderRecord): Promise<void> {
  await changeShopper(context, id, (state) => ({
    ...state,
    profile: foldOrder(state.profile, inShopCurrency(order, context.shop.currency)),
  }));
}

/** Newest updated_at wins, then triggered-at, then arrival. */
function isOlder(order: OrderRecord, triggeredAt: Date | null, stored: StoredOrder): boolean {
  if (order.updatedAt !== stored.order.updatedAt) return order.updatedAt < stored.order.updatedAt;
  return (triggeredAt?.getTime() ?? 0) < (stored.triggeredAt?.getTime() ?? 0);
}

function clampTimes(order: OrderRecord, { delivery }: FoldContext): OrderRecord {
  const receivedAt = toInstant(delivery.receivedAt);
  return {
    ...order,
    processedAt: clampToDelivery(order.processedAt, receivedAt),
    updatedAt: clampToDelivery(order.updatedAt, receivedAt),
  };
}
