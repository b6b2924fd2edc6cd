/** What Shopify puts on every page of a storefront, as far as the block uses it. */
export interface ShopifyGlobal {
  readonly routes?: { readonly root?: string };
  readonly analytics?: { publish(name: string, data: Record<string, unknown>): unknown };
  readonly customerPrivacy?: StorefrontPrivacy;
  loadFeatures?(
    features: readonly { readonly name: string; readonly version: string }[],
    done: (error?: unknown) => void,
  ): void;
}

/** @see https://shopify.dev/docs/api/customer-privacy */
interface StorefrontPrivacy {
  analyticsProcessingAllowed(): boolean;
  marketingAllowed(): boolean;
  preferencesProcessingAllowed(): boolean;
}

declare global {
  interface Window {
    readonly Shopify?: ShopifyGlobal;
  }
}

/** Where the shop's pages begin: a market's or a language's may lie below a folder. */
export const rootOf = (shopify: ShopifyGlobal | undefined): string => shopify?.routes?.root ?? '/';
