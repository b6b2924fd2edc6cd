import { NONE } from '../history/order-log.ts';
import { numberText } from '../portable/number-text.ts';
import type { PortableModel, PortableProduct, PortableRanker } from '../portable/portable-model.ts';
import { TRAIT_FEATURES } from '../portable/portable-model.ts';
import { productKey } from '../portable/product-key.ts';
import { treesText } from '../portable/trees-text.ts';
import { rowOf } from '../ranking/candidates.ts';
import { FEATURE_COUNT, measureScale, SHOP_FEATURES, writeFeatures } from '../ranking/features.ts';
import { recentPairs } from '../ranking/gather.ts';
import { CARTLESS_SITUATIONS } from '../ranking/situations.ts';
import { beginQuestion } from '../ranking/workspace.ts';
import type { NeighbourLists } from '../models/neighbour-lists.ts';
import type { ServedState } from './model-bytes.ts';
import { toPortableHistory } from './to-portable-history.ts';

/** Digits of what is stored as a number. */
const DIGITS = 5;
/** Entries of orders since the fit, the heaviest first. */
const MOST_RECENT = 60;

/** What a served model says to shoppers of a country, to be carried away. Uses the model's working memory: one call at a time. */
export function toPortable(state: ServedState, now: number, country: string | null): PortableModel {
  const { catalog, acceptance } = state;
  const { knowledge } = state.fitted.engine;
  const mostPopular = knowledge.popularity.month[state.fitted.engine.popular[0] ?? 0] ?? 0;
  const numberOf = (productId: string): number | null => {
    const number = catalog.indexOf.get(productId);
    return number === undefined || number >= knowledge.own.length ? null : number;
  };
  return {
    ranker: () => rankerOf(state, now, country),
    product(productId) {
      const number = numberOf(productId);
      return number === null ? null : productOf(state, number);
    },
    traits(productId) {
      const number = numberOf(productId);
      if (number === null) return null;
      const features = describe(state, number, now, country).slice(
        SHOP_FEATURES,
        SHOP_FEATURES + TRAIT_FEATURES,
      );
      const share = (knowledge.popularity.month[number] ?? 0) / (mostPopular || 1);
      return [...features, share, acceptance.logOdds.get(number) ?? 0].map(rounded);
    },
    history: (orders) => toPortableHistory(state, orders, now),
  };
}

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

function rankerOf(state: ServedState, now: number, country: string | null): PortableRanker {
  const { knowledge, ranker } = state.fitted.engine;
  const features = describe(state, 0, now, country);
  return {
    weights: ranker.weights.slice(CARTLESS_SITUATIONS).map((weights) => Array.from(weights, rounded)),
    trees: ranker.trees && treesText(ranker.trees),
    // To a tenth of a day, so that what is written of it does not change with every order.
    staleness: Number((features.at(-1) ?? 0).toFixed(1)),
    asymmetry: knowledge.asymmetry,
    shrinkage: knowledge.shrinkage,
  };
}

/** The features of a product for a guest without a cart. */
function describe(
  { fitted: { engine, workspace }, log }: ServedState,
  product: number,
  now: number,
  country: string | null,
): Float32Array {
  const { knowledge } = engine;
  beginQuestion(workspace, now, country === null ? NONE : (log.countryIndex.get(country) ?? NONE));
  const { candidates, asked, history, scale } = workspace;
  measureScale(candidates, knowledge, 0, scale);
  const features = new Float32Array(FEATURE_COUNT);
  const subject = { candidates, knowledge, asked, history, scale };
  writeFeatures(subject, product, rowOf(candidates, product), 0, features, 0);
  return features;
}

function productOf({ catalog, fitted, log }: ServedState, product: number): PortableProduct {
  const { pairs, ease, content, logPrices, own } = fitted.engine.knowledge;
  const keyOf = (other: number): string => productKey(catalog.skus[other] ?? `${other}`);
  const pairText = (other: number, together: number): string =>
    keyOf(other) + numberText(together) + numberText(pairs.totals[other] ?? 0);
  const listText = (lists: NeighbourLists): string =>
    entriesOf(lists, product, (other, value) => keyOf(other) + numberText(value));
  const since = [...recentPairs({ recent: fitted.recent, log }, product, own.length)];
  const heaviest = since.toSorted(([, a], [, b]) => b - a).slice(0, MOST_RECENT);
  const logPrice = logPrices[product] ?? Number.NaN;
  return {
    logPrice: Number.isNaN(logPrice) ? null : rounded(logPrice),
    total: rounded(pairs.totals[product] ?? 0),
    pairs: entriesOf(pairs, product, pairText),
    recent: heaviest.map(([other, weight]) => pairText(other, weight)).join(''),
    ease: listText(ease),
    content: listText(content),
  };
}

function entriesOf(
  { offsets, neighbours, values }: NeighbourLists,
  product: number,
  textOf: (other: number, value: number) => string,
): string {
  const start = offsets[product] ?? 0;
  const others = neighbours.subarray(start, offsets[product + 1] ?? start);
  return Array.from(others, (other, at) => textOf(other, values[start + at] ?? 0)).join('');
}
