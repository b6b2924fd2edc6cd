import type { RecommendationModel } from '#app/domain/recommendations/model.ts';
import type { ShopOrder } from '#app/domain/recommendations/recommender.ts';
import { modelFromBytes, type ServedState } from '#app/domain/recommendations/serving/model-bytes.ts';
import { openModel } from '#app/domain/recommendations/serving/open-model.ts';
import { trainModel, type TrainedBytes } from '#app/domain/recommendations/training/train-model.ts';
import { NOW, product } from '../builders.ts';

/** One order a text, a product a letter, an hour apart, the last an hour before NOW; all by guests. */
export const ordersOf = (baskets: readonly string[]): ShopOrder[] =>
  baskets.map((letters, at) => ({
    id: `order-${at}`,
    time: new Date((NOW - (baskets.length - at) * 3_600) * 1000).toISOString(),
    customer: null,
    items: [...letters].map(product),
  }));

export const trainOn = (orders: readonly ShopOrder[], running: ServedState | null = null): TrainedBytes =>
  trainModel({ products: [], orders, returns: [] }, { running });

export function stateOf(bytes: Uint8Array): ServedState {
  const state = modelFromBytes(bytes);
  if (!state.ok) throw new Error(state.failure);
  return state.value;
}

export const modelOf = (baskets: readonly string[], version: number): RecommendationModel =>
  openModel(stateOf(trainOn(ordersOf(baskets)).bytes), version);

/** Baskets of letters that are near one another, the first ones more often. */
export const drawBaskets = (random: () => number, letters: string, count: number): string[] =>
  Array.from({ length: count }, () => {
    const first = Math.floor(letters.length * random() ** 2);
    const places = Array.from(
      { length: 2 + Math.floor(4 * random()) },
      () => first + Math.floor(6 * random() - 2),
    );
    return [...new Set(places.map((place) => letters.charAt(place)))].join('');
  });
