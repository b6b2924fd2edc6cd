import type { CustomerId, OrderId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import { inShopCurrency } from '#app/domain/profiles/in-shop-currency.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import { refundIn } from '#app/domain/profiles/refunded-money.ts';
import type { OrderVersion, StoredOrder } from '#app/ports/order-store.ts';
import type { GivenDiscount, OrderAdjustment, OrderNews } from '#app/ports/shop-news.ts';
import { adjustOrder, type OrderChange } from '#app/domain/profiles/adjust-order.ts';
import { clampToDelivery } from '#app/domain/profiles/attribute-log.ts';
import { occurredInstant, type FoldContext } from './fold-context.ts';
import { changeShopper, followCarts, refreshTrace, survivorOf } from './fold-shopper.ts';
import { joinConversions } from './join-conversions.ts';

/** What one delivery tells of an order. */
export interface ToldOrder {
  readonly context: FoldContext;
  readonly news: OrderNews;
}

/** An order as it will be, and as it was stored. */
interface FollowedOrder {
  readonly order: OrderRecord;
  readonly before: OrderRecord | null;
}

/**
 * orders/create, updated, cancelled, paid, of one shop: the newest version of each order stays, whatever arrived when. All at once, so that
 * a hundred orders cost the database as many statements as one.
 */
export async function foldOrderNews(told: readonly ToldOrder[]): Promise<void> {
  const [first] = told;
  if (!first) return;
  const { stores, desk } = first.context;
  const locked = await stores.orders.lock([...new Set(told.map(({ news }) => news.order.id))]);
  await desk.openAll(told.flatMap(({ news }) => news.order.customerId ?? []));
  const newest = new Map<OrderId, OrderVersion & FollowedOrder & Pick<OrderNews, 'discounts'>>();
  for (const each of told) {
    const { stored = null, changes = [] } = locked.get(each.news.order.id) ?? {};
    const version = await versionOf(each, newest.get(each.news.order.id) ?? stored, changes);
    const { discounts } = each.news;
    if (version) newest.set(version.order.id, { ...version, before: stored?.order ?? null, discounts });
  }
  if (newest.size === 0) return;
  await stores.orders.save([...newest.values()]);
  await followOrders(first.context, [...newest.values()]);
  for (const { order, discounts } of newest.values()) await countIncentives(first.context, order, discounts);
}

/** Null where the known version is newer, or the order is deleted. */
async function versionOf(
  { context, news }: ToldOrder,
  known: (OrderVersion & Partial<StoredOrder>) | null,
  changes: readonly OrderChange[],
): Promise<OrderVersion | null> {
  const { stores, delivery } = context;
  const order = clampTimes(news.order, context);
  if (known && ((known.deletedAt ?? null) !== null || isOlder(order, delivery.triggeredAt, known)))
    return null;
  for (const refund of news.refunds)
    await stores.orders.addAdjustment(order.id, { ...refund, at: Math.min(refund.at, order.updatedAt) });
  const customerId = await survivorOf(context, order.customerId);
  const effective = adjustOrder({ ...order, customerId }, changes);
  if (!effective.test) await saveDetails(context, effective, news.saved);
  return { order: effective, triggeredAt: delivery.triggeredAt };
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
  const stored = await lockOrder(context, news.orderId);
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
    await stores.orders.save([{ order, triggeredAt: stored.triggeredAt }]);
    await followOrders(context, [{ order, before: stored.order }]);
  } else if (order.customerId !== null) await refreshTrace(context, order.customerId);
}

/** orders/delete. */
export async function foldOrderDeleted(context: FoldContext, orderId: OrderId): Promise<void> {
  const { stores } = context;
  const stored = await lockOrder(context, orderId);
  const at = occurredInstant(context);
  await stores.orders.markDeleted(orderId, at);
  await stores.activity.forgetCheckout(orderId);
  if (!stored || stored.deletedAt !== null) return;
  const gone: OrderRecord = { ...stored.order, cancelledAt: at };
  await followOrders(context, [{ order: gone, before: stored.order }]);
  await countIncentives(context, gone, []);
}

async function lockOrder({ stores }: FoldContext, id: OrderId): Promise<StoredOrder | null> {
  return (await stores.orders.lock([id])).get(id)?.stored ?? null;
}

/** What depends on orders: carts closed, conversions, the profiles of their customers now and before. */
async function followOrders(context: FoldContext, followed: readonly FollowedOrder[]): Promise<void> {
  context.effects.add('train-model');
  await joinConversions(
    context,
    followed.map(({ order, before }) => ({ order, wasKnown: before !== null })),
  );
  for (const { order, before } of followed) {
    const previous = before?.customerId ?? null;
    if (previous !== null && previous !== order.customerId)
      await foldIntoProfile(context, previous, { ...order, cancelledAt: order.updatedAt });
    if (order.customerId !== null) await foldIntoProfile(context, order.customerId, order);
  }
  await closeCarts(context, followed);
}

/** The carts and the checkouts of orders are completed, and whoever they belonged to is told. */
async function closeCarts(context: FoldContext, followed: readonly FollowedOrder[]): Promise<void> {
  const { carts, activity } = context.stores;
  const customers = new Set(
    followed.flatMap(({ order, before }) => [before?.customerId ?? [], order.customerId ?? []].flat()),
  );
  if (customers.size > 0) await carts.lookAgain([...customers]);
  const ended = followed.flatMap(({ order }) => {
    const { checkoutToken: checkout, cartToken: cart, processedAt: at, customerId: owner, id, test } = order;
    const token = cart ?? checkout;
    return token === null ? [] : [{ checkout, cart, at, owner, token, orderId: id, test }];
  });
  const owners = ended.length === 0 ? [] : await carts.complete(ended);
  const checkedOut = ended.filter(({ checkout, test }) => checkout !== null && !test);
  await activity.saveCheckouts(
    checkedOut.map(({ token, ...checkout }) => ({ ...checkout, cartToken: token })),
  );
  const tokens = [...new Set(ended.map(({ token }) => token))];
  await followCarts(context, tokens, [...customers, ...owners]);
}

/** Open carts follow from what is stored of them. */
async function foldIntoProfile(context: FoldContext, id: CustomerId, order: OrderRecord): Promise<void> {
  await changeShopper(context, id, (state) => ({
    ...state,
    profile: foldOrder(state.profile, inShopCurrency(order, context.shop.currency)),
  }));
}

/** Newest updated_at wins, then triggered-at, then arrival. */
function isOlder(order: OrderRecord, triggeredAt: Date | null, stored: OrderVersion): boolean {
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
