import type { Guardrail } from './guardrail.ts';

export const noPrice: Guardrail = {
  name: 'no-price',
  reason: "What this buyer pays, in the cart's currency, is not known.",
  refuses: ({ variant, price }) => variant !== null && price === null,
};

export const priceNotPositive: Guardrail = {
  name: 'price-not-positive',
  reason: 'The price is zero or less.',
  refuses: ({ price }) => price !== null && price.amountMinor <= 0,
};
