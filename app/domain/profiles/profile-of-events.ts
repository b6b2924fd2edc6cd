import { gid } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { emptyProfile } from './empty-profile.ts';
import type { KeptOrder, Trace } from './event-log.ts';
import { sortPurchases } from './fold-order.ts';
import type { Activity, OpenCartFact, Profile, Purchase } from './profile.ts';
import type { ToldAttributes } from './shopper-event.ts';

/**
 * One person's profile from what their ids did, as if one id had done it all. An order's value is its total less its refunds,
 * at the order's time; refunds above the total make it negative.
 */
export function profileOf(shopper: string, traces: readonly Trace[], orders: readonly KeptOrder[]): Profile {
  const all = (pick: (trace: Trace) => readonly Instant[]): readonly Instant[] =>
    traces.flatMap(pick).sort((a, b) => a - b);
  const since = allowedSince(traces.flatMap(({ consents }) => consents));
  const seen = (times: readonly Instant[]) => times.filter((at) => at >= since);
  const carts = seen(all((trace) => trace.carts));
  const checkouts = all((trace) => trace.checkouts);
  const closed = [...all((trace) => trace.emptied), ...checkouts];
  const refunds = orders.flatMap((each) => each.refunds).sort((a, b) => a.at - b.at);
  return {
    ...emptyProfile(`visitor:${shopper}`),
    ...attributesOf(traces.flatMap(({ told }) => told)),
    purchases: sortPurchases(orders.map(purchaseOf)),
    openCarts: openCart(carts, closed),
    views: seen(all((trace) => trace.views)).map((at) => ({ at, productId: null })),
    searches: seen(all((trace) => trace.searches)).map((at) => ({ at, query: '' })),
    cartChanges: carts.map((at) => ({ at, changeMinor: 0 })),
    checkouts: activities(checkouts),
    refunds,
  };
}

function activities(times: readonly Instant[]): readonly Activity[] {
  return times.map((at) => ({ at }));
}

/**
 * From when on views, searches and carts may be looked at: always, until consent is withdrawn; then from the first time it is
 * given again. Within one second the withdrawal counts.
 */
function allowedSince(consents: Trace['consents']): number {
  const times = (isAllowed: boolean) =>
    consents.filter((consent) => consent.isAllowed === isAllowed).map(({ at }) => at);
  const withdrawnAt = latest(times(false));
  if (withdrawnAt === -Infinity) return -Infinity;
  return times(true).reduce((first, at) => (at > withdrawnAt && at < first ? at : first), Infinity);
}

/** The cart since its last change, unless it was emptied or checked out then or later. */
function openCart(changes: readonly Instant[], closed: readonly Instant[]): readonly OpenCartFact[] {
  const changedAt = changes.at(-1);
  if (changedAt === undefined || latest(closed) >= changedAt) return [];
  return [{ token: 'cart', startedAt: changedAt, updatedAt: changedAt }];
}

function latest(times: readonly Instant[]): number {
  return times.reduce((last, at) => (at > last ? at : last), -Infinity);
}

function purchaseOf({ order, refunds }: KeptOrder): Purchase {
  const refunded = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    orderId: gid('Order', order.id),
    at: order.at,
    netMinor: order.totalMinor - refunded,
    grossMinor: order.totalMinor,
    lines: order.lines.map(({ product, quantity, priceMinor }) => ({
      productId: gid('Product', product),
      variantId: gid('ProductVariant', product),
      quantity,
      unitPriceMinor: priceMinor,
    })),
  };
}

/** Each attribute as it was told last; of two told in the same second a fixed one counts. */
function attributesOf(told: Trace['told']): Pick<Profile, 'attributes' | 'attributesAt'> {
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

function textOf({ attributes }: Trace['told'][number]): string {
  return JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
