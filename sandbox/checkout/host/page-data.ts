import type { CheckoutView, PaymentOption, ShopCard } from '../checkout-shop.ts';
import type { PagePixel } from '#sandbox/pixel/page-pixel.ts';
import type { ExtensionDefinition } from './extension-definition.ts';

export type CheckoutPageName = 'checkout' | 'thank-you' | 'order-status';

/** What the server puts into the page, as JSON in #checkout-data. */
export interface PageData {
  readonly page: CheckoutPageName;
  readonly checkout: CheckoutView;
  readonly shop: ShopCard;
  readonly countries: readonly { readonly code: string; readonly name: string }[];
  readonly paymentOptions: readonly PaymentOption[];
  readonly demoCustomers: readonly { readonly id: string; readonly label: string }[];
  /** Extensions of the page's stack. */
  readonly extensions: readonly ExtensionDefinition[];
  /** Folder of the bundles, on an origin of its own: `${bundleBase}/${handle}.js`. */
  readonly bundleBase: string;
  readonly apiVersion: string;
  /** The app's web pixel; null while it is not switched on. */
  readonly pixel: PagePixel | null;
}
