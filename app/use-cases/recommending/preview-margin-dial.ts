import { marginsOf } from '#app/domain/campaigns/margins.ts';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { titlesIn } from '#app/domain/campaigns/title-of.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import {
  previewDial,
  type DialPoint,
  type DialQuestion,
} from '#app/domain/recommendations/ranking/dial-preview.ts';
import type { Basket, RecentBaskets } from '#app/ports/recent-baskets.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { createSlices } from '../slices.ts';

export interface PreviewMarginDialPorts {
  readonly baskets: RecentBaskets;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
}

export interface MarginDialPreview {
  /** Recent orders that were replayed. */
  readonly orders: number;
  readonly points: readonly DialPoint[];
  /** Products of the catalog, and those whose unit cost is known. */
  readonly products: number;
  readonly costKnown: number;
  /** Different products among the first ten of all replayed carts, at 0. */
  readonly reached: number;
}

const SAMPLE = 200;
/** What the dial moves about: as many candidates as a decision looks at closely. */
const CANDIDATES = 150;
const FIRST = 10;

/**
 * What each position of the margin dial would have done for the newest orders: of each, one product is taken out and the rest is the cart
 * of a guest. The model has learned from these orders, so that the hits flatter it; positions are to be compared with one another.
 */
export async function previewMarginDial(
  { baskets, snapshots }: PreviewMarginDialPorts,
  { id, domain }: Shop,
): Promise<MarginDialPreview> {
  const served = await snapshots.find(domain);
  if (served === null) return { orders: 0, points: [], products: 0, costKnown: 0, reached: 0 };
  const { snapshot } = served;
  const margins = marginsOf(snapshot.catalog);
  const questions: DialQuestion[] = [];
  const { breathe } = createSlices();
  for (const [index, basket] of (await baskets.newest(id, SAMPLE)).entries()) {
    questions.push(ask(snapshot, basket, index));
    await breathe();
  }
  return {
    orders: questions.length,
    points: previewDial(questions, margins),
    products: snapshot.catalog.products.size,
    costKnown: margins.minor.size,
    reached: countReached(questions),
  };
}

/** Which product is taken out follows from the order's place, so that the same orders give the same answer. */
function ask(
  { model, catalog, bannedProducts }: ShopSnapshot,
  { at, country, products }: Basket,
  index: number,
): DialQuestion {
  const out = index % products.length;
  const candidates = model.candidates({
    cart: products.filter((_, place) => place !== out),
    history: [],
    views: [],
    now: at,
    country,
    titleOf: titlesIn(catalog),
    ban: [...bannedProducts],
    limit: CANDIDATES,
  });
  return { candidates, bought: products[out] as ProductId };
}

function countReached(questions: readonly DialQuestion[]): number {
  return new Set(
    questions.flatMap(({ candidates }) => candidates.slice(0, FIRST).map(({ productId }) => productId)),
  ).size;
}
