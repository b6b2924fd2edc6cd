import { NONE } from '../history/order-log.ts';
import { orderText } from '../portable/history-text.ts';
import { numberText } from '../portable/number-text.ts';
import type { PortableHistory } from '../portable/portable-model.ts';
import { productKey } from '../portable/product-key.ts';
import { EVIDENCE, ROW, type Candidates } from '../ranking/candidates.ts';
import { feedFromOrders, type PastOrder } from '../ranking/feed-history.ts';
import { gatherFromHistory } from '../ranking/gather.ts';
import { beginQuestion } from '../ranking/workspace.ts';
import type { ServedState } from './model-bytes.ts';

/**
 * What a served model reads out of a shopper's orders before it looks at a cart, to be carried away; null where it knows none of their
 * products. Uses the model's working memory: one call at a time.
 */
export function toPortableHistory(
  { catalog, fitted: { engine, workspace } }: ServedState,
  orders: readonly PastOrder[],
  now: number,
): PortableHistory | null {
  const { knowledge } = engine;
  const { candidates, history } = workspace;
  beginQuestion(workspace, now, NONE);
  feedFromOrders(workspace, catalog, orders, now);
  gatherFromHistory(candidates, knowledge, history, true);
  const bought = loudest(candidates, EVIDENCE.timesBought, EVIDENCE.recentlyBought);
  if (bought.length === 0) return null;
  const leads = loudest(candidates, EVIDENCE.historyPairs, EVIDENCE.historyEase);
  const keyOf = (product: number): string => productKey(catalog.skus[product] ?? `${product}`);
  const places = new Map(bought.map(({ product }, place) => [product, place]));
  const read = orders.filter(({ time }) => time < now).slice(-history.orders);
  return {
    orders: read.toReversed().map(({ time, skus }) => {
      const products = [...new Set(skus.flatMap((sku) => catalog.indexOf.get(sku) ?? []))];
      const known = products.flatMap((product) => places.get(product) ?? []);
      return orderText(time, known.length, known);
    }),
    bought: bought
      .map(({ product }) => keyOf(product) + numberText(knowledge.repetition.gapDays[product] ?? 0))
      .join(''),
    leads: leads.map(({ product, values }) => keyOf(product) + values.map(numberText).join('')).join(''),
  };
}

interface Loud {
  readonly product: number;
  readonly values: readonly number[];
}

/** The candidates of which something is known in one of these places, by the sum of it as shares of the most; equal ones by number. */
function loudest({ products, evidence, length }: Candidates, ...places: readonly number[]): readonly Loud[] {
  const rows = Array.from({ length }, (_, at) => ({
    product: products[at] ?? 0,
    values: places.map((place) => evidence[at * ROW + place] ?? 0),
  }));
  const most = places.map((_, at) => rows.reduce((max, { values }) => Math.max(max, values[at] ?? 0), 1e-12));
  const loudnessOf = ({ values }: Loud): number =>
    values.reduce((sum, value, at) => sum + value / (most[at] ?? 1), 0);
  return rows
    .filter(({ values }) => values.some((value) => value > 0))
    .toSorted((a, b) => loudnessOf(b) - loudnessOf(a) || a.product - b.product);
}
