import { NONE, type OrderLog } from '../history/order-log.ts';
import { fitKnowledge, type Described, type Knowledge, type KnowledgeOptions } from '../ranking/knowledge.ts';
import { handSetWeights, type Weights } from '../ranking/situations.ts';
import { findPopular, type Sources } from '../ranking/workspace.ts';
import { makeExamples } from './examples.ts';
import { learnWeights, type SituationReport } from './learn-weights.ts';

/** Fewer orders than this are "not enough data": the weights stay as set by hand. */
export const ENOUGH_ORDERS = 50;
const WINDOW_DAYS = 30;
const LEAST_WINDOW_ORDERS = 300;
/** Popular products that are candidates of every question. */
export const POPULAR_CANDIDATES = 60;

export interface Engine {
  readonly knowledge: Knowledge;
  readonly weights: Weights;
  popular: Uint32Array;
  readonly report: readonly SituationReport[];
}

export type FitProgress = (step: 'models of the past' | 'examples' | 'weights' | 'models') => void;

/**
 * Fits everything on the first `orders` orders of the log: the models on the orders before the last weeks, the weights on how well those models told these weeks, and
 * then the models again on all orders. The last weeks are 30 days, more where they hold fewer than 300 orders, and never more
 * than a third of all orders.
 */
export function fitEngine(
  log: OrderLog,
  orders: number,
  described: Described,
  offerable: number,
  options: KnowledgeOptions,
  onProgress: FitProgress = () => undefined,
): Engine {
  const learned =
    orders < ENOUGH_ORDERS
      ? null
      : learnFromLastWeeks(log, orders, described, offerable, options, onProgress);
  onProgress('models');
  const knowledge = fitKnowledge(log, orders, described, options);
  return {
    knowledge,
    weights: learned?.weights ?? handSetWeights(),
    popular: findPopular(knowledge, POPULAR_CANDIDATES),
    report: learned?.report ?? [],
  };
}

function learnFromLastWeeks(
  log: OrderLog,
  orders: number,
  described: Described,
  offerable: number,
  options: KnowledgeOptions,
  onProgress: FitProgress,
): ReturnType<typeof learnWeights> {
  const cut = lastWeeksStart(log, orders);
  onProgress('models of the past');
  const knowledge = fitKnowledge(log, cut, described, options);
  const sources: Sources = {
    knowledge,
    live: null,
    popular: findPopular(knowledge, POPULAR_CANDIDATES),
    offerable,
    banned: NOTHING,
  };
  onProgress('examples');
  const examples = makeExamples(log, sources, cut, orders);
  onProgress('weights');
  return learnWeights(examples);
}

const NOTHING: ReadonlySet<number> = new Set();

/** Number of the first order of the last weeks before order number `orders`. */
export function lastWeeksStart(log: OrderLog, orders: number): number {
  const since = (log.times.values[orders - 1] ?? 0) - WINDOW_DAYS * 86_400;
  let cut = orders;
  while (cut > 0 && ((log.times.values[cut - 1] ?? NONE) >= since || orders - cut < LEAST_WINDOW_ORDERS))
    cut--;
  return Math.max(cut, Math.ceil((orders * 2) / 3));
}
