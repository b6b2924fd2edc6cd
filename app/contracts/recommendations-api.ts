/** GET /api/recommendations, for server-side callers with an API key. Exactly one of user_id, segment, cart. */
import { z } from 'zod';
import type { WireReason } from './checkout-decision.ts';
import type { WireMoney } from './money.ts';

export const recommendationsQuery = z
  .object({
    /** Customer gid or its number. */
    user_id: z
      .string()
      .min(1)
      .max(120)
      .regex(/^[^\0]*$/, 'expected text without NUL characters')
      .optional(),
    /** Segment id or name. */
    segment: z.string().min(1).max(200).optional(),
    /** Variant gids or numbers, comma between, at most 100. */
    cart: z.string().min(1).max(12_000).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  })
  .refine((q) => [q.user_id, q.segment, q.cart].filter((x) => x !== undefined).length >= 1, {
    message: 'expected at least one of user_id, segment, cart',
  });
export type RecommendationsQuery = z.infer<typeof recommendationsQuery>;

export interface RecommendationsAnswer {
  decisionId: string;
  modelVersion: number;
  recommendations: {
    productId: string;
    variantId: string;
    title: string;
    price: WireMoney;
    score: number;
    reason: WireReason;
  }[];
}
