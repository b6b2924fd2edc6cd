import { takenOf } from '#app/domain/experiments/assignment/group.ts';
import type { StoredExperiment } from '#app/ports/experiment-store.ts';

/** Experiments that share no unit. */
export interface ExperimentGroup {
  readonly name: string;
  /** The share of its units that running experiments hold, 0 to 1. */
  readonly taken: number;
  readonly running: readonly { readonly id: string; readonly campaignName: string; readonly share: number }[];
}

/** Every group that an experiment was ever started in, by name. */
export function groupsOf(all: readonly StoredExperiment[]): readonly ExperimentGroup[] {
  const names = new Set(all.flatMap(({ group }) => group?.name ?? []));
  return [...names].sort().map((name) => {
    const running = all.flatMap(({ id, campaignName, endedAt, group }) =>
      group?.name === name && endedAt === null ? [{ id, campaignName, share: takenOf(group.ranges) }] : [],
    );
    return { name, running, taken: running.reduce((sum, { share }) => sum + share, 0) };
  });
}
