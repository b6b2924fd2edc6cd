import { PIXEL_EVENTS, type PixelEventName } from '#app/contracts/pixel-events.ts';
import {
  toCheckoutStart,
  toConsent,
  toPageVisit,
  toSearch,
  toView,
  toViewTime,
  toVisit,
} from './map-visit.ts';
import { topic, type Topic } from './topic.ts';

const visit = topic(PIXEL_EVENTS.cart_viewed, toVisit);

/** The events of Attune's own web pixel, which come the way of webhooks. */
export const PIXEL_TOPICS = {
  'pixel/page_viewed': topic(PIXEL_EVENTS.page_viewed, toPageVisit),
  'pixel/product_viewed': topic(PIXEL_EVENTS.product_viewed, toView),
  'pixel/view_lasted': topic(PIXEL_EVENTS.view_lasted, toViewTime),
  'pixel/search_submitted': topic(PIXEL_EVENTS.search_submitted, toSearch),
  'pixel/collection_viewed': visit,
  'pixel/cart_viewed': visit,
  'pixel/product_added_to_cart': visit,
  'pixel/product_removed_from_cart': visit,
  'pixel/checkout_started': topic(PIXEL_EVENTS.checkout_started, toCheckoutStart),
  'pixel/checkout_completed': visit,
  'pixel/consent_changed': topic(PIXEL_EVENTS.consent_changed, toConsent),
} satisfies Record<`pixel/${PixelEventName}`, Topic>;
