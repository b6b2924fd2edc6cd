/**
 * What a ranking, an order and a fit cost on one core, on a made-up shop from a fixed seed, beside the bound of any list-based ranker: reading the
 * neighbour lists of a cart and keeping the best ten.
 */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { viewBaskets } from '#app/domain/recommendations/history/baskets.ts';
import { countPairs } from '#app/domain/recommendations/models/item-pairs.ts';
import {
  clear,
  createBestFirst,
  offer,
  sortBestFirst,
} from '#app/domain/recommendations/models/best-first.ts';
import { answer, type Question } from '#app/domain/recommendations/ranking/answer.ts';
import {
  addList,
  clearCandidates,
  createCandidates,
  ROW,
} from '#app/domain/recommendations/ranking/candidates.ts';
import { KNOWLEDGE_DEFAULTS } from '#app/domain/recommendations/ranking/knowledge.ts';
import { MERCHANDISING_DEFAULTS } from '#app/domain/recommendations/ranking/merchandising.ts';
import { modelBytes, modelFromBytes } from '#app/domain/recommendations/serving/model-bytes.ts';
import { takeOrder, type Fitted, type ShopState } from '#app/domain/recommendations/shop-state.ts';
import type { ShopOrder } from '#app/domain/recommendations/recommender.ts';
import type { AloneFit } from './recommend/fit-alone.ts';
import type { FitTask } from './recommend/fit-in-thread.ts';
import { fitShop, type FittedShop } from './recommend/fit-shop.ts';
import { makeOrders } from './recommend/synthetic-orders.ts';
import type { Figure } from './report/figure.ts';

const QUESTIONS = 4_000;
const LEARNED = 2_000;

/** Runs for about five minutes. */
export async function benchRecommend(say: (line: string) => void): Promise<readonly Figure[]> {
  say('10,000 products, 40,000 orders with some 200,000 lines, 5,000 customers');
  const serving = fitShop(10_000, 40_000);
  const questions = makeQuestions(makeOrders(40_000, 10_000, 1));
  const bare = timeEach(questions, listLookup(serving.fitted));
  const ranked = timeEach(questions, (question) => void ask(serving, question));
  const loadMs = timeLoad(serving);
  const fresh = makeOrders(LEARNED, 10_000, 2).map((order) => ({ ...order, time: '2026-11-01T00:00:00Z' }));
  const learned = timeOnce(fresh, (order) => takeOrder(serving.state, order, KNOWLEDGE_DEFAULTS));
  const live = timeEach(questions, (question) => void ask(serving, question));
  say('4,000 products, 226,000 orders with some 1,000,000 lines: everything is fitted once');
  const large = fitShop(4_000, 226_000);
  const lines = large.state.log.items.length;
  const countSeconds = timeCounts(large.state);
  say('the same fit in a worker thread, while carts are ranked 200 times a second');
  const beside = await rankBesideFit(serving, questions, { products: 4_000, orders: 226_000 });
  say('100,000 products, 400,000 orders');
  const wide = fitShop(100_000, 400_000);
  const wideQuestions = makeQuestions(makeOrders(400_000, 100_000, 1));
  const wideRanked = timeEach(wideQuestions, (question) => void ask(wide, question));
  say('10,000 products, 2,260,000 orders with some 10,000,000 lines, in a process of its own');
  const alone = await fitAlone(10_000, 2_260_000);
  return [
    { name: 'bare list lookup, 5-line cart, top 10, p50', value: quantile(bare, 0.5), unit: 'µs' },
    { name: 'bare list lookup, p99', value: quantile(bare, 0.99), unit: 'µs' },
    {
      name: 'rank a 5-line cart for a known shopper, p50',
      value: quantile(ranked, 0.5),
      unit: 'µs',
      target: { most: 100 },
    },
    { name: 'rank, p99', value: quantile(ranked, 0.99), unit: 'µs', target: { most: 300 } },
    {
      name: 'rank against the bare lookup, p50',
      value: quantile(ranked, 0.5) / quantile(bare, 0.5),
      unit: 'times',
    },
    { name: `rank after ${LEARNED} orders learned live, p50`, value: quantile(live, 0.5), unit: 'µs' },
    {
      name: 'learn one order, mean',
      value: learned.reduce((sum, one) => sum + one, 0) / learned.length,
      unit: 'µs',
      target: { most: 200 },
    },
    { name: 'load a snapshot', value: loadMs, unit: 'ms', target: { most: 200 } },
    { name: 'counts refitted', value: lines / countSeconds / 1e6, unit: 'M lines/s', target: { least: 1 } },
    {
      name: `everything for ${lines} lines and 4,000 products`,
      value: large.fitSeconds,
      unit: 's',
      target: { most: 60 },
    },
    {
      name: 'rank at 200 a second while another thread fits: p99 against alone',
      value: quantile(beside.busy, 0.99) / quantile(beside.alone, 0.99),
      unit: 'times',
      target: { most: 1.2 },
    },
    {
      name: 'rank at 100,000 products, p50',
      value: quantile(wideRanked, 0.5),
      unit: 'µs',
      target: { most: 300 },
    },
    { name: 'rank at 100,000 products, p99', value: quantile(wideRanked, 0.99), unit: 'µs' },
    { name: 'everything for 400,000 orders and 100,000 products', value: wide.fitSeconds, unit: 's' },
    { name: `everything for ${alone.lines} lines`, value: alone.fitSeconds, unit: 's' },
    { name: 'most memory of that', value: alone.peakBytes / 2 ** 30, unit: 'GB', target: { most: 4 } },
  ];
}

