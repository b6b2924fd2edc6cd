import type { ConfiguredIncentive } from '../../../app/domain/campaigns/incentives/configuration.ts';
import { convert } from '../../../app/domain/campaigns/incentives/decimal.ts';
import type { FunctionInput } from './input.ts';

export type DiscountValue =
  { readonly percentage: { readonly value: string } } | { readonly fixedAmount: { readonly amount: string } };

/** The value in the cart's currency: amounts are converted at Shopify's rate and rounded down. */
export function valueOf(
  { value }: ConfiguredIncentive,
  { cart, presentmentCurrencyRate }: FunctionInput,
): DiscountValue {
  if (value.kind === 'percent') return { percentage: { value: value.percent } };
  const { currencyCode } = cart.cost.subtotalAmount;
  return { fixedAmount: { amount: convert(value.amount, presentmentCurrencyRate, currencyCode) } };
}
