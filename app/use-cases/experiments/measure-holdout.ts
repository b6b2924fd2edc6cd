import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { HELD_OUT, unmovedSides } from '#app/domain/campaigns/holdout-sides.ts';
import { placeOf } from '#app/domain/experiments/assignment/allocation.ts';
import { sharesOf } from '#app/domain/experiments/assignment/unmoved.ts';
import type { CheckoutPlan } from '#app/domain/experiments/checkouts/report.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import type { HoldoutChange, HoldoutStore } from '#app/ports/holdout-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

/** The holdout is read over the last days only: what Attune adds now is asked, not what it added last year. */
export const HOLDOUT_DAYS = 30;

export interface PlanPorts {
  readonly holdouts: HoldoutStore;
  readonly book: Pick<CheckoutBook, 'firstSeenAt' | 'spentBefore'>;
}

/**
 * How the shop's holdout is read now. A share that changed in this time leaves out the units that moved; without a holdout
 * nothing can be compared, so the time begins when there was one again.
 * Because Attune may change what shoppers spend as long as it is there, only what they spent before it came explains anything.
 */
export async function planHoldout(
  { holdouts, book }: PlanPorts,
  shop: Shop,
  now: Instant,
): Promise<CheckoutPlan> {
  const start = now - HOLDOUT_DAYS * SECONDS.day;
  const { holdout: share } = readShopSettings(shop.settings);
  const { since, shares } = periodOf(await holdouts.changes(shop.id, start), share, start);
  const sides = unmovedSides(shop.domain, shares);
  const came = Math.min(shop.installedAt, since, (await book.firstSeenAt(shop.id)) ?? since);
  return {
    control: HELD_OUT,
    shares: sharesOf(sides),
    armOf: (unit) => placeOf(sides, unit),
    deciding: 'profit',
    spentBefore: await book.spentBefore(shop.id, shop.currency, came),
    since,
    now,
  };
}

/** The shares of the time since there was last no holdout. */
export function periodOf(
  changes: readonly HoldoutChange[],
  share: number,
  start: Instant,
): { readonly since: Instant; readonly shares: readonly number[] } {
  const begun = changes.findLastIndex(({ before }) => before === 0);
  const shares = changes.slice(begun + 1).map(({ before }) => before);
  return { since: changes[begun]?.at ?? start, shares: [...shares, share] };
}
