import type { SimulatedStudy } from '#app/domain/experiments/simulation/study.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** What experiments and a holdout look like after a month, drawn from a simulated shop. */
export interface SimulatedMonth {
  /** The month ends then. */
  readonly madeAt: Instant;
  /** One of the holdout, by HOLDOUT_STUDY, and some of campaigns. */
  readonly studies: readonly SimulatedStudy[];
}

/** Kept apart from everything that is measured, so that no figure of the shop can take it in. */
export interface SimulatedMonthStore {
  /** Null where the shop shows none. */
  find(shopId: ShopId): Promise<SimulatedMonth | null>;
  save(shopId: ShopId, month: SimulatedMonth): Promise<void>;
  remove(shopId: ShopId): Promise<void>;
}
