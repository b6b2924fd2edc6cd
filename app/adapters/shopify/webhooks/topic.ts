import type { z } from 'zod';
import type { ShopNews } from '#app/ports/shop-news.ts';

export interface DeliveryTimes {
  readonly receivedAt: Date;
  readonly triggeredAt: Date | null;
}

/** How a topic is read: the payload's schema, and what the payload means. */
export interface Topic {
  readonly schema: z.ZodType;
  read(payload: unknown, times: DeliveryTimes): ShopNews;
}

/** Ties a schema to its mapper, so that the mapper's argument is what the schema gives. */
export function topic<Schema extends z.ZodType>(
  schema: Schema,
  toNews: (payload: z.output<Schema>, times: DeliveryTimes) => ShopNews,
): Topic {
  return { schema, read: (payload, times) => toNews(payload as z.output<Schema>, times) };
}
