import type { Guardrail } from './guardrail.ts';

export const notInCatalog: Guardrail = {
  name: 'not-in-catalog',
  refuses: ({ product }) => product === null,
};

export const banned: Guardrail = {
  name: 'banned',
  refuses: ({ productId }, { snapshot }) => snapshot.bannedProducts.has(productId),
};

export const unpublished: Guardrail = {
  name: 'unpublished',
  refuses: ({ product }) => product?.published === false,
};

export const notInMarket: Guardrail = {
  name: 'not-in-market',
  refuses: ({ product }, { market }) => market !== null && product?.unpublishedIn.has(market.id) === true,
};

export const hidden: Guardrail = {
  name: 'hidden',
  refuses: ({ product }, { snapshot }) => {
    if (product === null) return false;
    const { hiddenTags } = snapshot.guardrails;
    return product.isHidden || product.tags.some((tag) => hiddenTags.includes(tag.trim().toLowerCase()));
  },
};

/** A product made before Shopify's own mark is known by its type. */
export const giftCard: Guardrail = {
  name: 'gift-card',
  refuses: ({ product }) =>
    product !== null && (product.isGiftCard || /^gift[\s_-]*cards?$/i.test(product.type.trim())),
};

/** An added line has no plan, so Shopify refuses it; with one, express wallets disappear from the checkout. */
export const needsSellingPlan: Guardrail = {
  name: 'needs-selling-plan',
  refuses: ({ product }) => product?.requiresSellingPlan === true,
};

/** A product that is itself in the cart's bundle is refused as in the cart. */
export const inBundle: Guardrail = {
  name: 'in-bundle',
  refuses: ({ productId, product }, { cartProducts, snapshot }) => {
    if (product?.components.some((component) => cartProducts.has(component))) return true;
    const { products } = snapshot.catalog;
    return [...cartProducts].some((id) => products.get(id)?.components.includes(productId));
  },
};
