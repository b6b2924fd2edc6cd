import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopperId } from '#app/domain/kernel/ids.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import type { Shop } from './shop-store.ts';

export interface SegmentCount {
  /** Members among those who were looked at. */
  readonly members: number;
  /** All shoppers, or a sample that says nothing about them, when all would take too long. */
  readonly looked: number;
  readonly shoppers: number;
  /** A few of the members, in an order that says nothing about them. */
  readonly some: readonly ShopperId[];
}

/** Rules asked of the database, over the tables that profiles are folded from. Rules are checked ones. */
export interface SegmentCounter {
  /** Who is a member at `now`, with at most `showing` of them by id. */
  count(shop: Shop, rule: Rule, now: Instant, showing: number): Promise<SegmentCount>;
}
