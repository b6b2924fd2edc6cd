import type { RecommendationsQuery } from '#app/contracts/recommendations-api.ts';
import type { CartLine, DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { marketOf } from '#app/domain/campaigns/price.ts';
import { gid, isGid } from '#app/domain/kernel/ids.ts';
import type { CustomerId, VariantId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { OUTSIDE_CHECKOUT } from '#app/domain/campaigns/outside-checkout.ts';
import type { RecommendRefusal } from './recommend.ts';

const MOST_VARIANTS = 100;
const NUMBER = /^\d{1,20}$/;

/** A query as the domain's question; prices are those of the market that holds the country, else of the shop. */
export function toApiQuestion(
  { shop, snapshot }: ServedShop,
  query: RecommendationsQuery,
  now: Instant,
): Result<DecisionQuestion, RecommendRefusal> {
  const shopperId = readCustomer(query.user_id);
  if (!shopperId.ok) return shopperId;
  const variants = readVariants(query.cart);
  if (!variants.ok) return variants;
  const country = query.country ?? shop.country;
  return ok({
    // The caller answers for consent: it is the shop's own server, and only its own customers' orders are read.
    ...OUTSIDE_CHECKOUT,
    now,
    placements: [],
    shopperId: shopperId.value,
    profile: null,
    lines: variants.value.map((variantId): CartLine => {
      const productId = snapshot.catalog.variants.get(variantId)?.productId ?? null;
      return { variantId, productId, quantity: 1 };
    }),
    country,
    currency: marketOf(snapshot.catalog, country)?.currency ?? snapshot.currency,
  });
}

function readCustomer(text: string | undefined): Result<CustomerId | null, RecommendRefusal> {
  if (text === undefined) return ok(null);
  if (NUMBER.test(text)) return ok(gid('Customer', text));
  if (isGid('Customer', text)) return ok(text);
  return fail(invalid('user_id', 'a customer number or gid://shopify/Customer/<id>', text));
}

function readVariants(text: string | undefined): Result<readonly VariantId[], RecommendRefusal> {
  const parts = text === undefined ? [] : text.split(',').map((part) => part.trim());
  if (parts.length > MOST_VARIANTS)
    return fail(invalid('cart', `at most ${MOST_VARIANTS} variants`, String(parts.length)));
  const variants: VariantId[] = [];
  for (const part of parts) {
    if (NUMBER.test(part)) variants.push(gid('ProductVariant', part));
    else if (isGid('ProductVariant', part)) variants.push(part);
    else
      return fail(
        invalid('cart', 'variant numbers or gid://shopify/ProductVariant/<id>, comma between', part),
      );
  }
  return ok(variants);
}

function invalid(path: string, expected: string, found: string): RecommendRefusal {
  return { kind: 'query-invalid', path, expected, found: `"${found.slice(0, 80)}"` };
}
