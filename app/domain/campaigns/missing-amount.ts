import type { Money } from '../kernel/money.ts';
import { moneyText } from './locale.ts';

/** What a cart lacks of the threshold in its own currency, written out. None where there is no threshold, or it is reached. */
export function missingAmount(
  thresholds: readonly Money[],
  cart: { readonly subtotalMinor: number; readonly currency: string },
  locale: string,
): string | null {
  const { currency, subtotalMinor } = cart;
  const threshold = thresholds.find((each) => each.currency === currency);
  const amountMinor = (threshold?.amountMinor ?? 0) - subtotalMinor;
  return amountMinor > 0 ? moneyText({ amountMinor, currency }, locale) : null;
}
