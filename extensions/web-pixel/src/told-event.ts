import type { PixelEvents } from '@shopify/web-pixels-extension';
import type { PixelEventName } from '../../../app/contracts/pixel-events.ts';
import { deviceClassOf } from './device-class.ts';

/** An event as the app takes it in. */
export interface ToldEvent {
  readonly id: string;
  readonly name: PixelEventName;
  readonly clientId: string;
  /** ISO 8601, by the visitor's clock. */
  readonly at: string;
  readonly [detail: string]: unknown;
}

/** What each event tells besides who and when. Everything else of it, such as an address or an e-mail, stays where it is. */
const DETAILS = {
  page_viewed: ({ context }) => ({ device: deviceClassOf(context.navigator.userAgent) }),
  product_viewed: ({ data }) => ({ productId: data.productVariant.product.id }),
  collection_viewed: () => ({}),
  search_submitted: ({ data }) => ({ query: data.searchResult.query }),
  cart_viewed: ({ data }) => ({ cartToken: data.cart?.id }),
  product_added_to_cart: () => ({}),
  product_removed_from_cart: () => ({}),
  checkout_started: ({ data }) => ({ checkoutToken: data.checkout.token }),
  checkout_completed: ({ data }) => ({ checkoutToken: data.checkout.token }),
} satisfies {
  readonly [Name in Exclude<PixelEventName, 'consent_changed' | 'view_lasted'>]: (
    event: PixelEvents[Name],
  ) => object;
};

export type HeardName = keyof typeof DETAILS;
export const HEARD = Object.keys(DETAILS) as readonly HeardName[];

/** @param cartToken The visitor's cart, where one is known: it may lead to the customer who checks it out. */
export function toldEvent(event: PixelEvents[HeardName], cartToken: string | null): ToldEvent {
  const { id, name, clientId, timestamp } = event;
  const detailsOf = DETAILS[name] as (event: PixelEvents[HeardName]) => object;
  return { id, name, clientId, at: timestamp, ...(cartToken && { cartToken }), ...detailsOf(event) };
}
