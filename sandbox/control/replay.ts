import type { Checkout, Order, Refund, Shop } from '#sandbox/shop/shop.ts';
import { isOrder } from '#sandbox/shop/releases.ts';
import type { Deliverer } from '#sandbox/webhooks/deliver.ts';
import { cartPayload, checkoutPayload } from '#sandbox/webhooks/payloads/checkout.ts';
import { gid } from '#sandbox/shop/gid.ts';

export interface ReplayStatus {
  readonly running: boolean;
  /** Held-back orders and refunds told so far, and all of this replay. */
  readonly delivered: number;
  readonly total: number;
  /** Webhooks sent for them. */
  readonly webhooks: number;
  readonly startedAt: string | null;
  readonly durationMs: number | null;
}

export interface Replay {
  /** Tells the oldest `days` of what is held back; all of it without `days`. Refuses while one runs. */
  start(options: { days?: number; withCarts: boolean }): void;
  status(): ReplayStatus;
  stop(): void;
  /** Resolves when the running replay has ended. */
  done(): Promise<void>;
}

/** Releases stop for a while when this many webhooks wait. */
const MOST_WAITING = 64;
const DAY_SECONDS = 86_400;
/** How long before its order a cart is said to have been filled. */
const CART_LEAD_SECONDS = 15 * 60;

/** The checkout that a historic order must have come from; made up, a quarter of an hour before. */
function checkoutOf(order: Order): Checkout {
  const createdAt = order.createdAt - CART_LEAD_SECONDS;
  return {
    id: order.id,
    token: order.checkoutToken,
    cartToken: order.cartToken,
    createdAt,
    updatedAt: createdAt,
    customerId: order.customer?.id ?? null,
    email: order.email,
    countryCode: order.countryCode,
    locale: order.locale,
    lines: order.lines.map((line) => ({
      id: gid('CartLine', line.id),
      variantId: line.product.variantId,
      quantity: line.quantity,
      attributes: [],
    })),
    shippingAddress: order.shippingAddress,
    shippingHandle: 'standard',
    attributes: [],
    completedAt: null,
    orderId: null,
  };
}

function tellCart(shop: Shop, deliverer: Deliverer, order: Order): void {
  const checkout = checkoutOf(order);
  const triggeredAt = checkout.createdAt;
  deliverer.send({ topic: 'carts/create', payload: cartPayload(shop, checkout), triggeredAt });
  deliverer.send({ topic: 'checkouts/create', payload: checkoutPayload(shop, checkout), triggeredAt });
}

function releaseItem(shop: Shop, item: Order | Refund): void {
  if (isOrder(item)) shop.release(item);
  else shop.releaseRefund(item);
}

/** Tells held-back orders and refunds, oldest first, as fast as the app takes them. */
export function createReplay(shop: Shop, deliverer: Deliverer): Replay {
  let status: ReplayStatus = {
    running: false,
    delivered: 0,
    total: 0,
    webhooks: 0,
    startedAt: null,
    durationMs: null,
  };
  let isStopped = false;
  let work: Promise<void> = Promise.resolve();

  const run = async (items: readonly (Order | Refund)[], withCarts: boolean): Promise<void> => {
    const started = performance.now();
    const queuedBefore = deliverer.log.counts().queued;
    const update = (delivered: number, running: boolean): void => {
      const webhooks = deliverer.log.counts().queued - queuedBefore;
      status = {
        ...status,
        running,
        delivered,
        webhooks,
        durationMs: Math.round(performance.now() - started),
      };
    };
    for (const [index, item] of items.entries()) {
      if (isStopped) break;
      if (withCarts && isOrder(item)) tellCart(shop, deliverer, item);
      releaseItem(shop, item);
      update(index + 1, true);
      await deliverer.below(MOST_WAITING);
    }
    await deliverer.below(1);
    update(status.delivered, false);
  };

  return {
    start: ({ days, withCarts }) => {
      if (status.running) throw new Error('Expected no replay under way, found one.');
      const waiting = shop.heldBack();
      const from = waiting[0]?.createdAt ?? 0;
      const items =
        days === undefined
          ? waiting
          : waiting.filter(({ createdAt }) => createdAt < from + days * DAY_SECONDS);
      status = {
        running: true,
        delivered: 0,
        total: items.length,
        webhooks: 0,
        startedAt: new Date().toISOString(),
        durationMs: null,
      };
      work = run(items, withCarts);
    },
    status: () => status,
    stop: () => void (isStopped = true),
    done: () => work,
  };
}
