import type { Product } from '#sandbox/shop/shop.ts';

/** Where the storefront's page of a product is. */
export const productPageUrl = (origin: string, { handle }: Product): string => `${origin}/products/${handle}`;
