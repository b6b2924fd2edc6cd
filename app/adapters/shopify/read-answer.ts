import type { z } from 'zod';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';

/**
 * An answer of Shopify that was asked for.
 *
 * @throws ShopifyRejected where it is JSON of another shape: asked again it may be right.
 */
export function readAnswer<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new ShopifyRejected(`Shopify's answer cannot be read at "${place}".`, {
    retryable: true,
    cause: parsed.error,
  });
}
