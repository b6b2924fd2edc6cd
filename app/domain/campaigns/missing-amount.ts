import type { Money } from '../kernel/money.ts';

/** What a cart lacks of a threshold. */
export interface Missing {
  /** Above zero. */
  readonly amount: Money;
  /** What of the threshold is reached: 0 to 1. */
  readonly share: number;
}

/** What a cart lacks of the threshold in its own currency. Null where there is no threshold, or it is reached. */
export function missingAmount(
  thresholds: readonly Money[],
  { subtotalMinor, currency }: { readonly subtotalMinor: number; readonly currency: string },
): Missing | null {
  const threshold = thresholds.find((each) => each.currency === currency);
  if (!threshold || threshold.amountMinor <= subtotalMinor) return null;
  const amountMinor = threshold.amountMinor - subtotalMinor;
  return { amount: { amountMinor, currency }, share: Math.max(0, subtotalMinor) / threshold.amountMinor };
}

/** A share as a progress bar needs it: nothing finer can be seen. */
export function inHundredths(share: number): number {
  return Math.floor(share * 100) / 100;
}
