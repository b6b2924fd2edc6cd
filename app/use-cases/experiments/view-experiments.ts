import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { sharesOf } from '#app/domain/experiments/assignment/unmoved.ts';
import { takenOf } from '#app/domain/experiments/assignment/group.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ExperimentStore, StoredExperiment } from '#app/ports/experiment-store.ts';
import type { MeasurementStore } from '#app/ports/measurement-store.ts';
import type { SegmentStore } from '#app/ports/segment-store.ts';
import { groupsOf, type ExperimentGroup } from './experiment-groups.ts';

export interface ViewExperimentsPorts {
  readonly experiments: ExperimentStore;
  readonly measurements: MeasurementStore;
  readonly segments: SegmentStore;
}

export interface ExperimentView extends Omit<StoredExperiment, 'arms' | 'allocations' | 'group'> {
  /** Its group, and the share of the group's units that are its own, 0 to 1; null where it is in none. */
  readonly group: { readonly name: string; readonly share: number } | null;
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

/** Running ones first, then the newest; and the groups they are in. */
export async function listExperiments(
  ports: Pick<ViewExperimentsPorts, 'experiments' | 'measurements'>,
  shopId: ShopId,
): Promise<{ readonly rows: readonly ExperimentView[]; readonly groups: readonly ExperimentGroup[] }> {
  const all = await ports.experiments.list(shopId);
  const rows = await Promise.all(all.map((experiment) => toView(ports, shopId, experiment)));
  return { rows, groups: groupsOf(all) };
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
  { arms, allocations, group, ...experiment }: StoredExperiment,
): Promise<ExperimentView> {
  const measured = await measurements.find(shopId, experiment.id);
  const shares = sharesOf({ ranges: allocations.at(-1)?.ranges ?? [] });
  return {
    ...experiment,
    arms: arms.map(({ name, isControl }) => ({ name, isControl, share: shares.get(name) ?? 0 })),
    group: group && { name: group.name, share: takenOf(group.ranges) },
    changes: allocations.length - 1,
    report: measured?.report ?? null,
    isCounting: measured === null || measured.isWanted,
  };
}
