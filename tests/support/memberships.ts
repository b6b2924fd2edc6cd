import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import type { StoredSegment } from '#app/ports/segment-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { IngestionWorld } from './ingestion.ts';

/** Runs the poller and the builder until neither finds work. */
export async function settleMemberships({ ingestion }: IngestionWorld): Promise<void> {
  const { moveDue, followRules } = ingestion.work;
  while ((await moveDue()) === 0);
  while (await followRules());
}

/** Saves a segment's rule as the editor does; a new segment when the name is new. */
export async function saveRule(world: IngestionWorld, name: string, rule: string): Promise<StoredSegment> {
  const store = createSegmentStore(world.database);
  const shopId = world.shopId as ShopId;
  const known = (await store.list(shopId)).find((segment) => segment.name === name);
  const draft = { name, description: '', rule };
  const saved = known
    ? await store.update(shopId, known.id, known.version, draft)
    : await store.create(shopId, draft);
  if (!saved.ok) throw new Error(saved.failure.kind);
  return saved.value;
}

/** The numbers of the shoppers whose stored row says they are in, ascending. */
export async function storedMembers(world: IngestionWorld, segmentId: string): Promise<readonly number[]> {
  const rows = await world.rows<{ id: string }>(
    'SELECT shopper_id AS id FROM profile WHERE $1 = ANY(segment_ids)',
    [segmentId],
  );
  return rows.map(({ id }) => Number(id.split('/').at(-1))).sort((a, b) => a - b);
}

export interface EventRow {
  readonly shopper: number | null;
  readonly at: string;
  readonly entered: boolean;
  readonly cause: string;
}

/** A segment's history in the order it was written. */
export async function historyOf(world: IngestionWorld, segmentId: string): Promise<readonly EventRow[]> {
  const rows = await world.rows<{ shopper_id: string | null; at: Date; entered: boolean; cause: string }>(
    'SELECT shopper_id, at, entered, cause FROM membership_event WHERE segment_id = $1 ORDER BY id',
    [segmentId],
  );
  return rows.map(({ shopper_id, at, entered, cause }) => ({
    shopper: shopper_id === null ? null : Number(shopper_id.split('/').at(-1)),
    at: at.toISOString(),
    entered,
    cause,
  }));
}
