import type { Guardrail } from './guardrail.ts';

export const notInCatalog: Guardrail = {
  name: 'not-in-catalog',
  reason: 'The product is not, or no longer, in the catalog.',
  refuses: ({ product }) => product === null,
};

export const banned: Guardrail = {
  name: 'banned',
  reason: 'The shop banned the product from recommendations.',
  refuses: ({ productId }, { snapshot }) => snapshot.bannedProducts.has(productId),
};

export const unpublished: Guardrail = {
  name: 'unpublished',
  reason: 'The product is not active and published to the online store.',
  refuses: ({ product }) => product?.published === false,
};

export const notInMarket: Guardrail = {
  name: 'not-in-market',
  reason: "The product is not published in the buyer's market.",
  refuses: ({ product }, { market }) => market !== null && product?.unpublishedIn.has(market.id) === true,
};

export const hidden: Guardrail = {
  name: 'hidden',
  reason: 'The product is unlisted, hidden from search, or has a tag that the shop keeps out of offers.',
  refuses: ({ product }, { snapshot }) => {
    if (product === null) return false;
    const { hiddenTags } = snapshot.guardrails;
    return product.isHidden || product.tags.some((tag) => hiddenTags.includes(tag.trim().toLowerCase()));
  },
};

/** A product made before Shopify's own mark is known by its type. */
export const giftCard: Guardrail = {
  name: 'gift-card',
  reason: 'Gift cards are not offered at checkout.',
  refuses: ({ product }) =>
    product !== null && (product.isGiftCard || /^gift[\s_-]*cards?$/i.test(product.type.trim())),
};

/** An added line has no plan, so Shopify refuses it; with one, express wallets disappear from the checkout. */
export const needsSellingPlan: Guardrail = {
  name: 'needs-selling-plan',
  reason: 'The product is sold only with a selling plan, which would take express wallets away.',
  refuses: ({ product }) => product?.requiresSellingPlan === true,
};

/** A product that is itself in the cart's bundle is refused as in the cart. */
export const inBundle: Guardrail = {
  name: 'in-bundle',
  reason: 'The cart holds a bundle with this product, or a part of this bundle.',
  refuses: ({ productId, product }, { cartProducts, snapshot }) => {
    if (product?.components.some((component) => cartProducts.has(component))) return true;
    const { products } = snapshot.catalog;
    return [...cartProducts].some((id) => products.get(id)?.components.includes(productId));
  },
};
