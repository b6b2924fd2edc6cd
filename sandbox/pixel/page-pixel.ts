import type { Cart, Product, Shop } from '#sandbox/shop/shop.ts';
import { readPixelDefinition, type PixelDefinition } from './pixel-definition.ts';
import type { PixelStore } from './pixel-store.ts';

/** A standard event of Shopify's: its name, and the part of its data that the sandbox fills. */
export interface PixelEvent {
  readonly name: string;
  readonly data: object;
}

/** All that a page needs to run the app's pixel. */
export interface PagePixel {
  readonly bundleUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  /** It runs only where the visitor allows all of these. */
  readonly needs: PixelDefinition['needs'];
  /** The pixel's `init.data`. */
  readonly data: { readonly shop: object; readonly cart: object | null };
  /** What happens by the page's being shown. */
  readonly events: readonly PixelEvent[];
}

/** What the page is about. */
export interface PixelOccasion {
  /** Of the address that the page was asked under. */
  readonly hostname: string;
  readonly cart: Cart | null;
  readonly events: readonly PixelEvent[];
}

export interface PagePixelDeps {
  readonly extensionsDir: string;
  /** Port of the origin that serves the bundle. */
  readonly assetPort: () => number;
  readonly pixel: PixelStore;
  readonly shop: Shop;
}

export type PagePixelOf = (occasion: PixelOccasion) => PagePixel | null;

/** Gives each page the pixel that the app has switched on; null while it has not, or nothing is built. */
export function createPagePixels({ extensionsDir, assetPort, pixel, shop }: PagePixelDeps): PagePixelOf {
  return ({ hostname, cart, events }) => {
    const active = pixel.read();
    const definition = active && readPixelDefinition(extensionsDir);
    if (!definition) return null;
    const { name, domain } = shop.identity;
    return {
      bundleUrl: `http://${hostname}:${assetPort()}/pixel/${definition.handle}.js`,
      settings: active.settings,
      needs: definition.needs,
      data: {
        shop: { name, myshopifyDomain: domain, countryCode: shop.identity.country },
        cart: cartOf(cart),
      },
      events: [{ name: 'page_viewed', data: {} }, ...events],
    };
  };
}

export const cartOf = (cart: Cart | null): object | null =>
  cart && {
    id: `gid://shopify/Cart/${cart.cartToken}`,
    totalQuantity: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  };

/** A product's one variant, with ids as pixels get them: numbers as text. */
export const productVariantOf = ({ id, variantId, title, sku, handle }: Product): object => ({
  id: String(variantId),
  sku,
  title: null,
  product: { id: String(id), title, url: `/products/${handle}` },
});
