import type { ShopperId } from '../kernel/ids.ts';
import { newerEstimates } from './estimates.ts';
import { sortPurchases } from './fold-order.ts';
import { unionOfCarts } from './open-carts.ts';
import type { Profile, Purchase } from './profile.ts';
import { unionOfSeries } from './union-of-series.ts';
import { unionOfViews } from './union-of-views.ts';
import { withdrawAnalytics } from './withdraw-analytics.ts';

/**
 * Two profiles of one person as one: all purchases, open carts and series, the attributes with the newer clock. Where one of them
 * refused analytics, the person did: what was seen of them goes. A customer's id
 * wins over a visitor's; between two customers the smaller text does, and a caller that knows which account was kept sets
 * `shopperId` itself. Commutative, associative, idempotent: where both know the same thing differently, a fixed order
 * between the two versions decides, never the side they stand on.
 */
export function mergeProfiles(left: Profile, right: Profile): Profile {
  const { attributes, attributesAt } = newerAttributes(left, right);
  const merged: Profile = {
    shopperId: survivor(left.shopperId, right.shopperId),
    attributes,
    attributesAt,
    purchases: unionOfPurchases(left.purchases, right.purchases),
    openCarts: unionOfCarts(left.openCarts, right.openCarts),
    ...unionOfActivity(left, right),
    estimates: newerEstimates(left.estimates, right.estimates),
  };
  return left.isActivityBlocked || right.isActivityBlocked ? withdrawAnalytics(merged) : merged;
}

function unionOfActivity(left: Profile, right: Profile) {
  return {
    views: unionOfViews(left.views, right.views),
    searches: unionOfSeries(left.searches, right.searches, ({ query }) => query),
    cartChanges: unionOfSeries(left.cartChanges, right.cartChanges, ({ changeMinor }) => changeMinor),
    abandonments: unionOfSeries(left.abandonments, right.abandonments),
    checkouts: unionOfSeries(left.checkouts, right.checkouts),
    refunds: unionOfSeries(left.refunds, right.refunds, ({ amountMinor }) => amountMinor),
  };
}

function survivor(left: ShopperId, right: ShopperId): ShopperId {
  const isVisitor = (id: ShopperId) => id.startsWith('visitor:');
  if (isVisitor(left) !== isVisitor(right)) return isVisitor(left) ? right : left;
  return left < right ? left : right;
}

function newerAttributes(left: Profile, right: Profile): Profile {
  const leftAt = left.attributesAt ?? -Infinity;
  const rightAt = right.attributesAt ?? -Infinity;
  if (leftAt !== rightAt) return leftAt > rightAt ? left : right;
  return versionText(left.attributes) >= versionText(right.attributes) ? left : right;
}

function unionOfPurchases(left: readonly Purchase[], right: readonly Purchase[]): readonly Purchase[] {
  const byOrder = new Map<string, Purchase>();
  for (const purchase of [...left, ...right]) {
    const known = byOrder.get(purchase.orderId);
    byOrder.set(purchase.orderId, known ? laterVersion(known, purchase) : purchase);
  }
  return sortPurchases([...byOrder.values()]);
}

/** Of two versions of an order: the more refunded one is the later one; beyond that any fixed choice will do. */
function laterVersion(left: Purchase, right: Purchase): Purchase {
  if (left.netMinor !== right.netMinor) return left.netMinor < right.netMinor ? left : right;
  return versionText(left) >= versionText(right) ? left : right;
}

/** Plain data as text that does not depend on the order of its keys. */
function versionText(value: object): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
