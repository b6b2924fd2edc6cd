import { z } from 'zod';
import type { ShopNews } from '#app/ports/shop-news.ts';
import { topic, type Topic } from './topic.ts';

/** Written by ourselves, so its shape is not looked at. */
const ownWords = z.custom<ShopNews>();

/**
 * Not Shopify's, in Attune's own words: what reconciliation read again (use-cases/installation/compare-readings.ts), and what connections
 * told (use-cases/connections/pull-connections.ts).
 */
export const OWN_TOPICS = {
  'attune/read-again': topic(ownWords, (news) => news),
  'attune/connected': topic(ownWords, (news) => news),
} satisfies Record<string, Topic>;
