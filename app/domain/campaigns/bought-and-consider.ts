import type { ProductId } from '../kernel/ids.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Neighbour } from '../recommendations/model.ts';
import type { CatalogProduct } from './catalog.ts';
import type { Render } from './render.ts';
import type { Situation } from './situation.ts';

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
export function findBoughtAndConsider(render: Pick<Render, 'situation' | 'judge'>): BoughtAndConsider | null {
  for (const { bought, productId, orders } of boughtAndMaybe(render.situation)) {
    const judgement = render.judge(productId);
    if (judgement.isAllowed) return { bought, consider: judgement.offer.product, orders };
  }
  return null;
}

/** What might be considered for what was bought, in that order, whatever guardrails say of it. */
export function* boughtAndMaybe({
  snapshot,
  profile,
  isSignedIn,
  question,
  pastOrders,
  productOf,
}: Situation): Iterable<Omit<BoughtAndConsider, 'consider'> & { readonly productId: ProductId }> {
  if (!isSignedIn) return;
  const owned = new Set(pastOrders.flatMap(({ products }) => products));
  for (const boughtId of highValueProducts(profile, question.now).slice(0, BOUGHT_PRODUCTS)) {
    const bought = productOf(boughtId);
    if (!bought) continue;
    for (const neighbour of newFirst(snapshot.model.neighbours(boughtId), owned))
      yield { bought, ...neighbour };
  }
}

function newFirst(neighbours: readonly Neighbour[], owned: ReadonlySet<ProductId>): readonly Neighbour[] {
  return [
    ...neighbours.filter(({ productId }) => !owned.has(productId)),
    ...neighbours.filter(({ productId }) => owned.has(productId)),
  ];
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
