import type { WireOffer } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';

/** What a tap costs, and how that is made up where it is several units: "£8.50", "2 × £4.25". */
export function priceOf(
  { host: { i18n } }: Session,
  { units }: VisibleEntry,
  { price: { amount, currencyCode: currency } }: WireOffer,
): { readonly total: string; readonly parts: string } {
  const format = (count: number) => i18n.formatCurrency(Number(amount) * count, { currency });
  return { total: format(units), parts: units > 1 ? `${units} × ${format(1)}` : '' };
}
