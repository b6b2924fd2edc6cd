import { NONE, type OrderLog } from '../history/order-log.ts';
import {
  fitKnowledge,
  forkKnowledge,
  type Described,
  type Knowledge,
  type KnowledgeOptions,
} from '../ranking/knowledge.ts';
import { createRecent } from '../ranking/recent.ts';
import { handSetRanker, type Ranker } from '../ranking/ranker.ts';
import { findPopular, type Sources } from '../ranking/workspace.ts';
import { makeExamples } from './examples.ts';
import { ENOUGH_ORDERS } from './enough-orders.ts';
import { learnRanker, type RankerReport } from './learn-ranker.ts';

const WINDOW_DAYS = 30;
const LEAST_WINDOW_ORDERS = 300;
/** Popular products that are candidates of every question. */
export const POPULAR_CANDIDATES = 60;

export interface Engine {
  readonly knowledge: Knowledge;
  readonly ranker: Ranker;
  /** The ranker before it saw the newest questions; the gate holds later ones against it. Null where it was not kept. */
  readonly trial: Ranker | null;
  popular: Uint32Array;
  /** How the ranker was chosen; null where it is the hand-set one. */
  readonly report: RankerReport | null;
}

export type FitProgress = (step: 'models of the past' | 'examples' | 'ranker' | 'models') => void;

export interface FitOptions {
  /** The trial of the ranker in use, to be compared with. */
  readonly running?: Ranker | null;
  /** False: the weights stay as set by hand, which takes a tenth of the time. */
  readonly learnsRanker?: boolean;
  readonly onProgress?: FitProgress;
}

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
  { running = null, learnsRanker = true, onProgress = () => undefined }: FitOptions = {},
): Engine {
  const learned =
    orders < ENOUGH_ORDERS || !learnsRanker
      ? null
      : learnFromLastWeeks(log, orders, described, offerable, options, { running, onProgress });
  onProgress('models');
  const knowledge = fitKnowledge(log, orders, described, options);
  return {
    knowledge,
    ranker: learned?.ranker ?? handSetRanker(),
    trial: learned?.trial ?? handSetRanker(),
    popular: findPopular(knowledge, POPULAR_CANDIDATES),
    report: learned?.report ?? null,
  };
}

function learnFromLastWeeks(
  log: OrderLog,
  orders: number,
  described: Described,
  offerable: number,
  options: KnowledgeOptions,
  { running, onProgress }: Required<Omit<FitOptions, 'learnsRanker'>>,
): ReturnType<typeof learnRanker> {
  const cut = lastWeeksStart(log, orders);
  onProgress('models of the past');
  const knowledge = fitKnowledge(log, cut, described, options);
  const popular = findPopular(knowledge, POPULAR_CANDIDATES);
  const stale: Sources = { knowledge, live: null, popular, offerable, banned: NOTHING };
  const fresh = { ...stale, knowledge: forkKnowledge(knowledge), live: { recent: createRecent(), log } };
  onProgress('examples');
  const examples = makeExamples(log, { stale, fresh }, cut, orders, options.pairs.largest);
  onProgress('ranker');
  return learnRanker(examples, running);
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
