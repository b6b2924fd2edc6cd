import type { Customer, Order } from './shop.ts';
import { totalsOf } from './totals.ts';

export const TIERS = ['Gold', 'Silver', 'Bronze'] as const;
export type Tier = (typeof TIERS)[number];

/** Spend of the last 12 months, refunds taken off, that a tier needs, in the shop's currency. */
const THRESHOLD_MINOR: Readonly<Record<Tier, number>> = { Gold: 250_000, Silver: 100_000, Bronze: 35_000 };

const YEAR_SECONDS = 365 * 86_400;

/** What the orders of the 12 months before `now` are worth now. */
export function yearlySpendMinor(orders: readonly Order[], now: number): number {
  return orders
    .filter((order) => order.createdAt > now - YEAR_SECONDS)
    .reduce((sum, order) => sum + totalsOf(order).currentTotalMinor, 0);
}

export function tierOf(spendMinor: number): Tier | null {
  return TIERS.find((tier) => spendMinor >= THRESHOLD_MINOR[tier]) ?? null;
}

/** The customer's tags with the tier that fits and no other. */
export function withTier(customer: Customer, tier: Tier | null): string[] {
  const others = customer.tags.filter((tag) => !TIERS.some((name) => name === tag));
  return tier ? [...others, tier] : others;
}
