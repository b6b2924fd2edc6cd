import { createBestFirst, offer, sortBestFirst } from '../models/best-first.ts';
import { EVIDENCE, ROW } from '../ranking/candidates.ts';
import type { Ranking } from './ask.ts';

/** Models that rank alone, each by one place of the evidence; null is popularity. */
export const SINGLE_MODELS: readonly (readonly [model: string, evidence: number | null])[] = [
  ['popularity', null],
  ['own purchases', EVIDENCE.timesBought],
  ['content', EVIDENCE.contentSum],
  ['bought together', EVIDENCE.pairSum],
  ['EASE^R', EVIDENCE.easeSum],
];

/** Small enough never to outweigh evidence: popularity is at most 1. */
const TIE_BREAK = 1e-6;

/** The best ten by one kind of evidence; of equal evidence the more popular product is better. */
export function rankByOne(place: number | null): Ranking {
  return ({ candidates, inCart, scale }, { knowledge: { popularity }, offerable }) => {
    const best = createBestFirst(10);
    for (let at = 0; at < candidates.length; at++) {
      const product = candidates.products[at] ?? 0;
      if (inCart[product] === 1 || product >= offerable) continue;
      const evidence = place === null ? 0 : (candidates.evidence[at * ROW + place] ?? 0);
      offer(best, product, evidence + (TIE_BREAK * (popularity.month[product] ?? 0)) / scale.mostPopular);
    }
    sortBestFirst(best);
    return [...best.ids.subarray(0, best.length)];
  };
}
