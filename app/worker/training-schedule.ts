import type { Shop } from '#app/ports/shop-store.ts';

/** Between two trainings of a shop while orders stream in. */
export const TRAIN_EVERY_MS = 30_000;

/** Remembers which shops have new orders, and when each may be trained again. */
export function createTrainingSchedule(everyMs = TRAIN_EVERY_MS) {
  const wanted = new Set<Shop['id']>();
  const trainedAt = new Map<Shop['id'], number>();
  return {
    want(shopId: Shop['id']): void {
      wanted.add(shopId);
    },
    /** Shops to train now; each is handed out once. A shop's first training waits `everyMs` too, so that a burst ends first. */
    take(nowMs: number): readonly Shop['id'][] {
      const due = [...wanted].filter((shopId) => {
        const since = trainedAt.get(shopId);
        if (since === undefined) trainedAt.set(shopId, nowMs);
        return since !== undefined && nowMs - since >= everyMs;
      });
      for (const shopId of due) {
        wanted.delete(shopId);
        trainedAt.set(shopId, nowMs);
      }
      return due;
    },
  };
}
