import type { MeasuredCheckout, PlacedCheckout } from './measured-checkout.ts';

/** Of one arm, before anything is compared. A unit that was in two arms is counted here and compared nowhere. */
export interface ArmTally {
  readonly arm: string;
  readonly units: number;
  readonly checkouts: number;
  /** Could not see anything: they never asked (a wallet, a locked checkout, no block). */
  readonly neverAsked: number;
  /** Something was really rendered for them. */
  readonly seen: number;
  readonly orders: number;
}

export function tallyOf(arm: string, placed: readonly PlacedCheckout[]): ArmTally {
  const own = placed.filter((row) => row.arm === arm).map(({ checkout }) => checkout);
  const count = (holds: (checkout: MeasuredCheckout) => boolean): number => own.filter(holds).length;
  return {
    arm,
    units: new Set(own.map(({ unit }) => unit)).size,
    checkouts: own.length,
    neverAsked: count(({ hasAsked }) => !hasAsked),
    seen: count(({ hasSeen }) => hasSeen),
    orders: count(({ order }) => order !== null),
  };
}

/** The share of revenue that was earned with goods of known unit cost; null without revenue. */
export function costedShare(checkouts: readonly MeasuredCheckout[]): number | null {
  const sum = (of: 'revenueMinor' | 'costedMinor'): number =>
    checkouts.reduce((all, { order }) => all + (order?.[of] ?? 0), 0);
  const revenue = sum('revenueMinor');
  return revenue > 0 ? sum('costedMinor') / revenue : null;
}
