import type { Shop } from '#app/ports/shop-store.ts';

/** Between two trainings of a shop while orders stream in: until then its model learns them one by one. */
const TRAIN_EVERY_MS = 15 * 60_000;
/** Before the first training, so that a burst ends first. */
const FIRST_AFTER_MS = 30_000;

/** Remembers which shops have new orders: to be told of at once, and to be trained on when that is due. */
export function createTrainingSchedule() {
  const wanted = new Set<Shop['id']>();
  const untold = new Set<Shop['id']>();
  const trainedAt = new Map<Shop['id'], number>();
  return {
    want(shopId: Shop['id']): void {
      wanted.add(shopId);
      untold.add(shopId);
    },
    /** Shops with orders since this was asked last. */
    takeNews(): readonly Shop['id'][] {
      const news = [...untold];
      untold.clear();
      return news;
    },
    /** Shops to train now; each is handed out once. */
    take(nowMs: number): readonly Shop['id'][] {
      const due = [...wanted].filter((shopId) => {
        const since = trainedAt.get(shopId);
        if (since === undefined) trainedAt.set(shopId, nowMs - TRAIN_EVERY_MS + FIRST_AFTER_MS);
        return since !== undefined && nowMs - since >= TRAIN_EVERY_MS;
      });
      for (const shopId of due) {
        wanted.delete(shopId);
        trainedAt.set(shopId, nowMs);
      }
      return due;
    },
  };
}
