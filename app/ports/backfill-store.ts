import type { Shop } from './shop-store.ts';

/** In the order in which they run. */
export const BACKFILL_STEPS = ['shop', 'products', 'customers', 'orders', 'model'] as const;
export type BackfillStepName = (typeof BACKFILL_STEPS)[number];

export interface BackfillState {
  readonly step: BackfillStepName;
  readonly status: 'pending' | 'requested' | 'reading' | 'done' | 'failed';
  /** Of the bulk operation, once it is requested. */
  readonly operationId: string | null;
}

/** How far reading a shop's history has come. Every change is durable, so that another process can go on from it. */
export interface BackfillStore {
  /** Installed shops with a step that is neither done nor failed. */
  unfinishedShops(): Promise<readonly Shop[]>;
  /** Runs `work` while no other process may run this shop's backfill; false when another one does. */
  withShopLock(shopId: Shop['id'], work: () => Promise<void>): Promise<boolean>;
  states(shopId: Shop['id']): Promise<readonly BackfillState[]>;
  markRequested(shopId: Shop['id'], step: BackfillStepName, operationId: string): Promise<void>;
  markReading(shopId: Shop['id'], step: BackfillStepName, objectsAll: number | null): Promise<void>;
  setProgress(
    shopId: Shop['id'],
    step: BackfillStepName,
    objectsDone: number,
    message?: string,
  ): Promise<void>;
  markDone(shopId: Shop['id'], step: BackfillStepName, objectsDone: number): Promise<void>;
  markFailed(shopId: Shop['id'], step: BackfillStepName, message: string): Promise<void>;
}
