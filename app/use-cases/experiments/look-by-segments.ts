import { z } from 'zod';
import { MOST_SLICES } from '#app/domain/experiments/checkouts/slices.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentStore } from '#app/ports/experiment-store.ts';
import type { MeasurementStore } from '#app/ports/measurement-store.ts';
import type { SegmentStore } from '#app/ports/segment-store.ts';
import type { ExperimentRefusal } from './change-experiment.ts';
import { SETTLES_IN } from './measure-shops.ts';

export interface LookBySegmentsPorts {
  readonly experiments: Pick<ExperimentStore, 'find' | 'lookBy'>;
  readonly segments: Pick<SegmentStore, 'list'>;
  readonly measurements: Pick<MeasurementStore, 'want'>;
  readonly clock: Clock;
}

const chosen = z.array(z.string()).max(MOST_SLICES);

/** Looks at an experiment by these segments, and asks for figures anew. Changes nothing of what anybody sees. */
export async function lookBySegments(
  { experiments, segments, measurements, clock }: LookBySegmentsPorts,
  { shopId, id, segmentIds }: { shopId: ShopId; id: string; segmentIds: unknown },
): Promise<Result<string, ExperimentRefusal>> {
  const parsed = chosen.safeParse(segmentIds);
  if (!parsed.success) return invalid(`Expected at most ${MOST_SLICES} segments.`);
  const found = await experiments.find(shopId, id);
  if (!found) return fail({ kind: 'not-found' });
  if (found.endedAt !== null && found.endedAt < clock.now() - SETTLES_IN)
    return invalid('This experiment ended so long ago that it is not counted any more.');
  const wanted = [...new Set(parsed.data)];
  const known = new Set((await segments.list(shopId)).map((segment) => segment.id));
  if (!wanted.every((segment) => known.has(segment))) return invalid('Expected segments of this shop.');
  await experiments.lookBy(shopId, id, wanted);
  await measurements.want(shopId, clock.now());
  return ok(id);
}

const invalid = (segments: string): Result<string, ExperimentRefusal> =>
  fail({ kind: 'invalid', fields: { segments } });
