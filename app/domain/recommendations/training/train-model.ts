import type { ShopOrder, ShopProduct, ShopReturn } from '../history/shop-events.ts';
import { recordReturn } from '../history/shopper-signals.ts';
import { KNOWLEDGE_DEFAULTS } from '../ranking/knowledge.ts';
import { modelBytes, type ServedState } from '../serving/model-bytes.ts';
import { createShopState, fitState, takeOrder } from '../shop-state.ts';
import type { FitProgress } from './fit-engine.ts';
import { findObjection } from './gate.ts';
import { judgeByLog, type DrawnChoice, type LogReport } from './judge-by-log.ts';
import type { RankerReport } from './learn-ranker.ts';

/** What a shop tells of itself. Orders in order of time. */
export interface ShopHistory {
  readonly products: readonly ShopProduct[];
  readonly orders: readonly ShopOrder[];
  readonly returns: readonly ShopReturn[];
}

export interface TrainedBytes {
  readonly bytes: Uint8Array;
  readonly orders: number;
  readonly products: number;
  /** How the ranker was chosen, and how it compares with the running one; null where it is the hand-set one. */
  readonly report: RankerReport | null;
  /** How the ranker does on offers that were drawn by chance; null without any, and for the hand-set one. */
  readonly byLog: LogReport | null;
  /** Why the model must not go live; null when it may. */
  readonly objection: string | null;
}

export interface TrainModelOptions {
  readonly running?: ServedState | null;
  /** Leaves the ranker as set by hand where nothing runs yet, so that a new shop has a model soon. */
  readonly isQuick?: boolean;
  /** Offers that were drawn by chance, for a judgement before shoppers see the ranker. */
  readonly drawn?: readonly DrawnChoice[];
  readonly onProgress?: FitProgress;
}

/** Learns a shop from its history, and holds what was learned against the running model. The same history gives the same model. */
export function trainModel(
  history: ShopHistory,
  { running = null, isQuick = false, drawn = [], onProgress }: TrainModelOptions = {},
): TrainedBytes {
  const { products, orders, returns } = history;
  const state = createShopState(products);
  for (const order of orders) takeOrder(state, order, KNOWLEDGE_DEFAULTS);
  for (const one of returns) recordReturn(state.signals, state.catalog, state.returned, one);
  const fitted = fitState(state, KNOWLEDGE_DEFAULTS, {
    running: running?.fitted.engine.trial ?? null,
    learnsRanker: !isQuick || running !== null,
    ...(onProgress && { onProgress }),
  });
  const { knowledge, trial, report } = fitted.engine;
  const byLog = report && trial && judgeByLog(history, trial, drawn);
  return {
    bytes: modelBytes(state, fitted),
    orders: knowledge.orders,
    products: state.catalog.skus.length,
    report,
    byLog,
    objection: findObjection({
      orders: knowledge.orders,
      runningOrders: running?.fitted.engine.knowledge.orders ?? null,
      gate: report?.gate ?? null,
      byLog,
    }),
  };
}
