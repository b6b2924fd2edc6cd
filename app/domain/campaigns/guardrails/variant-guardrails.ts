import type { Guardrail, Judged } from './guardrail.ts';

export const outOfStock: Guardrail = {
  name: 'out-of-stock',
  refuses: ({ product }) => product !== null && !product.variants.some((variant) => variant.available),
};

export const needsChoice: Guardrail = {
  name: 'needs-choice',
  refuses: ({ product, variant }) =>
    product !== null && variant === null && product.variants.filter((each) => each.available).length > 1,
};

/** An offer adds one unit. */
export const minimumQuantity: Guardrail = {
  name: 'minimum-quantity',
  refuses: ({ variant }) => variant !== null && variant.minimumQuantity > 1,
};

export const maximumQuantity: Guardrail<'mostUnits'> = {
  name: 'maximum-quantity',
  refuses: (_, { question, snapshot }) => {
    const { mostUnits } = snapshot.guardrails;
    return mostUnits !== null && question.lines.reduce((sum, { quantity }) => sum + quantity, 1) > mostUnits;
  },
};

export const needsShipping: Guardrail<'mixesShipping'> = {
  name: 'needs-shipping',
  refuses: ({ variant }, situation) =>
    variant?.requiresShipping === true && !mixesShipping(situation) && shipsOnly(false, situation),
};

export const notShipped: Guardrail<'mixesShipping'> = {
  name: 'not-shipped',
  refuses: ({ variant }, situation) =>
    variant?.requiresShipping === false && !mixesShipping(situation) && shipsOnly(true, situation),
};

function mixesShipping({ snapshot }: Judged<'mixesShipping'>): boolean {
  return snapshot.guardrails.mixesShipping;
}

/** Whether the cart's lines, as far as they are known, are all shipped (or all not). False when none is known. */
function shipsOnly(isShipped: boolean, { snapshot, question }: Judged<never>): boolean {
  const known = question.lines.flatMap(({ variantId }) => snapshot.catalog.variants.get(variantId) ?? []);
  return known.length > 0 && known.every(({ requiresShipping }) => requiresShipping === isShipped);
}