const ROUNDS = 4;

/** Ranks at a steady rate, in turn with the machine to itself and for as long as a worker thread fits, so that a machine that slows down slows both. */
async function rankBesideFit(
  serving: FittedShop,
  questions: readonly Question[],
  task: FitTask,
): Promise<{ readonly alone: number[]; readonly busy: number[] }> {
  const alone: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(...(await rankPaced(serving, questions, sleep(10_000))));
    busy.push(...(await rankPaced(serving, questions, fitInThread(task))));
  }
  return { alone, busy };
}

async function fitInThread(task: FitTask): Promise<void> {
  const worker = new Worker(new URL('./recommend/fit-in-thread.ts', import.meta.url), { workerData: task });
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await worker.terminate();
}

const PACE_MS = 5;

async function rankPaced(
  serving: FittedShop,
  questions: readonly Question[],
  until: Promise<unknown>,
): Promise<number[]> {
  const took: number[] = [];
  let isOver = false;
  void until.finally(() => (isOver = true));
  for (let at = 0; !isOver; at = (at + 1) % questions.length) {
    took.push(...timeOnce(questions.slice(at, at + 1), (question) => void ask(serving, question)));
    await sleep(PACE_MS);
  }
  await until;
  return took;
}

async function fitAlone(products: number, orders: number): Promise<AloneFit> {
  const script = fileURLToPath(new URL('./recommend/fit-alone.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, `${products}`, `${orders}`]);
  return JSON.parse(stdout) as AloneFit;
}

/** Carts of five lines by customers who bought before. */
function makeQuestions(orders: readonly ShopOrder[]): Question[] {
  return orders.slice(-QUESTIONS).map(({ items, customer }, at) => ({
    cart: [...items, ...(orders[at]?.items ?? [])].slice(0, 5).map(String),
    customer,
    history: [],
    now: Date.UTC(2026, 9, 28) / 1000,
    country: 'GB',
    k: 10,
  }));
}

function ask({ state, fitted }: FittedShop, question: Question): readonly unknown[] {
  return answer(state, fitted, MERCHANDISING_DEFAULTS, (sku) => sku, question);
}

/** The lists of the products bought together, summed, and the best ten. */
function listLookup({ engine }: Fitted): (question: Question) => void {
  const { pairs } = engine.knowledge;
  const candidates = createCandidates(pairs.totals.length);
  const best = createBestFirst(10);
  return ({ cart }) => {
    clearCandidates(candidates);
    clear(best);
    for (const sku of cart) addList(candidates, pairs, Number(sku.slice(4)), 0, 1, 50);
    for (let at = 0; at < candidates.length; at++)
      offer(best, candidates.products[at] ?? 0, candidates.evidence[at * ROW] ?? 0);
    sortBestFirst(best);
  };
}

/** Passes over all questions before any is timed: by then the engine has compiled what a server that answers all day has compiled. */
const WARM_UP_PASSES = 3;

/** Microseconds of each call, warm. */
function timeEach<Item>(items: readonly Item[], run: (item: Item) => void): number[] {
  for (let pass = 0; pass < WARM_UP_PASSES; pass++) for (const item of items) run(item);
  return timeOnce(items, run);
}

function timeOnce<Item>(items: readonly Item[], run: (item: Item) => void): number[] {
  return items.map((item) => {
    const startedAt = performance.now();
    run(item);
    return (performance.now() - startedAt) * 1000;
  });
}

function timeLoad({ state, fitted }: FittedShop): number {
  const bytes = modelBytes(state, fitted);
  const startedAt = performance.now();
  const read = modelFromBytes(bytes);
  if (!read.ok) throw new Error(read.failure);
  return performance.now() - startedAt;
}

function timeCounts({ log, catalog }: ShopState): number {
  const startedAt = performance.now();
  countPairs(viewBaskets(log, log.times.length, catalog.skus.length), KNOWLEDGE_DEFAULTS.pairs);
  return (performance.now() - startedAt) / 1000;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
