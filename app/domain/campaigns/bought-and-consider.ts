import type { ProductId } from '../kernel/ids.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Neighbour } from '../recommendations/model.ts';
import type { CatalogProduct } from './catalog.ts';
import type { Render } from './render.ts';

/** How many bought products are looked at before giving up. */
const BOUGHT_PRODUCTS = 20;

/** "Because you bought X, consider Y". */
export interface BoughtAndConsider {
  readonly bought: CatalogProduct;
  readonly consider: CatalogProduct;
  /** Orders that held both. */
  readonly orders: number;
}

/**
 * The most recent high-value product of a signed-in shopper that leads to one the guardrails let through, and that one; a
 * product never bought before goes first. Null when there is none.
 */
export function findBoughtAndConsider(render: Render): BoughtAndConsider | null {
  const { snapshot, profile, isSignedIn, question, pastOrders, productOf } = render.situation;
  if (!isSignedIn) return null;
  const owned = new Set(pastOrders.flatMap(({ products }) => products));
  for (const productId of highValueProducts(profile, question.now).slice(0, BOUGHT_PRODUCTS)) {
    const bought = productOf(productId);
    const found = bought && findConsider(snapshot.model.neighbours(productId), owned, render);
    if (found) return { bought, ...found };
  }
  return null;
}

function findConsider(
  neighbours: readonly Neighbour[],
  owned: ReadonlySet<ProductId>,
  render: Render,
): Omit<BoughtAndConsider, 'bought'> | null {
  const ordered = [
    ...neighbours.filter(({ productId }) => !owned.has(productId)),
    ...neighbours.filter(({ productId }) => owned.has(productId)),
  ];
  for (const { productId, orders } of ordered) {
    const judgement = render.judge(productId);
    if (judgement.isAllowed) return { consider: judgement.offer.product, orders };
  }
  return null;
}

/**
 * Products of lines worth at least the shopper's average line, newest purchase first, dearest line first, each once. What was
 * wholly returned is no line any more.
 */
export function highValueProducts({ purchases }: Profile, now: number): readonly ProductId[] {
  const past = purchases.filter(({ at }) => at <= now);
  const values = past.flatMap(({ lines }) => lines.map(lineValue));
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const products = past.toReversed().flatMap(({ lines }) =>
    lines
      .filter((line) => lineValue(line) >= average)
      .sort((a, b) => lineValue(b) - lineValue(a) || (a.productId < b.productId ? -1 : 1))
      .map((line) => line.productId),
  );
  return [...new Set(products)];
}

function lineValue({ quantity, unitPriceMinor }: { quantity: number; unitPriceMinor: number }): number {
  return quantity * unitPriceMinor;
}
