import { gid } from '../kernel/ids.ts';
import type { ActivityRecord } from './activity-record.ts';
import { emptyProfile } from './empty-profile.ts';
import type { KeptOrder, OwnEvent } from './event-log.ts';
import { sortPurchases } from './fold-order.ts';
import { foldTrace } from './fold-trace.ts';
import type { OpenCartFact, Profile, Purchase } from './profile.ts';
import type { ToldAttributes } from './shopper-event.ts';

type Of<Type extends OwnEvent['type']> = Extract<OwnEvent, { type: Type }>;
type Done = Exclude<OwnEvent, { type: 'customer' | 'consent' }>;

/**
 * One person's profile from what their ids did, as if one id had done it all. An order's value is its total less its refunds,
 * at the order's time; refunds above the total make it negative.
 */
export function profileOf(
  shopper: string,
  events: readonly OwnEvent[],
  orders: readonly KeptOrder[],
): Profile {
  const since = allowedSince(of(events, 'consent'));
  const isKept = (event: OwnEvent): event is Done =>
    event.type === 'checkout' || (event.at >= since && event.type !== 'customer' && event.type !== 'consent');
  const done = events.filter(isKept);
  const bought: Profile = {
    ...emptyProfile(`visitor:${shopper}`),
    ...attributesOf(of(events, 'customer')),
    purchases: sortPurchases(orders.map(purchaseOf)),
  };
  return foldTrace(bought, {
    activity: done.map(recordOf),
    refunds: orders.flatMap(({ refunds }) => refunds),
    openCarts: openCart(done),
  });
}

function of<Type extends OwnEvent['type']>(events: readonly OwnEvent[], type: Type): Of<Type>[] {
  return events.filter((event): event is Of<Type> => event.type === type);
}

/**
 * From when on views, searches and carts may be looked at: always, until consent is withdrawn; then from the first time it is
 * given again. Within one second the withdrawal counts.
 */
function allowedSince(consents: readonly Of<'consent'>[]): number {
  const times = (isAllowed: boolean) =>
    consents.filter((consent) => consent.isAllowed === isAllowed).map(({ at }) => at);
  const withdrawnAt = times(false).reduce((last, at) => (at > last ? at : last), -Infinity);
  if (withdrawnAt === -Infinity) return -Infinity;
  return times(true).reduce((first, at) => (at > withdrawnAt && at < first ? at : first), Infinity);
}

const NO_CART = { cartToken: null, valueMinor: null };

/** As the product stores it. The key puts what happened in one second in an order of its own: of two carts the fuller comes last. */
function recordOf(event: Done): ActivityRecord {
  const { at } = event;
  switch (event.type) {
    case 'view': {
      const productId = event.product === null ? null : gid('Product', event.product);
      const { lastedSeconds } = event;
      const lasted = lastedSeconds !== undefined && { lastedSeconds };
      return { key: event.product ?? '', kind: 'view', at, productId, query: null, ...NO_CART, ...lasted };
    }
    case 'search':
      return { key: event.query, kind: 'search', at, productId: null, query: event.query, ...NO_CART };
    case 'checkout':
      return { key: '', kind: 'checkout', at, productId: null, query: null, ...NO_CART };
    case 'cart': {
      const { valueMinor, isEmpty } = event;
      const key = String(valueMinor).padStart(17, '0');
      const kind = isEmpty ? 'cart_emptied' : 'cart';
      return { key, kind, at, productId: null, query: null, cartToken: null, valueMinor };
    }
  }
}

/** The cart since its last change, unless it was emptied or checked out then or later. */
function openCart(done: readonly Done[]): readonly OpenCartFact[] {
  let [changedAt, closedAt, valueMinor] = [-Infinity, -Infinity, 0];
  for (const event of done) {
    if (event.type === 'checkout' || (event.type === 'cart' && event.isEmpty))
      closedAt = Math.max(closedAt, event.at);
    else if (event.type === 'cart' && event.at >= changedAt) {
      valueMinor = event.at > changedAt ? event.valueMinor : Math.max(valueMinor, event.valueMinor);
      changedAt = event.at;
    }
  }
  return closedAt >= changedAt
    ? []
    : [{ token: 'cart', startedAt: changedAt, updatedAt: changedAt, valueMinor }];
}

/** As of a shop's orders, a line of no units says nothing. */
function purchaseOf({ order, refunds }: KeptOrder): Purchase {
  const refunded = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const lines = order.lines.filter(({ quantity }) => quantity > 0);
  return {
    orderId: gid('Order', order.id),
    at: order.at,
    netMinor: order.totalMinor - refunded,
    grossMinor: order.totalMinor,
    lines: lines.map(({ product, quantity, priceMinor }) => ({
      productId: gid('Product', product),
      variantId: gid('ProductVariant', product),
      quantity,
      unitPriceMinor: priceMinor,
    })),
  };
}

/** Each attribute as it was told last; of two told in the same second a fixed one counts. */
function attributesOf(told: readonly Of<'customer'>[]): Pick<Profile, 'attributes' | 'attributesAt'> {
  const inOrder = [...told].sort((a, b) => a.at - b.at || (textOf(a) < textOf(b) ? -1 : 1));
  const known: ToldAttributes = inOrder.reduce((sum, { attributes }) => Object.assign(sum, attributes), {});
  return {
    attributes: {
      tags: [...new Set(known.tags ?? [])].sort(),
      country: known.country ?? null,
      language: known.language ?? null,
      emailMarketing: known.emailMarketing ?? null,
      createdAt: known.createdAt ?? null,
      ...(known.loyaltyTier !== undefined && { loyaltyTier: known.loyaltyTier }),
    },
    attributesAt: inOrder.at(-1)?.at ?? null,
  };
}

function textOf({ attributes }: Of<'customer'>): string {
  return JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
