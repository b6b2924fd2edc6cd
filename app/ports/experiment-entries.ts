import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** Experiments by id, each with the instant it began. */
export type Beginnings = readonly { readonly id: string; readonly startedAt: Instant }[];

export interface ExperimentEntries {
  /** When the unit's first known checkout was within each of these experiments; those it lacks the unit has not entered. */
  find(shopId: ShopId, unit: string, experiments: Beginnings): Promise<Readonly<Record<string, Instant>>>;
}
