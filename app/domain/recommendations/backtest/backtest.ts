import { orderCount, type OrderLog } from '../history/order-log.ts';
import type { ShopOrder, ShopProduct } from '../history/shop-events.ts';
import { KNOWLEDGE_DEFAULTS } from '../ranking/knowledge.ts';
import { createShopState, describe, takeOrder } from '../shop-state.ts';
import { fitEngine, lastWeeksStart, type FitProgress } from '../training/fit-engine.ts';
import { askLive, askStatic, rankByEngine } from './ask.ts';
import { estimate, type Estimates, type Measured } from './estimate.ts';
import { makeQuestions, type BacktestQuestion } from './questions.ts';
import { rankByOne, SINGLE_MODELS } from './rankings.ts';

export interface BacktestOptions {
  /** Seconds since 1970: the test starts here. When left out, the last 30 days, as the engine's own training takes them. */
  readonly since?: number;
  readonly onProgress?: FitProgress;
}

export interface ModelBacktest {
  readonly model: string;
  readonly completion: Estimates;
  readonly nextBasket: Estimates;
}

export interface BacktestReport {
  /** Orders learned from, and orders tested on, in order of time. */
  readonly learned: number;
  readonly tested: number;
  /** Time of the first order tested on, in seconds since 1970. */
  readonly since: number;
  readonly products: number;
  readonly questions: Readonly<Record<BacktestQuestion['task'], number>>;
  /** Each kind of evidence alone, the hybrid as learned, and the hybrid that goes on learning. */
  readonly models: readonly ModelBacktest[];
}

/**
 * Learns from the orders before a point in time and asks for what was bought after it: once as learned (static), and once learning
 * each order after it was asked for (live). Orders in order of time. Null without orders on both sides.
 */
export function backtest(
  products: readonly ShopProduct[],
  orders: readonly ShopOrder[],
  { since, onProgress }: BacktestOptions = {},
): BacktestReport | null {
  const state = createShopState(products);
  for (const order of orders) takeOrder(state, order, KNOWLEDGE_DEFAULTS);
  const { log, catalog } = state;
  const end = orderCount(log);
  const cut = since === undefined ? lastWeeksStart(log, end) : firstAtOrAfter(log, since);
  if (cut === 0 || cut === end) return null;
  const described = describe(state, catalog.skus.length);
  const engine = fitEngine(
    log,
    cut,
    described,
    catalog.offerable,
    KNOWLEDGE_DEFAULTS,
    onProgress && { onProgress },
  );
  const questions = makeQuestions(log, cut, end);
  const examination = { log, engine, offerable: catalog.offerable, questions };
  const count = (task: BacktestQuestion['task']) => questions.filter((asked) => asked.task === task).length;
  return {
    learned: cut,
    tested: end - cut,
    since: log.times.values[cut] ?? 0,
    products: catalog.skus.length,
    questions: { completion: count('completion'), nextBasket: count('nextBasket') },
    models: [
      ...SINGLE_MODELS.map(([model, evidence]) =>
        summarize(model, questions, askStatic(examination, rankByOne(evidence))),
      ),
      summarize('hybrid', questions, askStatic(examination, rankByEngine(engine))),
      summarize(
        'hybrid, live',
        questions,
        askLive(examination, rankByEngine(engine), KNOWLEDGE_DEFAULTS.pairs.largest),
      ),
    ],
  };
}

function firstAtOrAfter({ times }: OrderLog, seconds: number): number {
  let order = 0;
  while (order < times.length && (times.values[order] ?? 0) < seconds) order++;
  return order;
}

function summarize(
  model: string,
  questions: readonly BacktestQuestion[],
  measured: readonly Measured[],
): ModelBacktest {
  const of = (task: BacktestQuestion['task']) =>
    estimate(measured.filter((_, at) => questions[at]?.task === task));
  return { model, completion: of('completion'), nextBasket: of('nextBasket') };
}
