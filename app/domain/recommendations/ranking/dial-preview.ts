import type { ProductId } from '../../kernel/ids.ts';
import { dialMargin } from './merchandising.ts';

/** A recent order as a question: its cart's candidates, and the product that was bought with it. */
export interface DialQuestion {
  readonly candidates: readonly { readonly productId: ProductId; readonly score: number }[];
  readonly bought: ProductId;
}

/** Margins by product of known cost. */
export interface DialMargins {
  readonly minor: ReadonlyMap<ProductId, number>;
  readonly relative: ReadonlyMap<ProductId, number>;
}

/** What a position of the margin dial would have done for the questions. */
export interface DialPoint {
  readonly dial: number;
  /** Questions with the product that was bought among the first three. */
  readonly hits: number;
  /** Mean margin of the products among the first three whose cost is known, minor units; null without any. */
  readonly offerMarginMinor: number | null;
}

/** 0, 0.1 and so on to 1. */
export const DIAL_POSITIONS = Array.from({ length: 11 }, (_, at) => at / 10);
const SHOWN = 3;

/** The hits and the margin of each position of the dial, by replay: no shopper saw these orders of offers. */
export function previewDial(
  questions: readonly DialQuestion[],
  margins: DialMargins,
  positions: readonly number[] = DIAL_POSITIONS,
): readonly DialPoint[] {
  return positions.map((dial) => {
    let hits = 0;
    const earned: number[] = [];
    for (const { candidates, bought } of questions) {
      const shown = rank(candidates, margins.relative, dial);
      if (shown.includes(bought)) hits++;
      for (const productId of shown) {
        const margin = margins.minor.get(productId);
        if (margin !== undefined) earned.push(margin);
      }
    }
    const sum = earned.reduce((total, margin) => total + margin, 0);
    return { dial, hits, offerMarginMinor: earned.length === 0 ? null : sum / earned.length };
  });
}

/** The first three at a position of the dial; equal ones stay as they are at 0. */
function rank(
  candidates: DialQuestion['candidates'],
  relative: DialMargins['relative'],
  dial: number,
): readonly ProductId[] {
  return candidates
    .map(({ productId, score }) => ({
      productId,
      order: dialMargin(Math.log(score), relative.get(productId) ?? 1, dial),
    }))
    .sort((a, b) => b.order - a.order)
    .slice(0, SHOWN)
    .map(({ productId }) => productId);
}
