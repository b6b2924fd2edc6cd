import { z } from 'zod';
import type { ShopNews } from '#app/ports/shop-news.ts';
import { topic, type Topic } from './topic.ts';

/** Written by ourselves, so its shape is not looked at. */
const readAgain = z.custom<ShopNews>();

/** Not Shopify's: what reconciliation read again, in Attune's own words (use-cases/compare-readings.ts). */
export const OWN_TOPICS = {
  'attune/read-again': topic(readAgain, (news) => news),
} satisfies Record<string, Topic>;
