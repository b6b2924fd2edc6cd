import type { DecisionQuestion, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { compileCustomer } from '#app/domain/campaigns/local/compile-customer.ts';
import { compileProduct } from '#app/domain/campaigns/local/compile-product.ts';
import { compileRanker } from '#app/domain/campaigns/local/compile-ranker.ts';
import { compileShop } from '#app/domain/campaigns/local/compile-shop.ts';
import { decideLocal, type LocalDecided } from '#app/domain/campaigns/local/decide-local.ts';
import type { LocalQuestion } from '#app/domain/campaigns/local/local-render.ts';
import type { Payloads, RankerPayload } from '#app/domain/campaigns/local/payload.ts';
import { readPayload } from '#app/domain/campaigns/local/read-payload.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { isGid } from '#app/domain/kernel/ids.ts';

/** What a checkout finds in its metafields, through the text it stands there as; null where something is missing. */
export function payloadsOf(shop: ShopSnapshot, asked: DecisionQuestion): Payloads | null {
  const { now, shopperId } = asked;
  const stored = <Kind extends Payloads['shop'] | Parameters<typeof readPayload>[0]>(payload: Kind | null) =>
    payload && JSON.stringify(payload);
  const shopPayload = compileShop(shop, now);
  if (shopPayload === null) return null;
  const products = new Map(
    asked.lines.flatMap(({ productId }) => {
      const read = productId && readPayload<never>(stored(compileProduct(shop, productId, now)), now);
      return productId && read ? [[productId, read] as const] : [];
    }),
  );
  if (products.size < new Set(asked.lines.map(({ productId }) => productId)).size) return null;
  const customer = customerOf(shop, shopPayload, asked);
  if (shopperId !== null && isGid('Customer', shopperId) && customer === null) return null;
  const ranker = readPayload<RankerPayload>(stored(compileRanker(shop, now)), now);
  return {
    shop: readPayload<never>(stored(shopPayload), now) ?? shopPayload,
    ranker,
    products,
    customer,
    syncedSegments: asked.syncedSegments ?? [],
  };
}

function customerOf(
  shop: ShopSnapshot,
  shopPayload: Payloads['shop'],
  { shopperId, profile, pastItems, returned, now }: DecisionQuestion,
): Payloads['customer'] {
  if (shopperId === null || !isGid('Customer', shopperId) || profile === null) return null;
  const known = { customerId: shopperId, profile, pastItems, returned };
  return compileCustomer(shop, shopPayload, known, now);
}

/** What a checkout decides by itself. */
export function decidedLocally(shop: ShopSnapshot, asked: DecisionQuestion): readonly LocalDecided[] {
  const payloads = payloadsOf(shop, asked);
  return payloads === null ? [] : decideLocal(payloads, toLocal(shop, asked));
}

export function toLocal(shop: ShopSnapshot, asked: DecisionQuestion): LocalQuestion {
  return { ...asked, cartSubtotalMinor: readSituation(shop, asked).cartSubtotalMinor };
}
