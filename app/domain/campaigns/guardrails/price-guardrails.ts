import type { Guardrail, Proposal } from './guardrail.ts';

export const noPrice = {
  name: 'no-price',
  refuses: ({ variant, price }: { readonly variant: object | null; readonly price: object | null }) =>
    variant !== null && price === null,
} satisfies Guardrail;

export const priceNotPositive = {
  name: 'price-not-positive',
  refuses: ({ price }: Pick<Proposal, 'price'>) => price !== null && price.amountMinor <= 0,
} satisfies Guardrail;

/** Not asked where the cart is empty, or nothing is known of what it costs. */
export const priceCeiling: Guardrail<'priceCeilingPercent'> = {
  name: 'price-ceiling',
  refuses: ({ price }, { snapshot, cartSubtotalMinor }) => {
    const { priceCeilingPercent } = snapshot.guardrails;
    if (price === null || priceCeilingPercent === null || cartSubtotalMinor <= 0) return false;
    return price.amountMinor * 100 > cartSubtotalMinor * priceCeilingPercent;
  },
};

/**
 * Margin = (price - unit cost) / price: at this buyer's price where it is in the shop's currency, which costs are in; else
 * at the shop's own price. Discounts and taxes are not in it.
 */
export const marginFloor: Guardrail = {
  name: 'margin-floor',
  refuses: ({ variant, price }, { snapshot }) => {
    const { marginFloorPercent, offersUnknownCost } = snapshot.guardrails;
    if (variant === null || marginFloorPercent === null) return false;
    if (variant.unitCostMinor === null) return !offersUnknownCost;
    const { amountMinor } = price?.currency === variant.price.currency ? price : variant.price;
    return (amountMinor - variant.unitCostMinor) * 100 < amountMinor * marginFloorPercent;
  },
};
