import type { CustomerId, OrderId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { StoredOrder } from '#app/ports/order-store.ts';
import type { OrderAdjustment, OrderNews } from '#app/ports/shop-news.ts';
import { adjustOrder, type OrderChange } from '#app/domain/profiles/adjust-order.ts';
import { clampToDelivery } from '#app/domain/profiles/attribute-log.ts';
import { occurredInstant, type FoldContext } from './fold-context.ts';
import { changeShopper } from './fold-shopper.ts';
import { joinConversions } from './join-conversions.ts';

/** orders/create, updated, cancelled, paid: the newest version of the order stays, whatever arrived when. */
export async function foldOrderNews(context: FoldContext, { order: told, saved }: OrderNews): Promise<void> {
  const { stores, delivery } = context;
  const order = clampTimes(told, context);
  const stored = await stores.orders.lock(order.id);
  if (stored && (stored.deletedAt !== null || isOlder(order, delivery.triggeredAt, stored))) return;
  const customerId = await survivorOf(context, order.customerId);
  const effective = adjustOrder({ ...order, customerId }, await stores.orders.adjustments(order.id));
  await stores.orders.save(effective, delivery.triggeredAt);
  await followOrder(context, effective, stored?.order ?? null);
  if (!effective.test) await saveDetails(context, effective, saved);
}

/** Who a customer is after merges: late news still names the vanished one. Locks them, so that no merge comes between. */
export async function survivorOf({ stores }: FoldContext, id: CustomerId | null): Promise<CustomerId | null> {
  return id === null ? null : (await stores.shoppers.lock(id)).customerId;
}

/** The address and payment type of the order, for the shopper it belongs to now. */
async function saveDetails(
  { stores }: FoldContext,
  { customerId, processedAt: at }: OrderRecord,
  saved: OrderNews['saved'],
): Promise<void> {
  if (customerId === null || (saved.address === null && saved.paymentType === null)) return;
  const { customerId: shopperId, log } = await stores.shoppers.lock(customerId);
  if (log.deletedAt === undefined) await stores.details.save({ shopperId, ...saved, at });
}

/** refunds/create and orders/edited: lowers (or raises) what the order holds, once for each id. */
export async function foldOrderAdjustment(context: FoldContext, news: OrderAdjustment): Promise<void> {
  const { stores, shop } = context;
  const stored = await stores.orders.lock(news.orderId);
  const adjustment: OrderChange = {
    id: news.id,
    at: clampToDelivery(news.at, context.receivedAt),
    amountMinor: parseMoney(news.amount, stored?.order.currency ?? shop.currency)?.amountMinor ?? 0,
    lines: news.lines,
  };
  const isNew = await stores.orders.addAdjustment(news.orderId, adjustment);
  if (!isNew || !stored || stored.deletedAt !== null) return;
  const order = adjustOrder(stored.order, [adjustment]);
  if (order === stored.order) return;
  await stores.orders.save(order, stored.triggeredAt);
  await followOrder(context, order, stored.order);
}

/** orders/delete. */
export async function foldOrderDeleted(context: FoldContext, orderId: OrderId): Promise<void> {
  const { stores } = context;
  const stored = await stores.orders.lock(orderId);
  const at = occurredInstant(context);
  await stores.orders.markDeleted(orderId, at);
  if (!stored || stored.deletedAt !== null) return;
  const gone: OrderRecord = { ...stored.order, cancelledAt: at };
  await followOrder(context, gone, stored.order);
}

/** What depends on an order: carts closed, conversions, the profiles of its customer now and before. */
async function followOrder(
  context: FoldContext,
  order: OrderRecord,
  before: OrderRecord | null,
): Promise<void> {
  const { stores } = context;
  context.effects.add('train-model');
  const tokens = { checkout: order.checkoutToken, cart: order.cartToken };
  const cartOwners =
    tokens.checkout || tokens.cart ? await stores.carts.complete(tokens, order.processedAt) : [];
  await joinConversions(context, order, before !== null);
  const previous = before?.customerId ?? null;
  if (previous !== null && previous !== order.customerId)
    await changeShopper(context, previous, (state) => ({
      ...state,
      profile: foldOrder(state.profile, { ...order, cancelledAt: order.updatedAt }),
    }));
  if (order.customerId !== null) await foldIntoProfile(context, order.customerId, order);
  for (const owner of cartOwners.filter((id) => id !== order.customerId))
    await refreshOpenCarts(context, owner);
}

async function foldIntoProfile(context: FoldContext, id: CustomerId, order: OrderRecord): Promise<void> {
  await changeShopper(context, id, async (state, survivor) => ({
    ...state,
    profile: {
      ...foldOrder(state.profile, order),
      openCarts: await context.stores.carts.openOf(survivor),
    },
  }));
}

/** Takes the open checkouts as the store has them. */
export async function refreshOpenCarts(context: FoldContext, customerId: CustomerId): Promise<void> {
  await changeShopper(context, customerId, async (state, survivor) => ({
    ...state,
    profile: { ...state.profile, openCarts: await context.stores.carts.openOf(survivor) },
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
