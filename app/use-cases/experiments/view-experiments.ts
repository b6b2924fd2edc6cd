import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { sharesOf } from '#app/domain/experiments/assignment/unmoved.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ExperimentStore, StoredExperiment } from '#app/ports/experiment-store.ts';
import type { MeasurementStore } from '#app/ports/measurement-store.ts';
import type { SegmentStore } from '#app/ports/segment-store.ts';

export interface ViewExperimentsPorts {
  readonly experiments: ExperimentStore;
  readonly measurements: MeasurementStore;
  readonly segments: SegmentStore;
}

export interface ExperimentView extends Omit<StoredExperiment, 'arms' | 'allocations'> {
  readonly arms: readonly { readonly name: string; readonly isControl: boolean; readonly share: number }[];
  /** Of its shares, since it began. */
  readonly changes: number;
  /** Null until it was measured first. */
  readonly report: CheckoutReport | null;
  readonly isCounting: boolean;
}

/** One experiment, and the segments that it can be looked at by. */
export interface OpenedExperiment extends ExperimentView {
  /** By name. */
  readonly segments: readonly { readonly id: string; readonly name: string }[];
}

/** Running ones first, then the newest. */
export async function listExperiments(
  ports: Pick<ViewExperimentsPorts, 'experiments' | 'measurements'>,
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
): Promise<OpenedExperiment | null> {
  const [found, segments] = await Promise.all([
    ports.experiments.find(shopId, id),
    ports.segments.list(shopId),
  ]);
  if (!found) return null;
  const view = await toView(ports, shopId, found);
  return { ...view, segments: segments.map((segment) => ({ id: segment.id, name: segment.name })) };
}

async function toView(
  { measurements }: Pick<ViewExperimentsPorts, 'measurements'>,
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
