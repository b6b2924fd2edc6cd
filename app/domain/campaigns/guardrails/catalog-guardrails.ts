import type { Guardrail } from './guardrail.ts';

export const notInCatalog: Guardrail = {
  name: 'not-in-catalog',
  reason: 'The product is not, or no longer, in the catalog.',
  refuses: ({ product }) => product === null,
};

export const unpublished: Guardrail = {
  name: 'unpublished',
  reason: 'The product is not active and published to the online store.',
  refuses: ({ product }) => product?.published === false,
};

/** Shopify has no flag for it in the catalog; the type that merchants and Shopify give is the sign. */
export const giftCard: Guardrail = {
  name: 'gift-card',
  reason: 'Gift cards are not offered at checkout.',
  refuses: ({ product }) => /^gift[\s_-]*cards?$/i.test(product?.type.trim() ?? ''),
};

export const outOfStock: Guardrail = {
  name: 'out-of-stock',
  reason: 'No variant of the product is available.',
  refuses: ({ product }) => product !== null && !product.variants.some((variant) => variant.available),
};

export const needsChoice: Guardrail = {
  name: 'needs-choice',
  reason: 'Several variants are available, and the shopper would have to choose.',
  refuses: ({ product }) => product !== null && product.variants.filter((each) => each.available).length > 1,
};
