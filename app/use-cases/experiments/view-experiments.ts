import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { sharesOf } from '#app/domain/experiments/assignment/unmoved.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ExperimentStore, StoredExperiment } from '#app/ports/experiment-store.ts';
import type { MeasurementStore } from '#app/ports/measurement-store.ts';

export interface ViewExperimentsPorts {
  readonly experiments: ExperimentStore;
  readonly measurements: MeasurementStore;
}

export interface ExperimentView extends Omit<StoredExperiment, 'arms' | 'allocations'> {
  readonly arms: readonly { readonly name: string; readonly isControl: boolean; readonly share: number }[];
  /** Of its shares, since it began. */
  readonly changes: number;
  /** Null until it was measured first. */
  readonly report: CheckoutReport | null;
  readonly isCounting: boolean;
}

/** Running ones first, then the newest. */
export async function listExperiments(
  ports: ViewExperimentsPorts,
  shopId: ShopId,
): Promise<readonly ExperimentView[]> {
  const all = await ports.experiments.list(shopId);
  return Promise.all(all.map((experiment) => toView(ports, shopId, experiment)));
}

/** Null when the shop has no such experiment. */
export async function openExperiment(
  ports: ViewExperimentsPorts,
  shopId: ShopId,
  id: string,
): Promise<ExperimentView | null> {
  const found = await ports.experiments.find(shopId, id);
  return found && toView(ports, shopId, found);
}

async function toView(
  { measurements }: ViewExperimentsPorts,
  shopId: ShopId,
  { arms, allocations, ...experiment }: StoredExperiment,
): Promise<ExperimentView> {
  const measured = await measurements.find(shopId, experiment.id);
  const shares = sharesOf({ ranges: allocations.at(-1)?.ranges ?? [] });
  return {
    ...experiment,
    arms: arms.map(({ name, isControl }) => ({ name, isControl, share: shares.get(name) ?? 0 })),
    changes: allocations.length - 1,
    report: measured?.report ?? null,
    isCounting: measured === null || measured.isWanted,
  };
}
