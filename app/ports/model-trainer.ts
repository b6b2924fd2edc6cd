import type { Shop } from './shop-store.ts';

export interface TrainedModel {
  readonly version: number;
  readonly orders: number;
  readonly products: number;
  readonly durationMs: number;
  /** Its ranker was learned, not the one set by hand. */
  readonly isLearned: boolean;
  /** Why it was stored but does not serve; null when it does. */
  readonly objection: string | null;
}

export interface TrainingOptions {
  /** Told what is being done, in words. */
  readonly onProgress?: (step: string) => void;
  /** Ends a training half-way; nothing of it is kept, and the running model goes on serving. */
  readonly signal?: AbortSignal;
  /** A shop without a model gets one soon, whose ranker is the hand-set one; train again for a learned one. */
  readonly isQuick?: boolean;
}

/** Learns a shop from its stored orders, off the event loop. */
export interface ModelTrainer {
  /** Trains anew and stores the model; it serves unless it is worse than the running one. Rejects when it ended half-way. */
  train(shopId: Shop['id'], options?: TrainingOptions): Promise<TrainedModel>;
  /** Tells every process that the shop has orders its model has not learned yet. */
  announceOrders(shopId: Shop['id']): Promise<void>;
}
