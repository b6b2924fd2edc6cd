const readAgain = z.custom<ShopNews>();
import { topic, type Topic } from './topic.ts';

/** Not Shopify's: what reconciliation read again, in Attune's own words (use-cases/compare-readings.ts). */
export const OWN_TOPICS = {
  'attune/read-again': topic(readAgain, (news) => news),
} satisfies Record<string, Topic>;
