/**
 * What the web pixel tells: POST /api/pixel/events. The batch is checked when it comes in, each event when it is folded, so that
 * one malformed event costs only itself. Fields that are not named here are ignored.
 */
import { z } from 'zod';
import { time } from './webhooks/fields.ts';

/** The most bytes of a batch: what a browser sends with `keepalive`. */
export const MAX_PIXEL_BYTES = 64 * 1024;
const MOST_PIXEL_EVENTS = 50;

const shortText = z.string().min(1).max(255);

/** One event as far as taking it in needs it. */
const incomingEvent = z.looseObject({
  id: z.string().min(1).max(100),
  name: z.string().regex(/^[a-z_]{1,60}$/, 'expected a name in small letters, e.g. "product_viewed"'),
  clientId: shortText,
});

export const pixelBatch = z.object({
  v: z.literal(1),
  /** `name.myshopify.com` */
  shop: z.string().max(255),
  /** The key in the pixel's settings. */
  key: z.string().max(255),
  /** When it was sent by the visitor's clock, which `at` of the events goes by too. Pixels of before do not say it. */
  sentAt: time.optional(),
  events: z.array(incomingEvent).min(1).max(MOST_PIXEL_EVENTS),
});
export type PixelBatch = z.infer<typeof pixelBatch>;

/** `sentAt` is that of the batch. */
const event = { id: z.string().min(1), clientId: shortText, at: time, sentAt: time.optional() };

/** A number, or Shopify's global id that ends in it. */
const resourceNumber = (type: string) =>
  z
    .string()
    .max(100)
    .regex(new RegExp(`^(?:gid://shopify/${type}/)?\\d{1,20}$`), `expected the id of a ${type}`)
    .transform((id) => id.replace(/^.*\//, ''));

/** A cart's or checkout's token; carts also go by `gid://shopify/Cart/<token>?key=…`. */
const token = z
  .string()
  .max(400)
  .transform((text) => text.replace(/^gid:\/\/shopify\/Cart\//, '').replace(/\?.*$/, ''))
  .pipe(z.string().regex(/^[\w-]{1,255}$/, 'expected a token'));

/** After half an hour without an event a visit is over: how long its last page was looked at is not known. */
export const VISIT_GAP_MS = 30 * 60_000;

const DEVICE_CLASSES = ['desktop', 'phone', 'tablet'] as const;

/** Where a cart or a checkout is known, each event may name it. */
const tokens = { cartToken: token.nullish(), checkoutToken: token.nullish() };

export const pageEvent = z.object({ ...event, ...tokens, device: z.enum(DEVICE_CLASSES).nullish() });
export const viewEvent = z.object({ ...event, ...tokens, productId: resourceNumber('Product') });
/**
 * How long the page of an earlier view has been open, told with a later event of the same browser. It names the view in full, so that
 * which of the two comes first does not matter.
 */
export const viewLastedEvent = z.object({
  ...event,
  viewId: z.string().min(1).max(100),
  viewedAt: time,
  productId: resourceNumber('Product'),
  lastedMs: z.number().int().min(0).max(VISIT_GAP_MS),
});
export const searchEvent = z.object({ ...event, ...tokens, query: z.string().trim().min(1).max(255) });
export const tokenEvent = z.object({ ...event, ...tokens });
/** What the visitor agrees to from now on. */
export const consentEvent = z.object({ ...event, analytics: z.boolean() });

/** Schemas by the name of the event. */
export const PIXEL_EVENTS = {
  page_viewed: pageEvent,
  product_viewed: viewEvent,
  view_lasted: viewLastedEvent,
  collection_viewed: tokenEvent,
  search_submitted: searchEvent,
  cart_viewed: tokenEvent,
  product_added_to_cart: tokenEvent,
  product_removed_from_cart: tokenEvent,
  checkout_started: tokenEvent,
  checkout_completed: tokenEvent,
  consent_changed: consentEvent,
} as const;

export type PixelEventName = keyof typeof PIXEL_EVENTS;
