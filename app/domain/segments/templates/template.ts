import type { ShopFigures } from './figures.ts';

/** A segment to start from. */
export interface SegmentTemplate {
  readonly id: string;
  readonly name: string;
  /** What it is good for, in a sentence or two. */
  readonly why: string;
  readonly family: 'buyers' | 'carts' | 'loyalty' | 'expected' | 'rfm';
  /** The rule with the shop's own numbers. */
  readonly rule: (figures: ShopFigures) => string;
}
