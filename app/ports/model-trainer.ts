import type { Shop } from './shop-store.ts';

export interface TrainedModel {
  readonly version: number;
  readonly orders: number;
  readonly products: number;
  readonly durationMs: number;
}

/** Trains a shop's recommendation model from its stored orders, off the event loop, and puts it in use. */
export interface ModelTrainer {
  train(shopId: Shop['id']): Promise<TrainedModel>;
}
