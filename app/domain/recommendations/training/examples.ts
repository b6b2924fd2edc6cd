import { seededRandom } from '../../kernel/random.ts';
import { NONE, type OrderLog } from '../history/order-log.ts';
import { shuffledProducts } from '../history/shuffled-products.ts';
import { FEATURE_COUNT } from '../ranking/features.ts';
import { feedFromLog } from '../ranking/feed-history.ts';
import type { LiveOrders } from '../ranking/gather.ts';
import { learnRecent } from '../ranking/recent.ts';
import { situationOf } from '../ranking/situations.ts';
import {
  beginQuestion,
  createWorkspace,
  findCandidates,
  putInCart,
  type Sources,
  type Workspace,
} from '../ranking/workspace.ts';

/** Questions of the shop's own past: the features of the candidates of each, and which of them were bought then. */
export interface Examples {
  /** Candidates of example e are rows `offsets[e]` up to `offsets[e + 1]`. */
  readonly offsets: Uint32Array;
  /** FEATURE_COUNT numbers a row. */
  readonly features: Float32Array;
  /** By row: 1 / (right candidates of the example) for a right one, else 0. */
  readonly answers: Float32Array;
  /** By example. */
  readonly situations: Uint8Array;
  readonly orders: Uint32Array;
  /** Orders of the questions that were left out. */
  readonly missed: Uint32Array;
}

/** Products of the cart of a replayed order, at most. */
const FULL_CART = 5;
const MOST_EXAMPLES = 4_500;

/** The same models twice: as they were fitted, and as they are when they go on learning. */
export interface ReplaySources {
  readonly stale: Sources;
  readonly fresh: Sources & { readonly live: LiveOrders };
}

/**
 * Replays the orders from number `from` up to `to`: of each, a part is the cart, the rest is the answer, and the customer's earlier
 * orders are the history. Which products make the cart follows from the order's number, so that the same log gives the same
 * examples. Half of the questions are asked of models that learned all orders before, half of models as old as the window: a ranker meets
 * both. An example whose answer is among no candidate teaches nothing and is left out.
 */
export function makeExamples(
  log: OrderLog,
  { stale, fresh }: ReplaySources,
  from: number,
  to: number,
  largest: number,
): Examples {
  const work = createWorkspace(stale.knowledge.logPrices.length);
  const collected = createCollection();
  const chance = MOST_EXAMPLES / (3 * (to - from));
  const random = seededRandom(to);
  for (let order = from; order < to; order++) {
    const isReplayed = random() < chance;
    if (isReplayed)
      replayOrder(work, log, order, order % 2 === 0 ? [stale, fresh] : [fresh, stale], collected);
    learnRecent(fresh.live.recent, fresh.knowledge, log, order, largest);
  }
  return finish(collected);
}

/** A full cart, a small one, and none. */
function replayOrder(
  work: Workspace,
  log: OrderLog,
  order: number,
  [first, second]: readonly [Sources, Sources],
  collected: Collection,
): void {
  const products = shuffledProducts(log, order);
  if (products.length >= 2) {
    replay(work, log, first, order, products, Math.min(FULL_CART, products.length - 1), collected);
    replay(work, log, second, order, products, 1 + (order % 4 < 2 ? 0 : 1), collected);
  }
  if (log.previous.values[order] !== NONE)
    replay(work, log, order % 3 === 0 ? first : second, order, products, 0, collected);
}

function replay(
  work: Workspace,
  log: OrderLog,
  sources: Sources,
  order: number,
  products: Uint32Array,
  cartSize: number,
  collected: Collection,
): void {
  const now = log.times.values[order] ?? 0;
  beginQuestion(work, now, log.countries.values[order] ?? NONE);
  const size = Math.min(cartSize, products.length - 1);
  for (let at = 0; at < size; at++) putInCart(work, products[at] ?? 0);
  feedFromLog(work, log, log.previous.values[order] ?? NONE, now);
  findCandidates(work, sources);
  collect(collected, work, new Set(products.subarray(size)), order);
}

interface Collection {
  readonly parts: { features: Float32Array; answers: Float32Array; situation: number; order: number }[];
  readonly missed: number[];
}

function createCollection(): Collection {
  return { parts: [], missed: [] };
}

function collect(
  { parts, missed }: Collection,
  work: Workspace,
  right: ReadonlySet<number>,
  order: number,
): void {
  const { ids } = work.close;
  const length = work.described;
  const answers = new Float32Array(length);
  let found = 0;
  for (let place = 0; place < length; place++)
    if (right.has(ids[place] ?? 0)) {
      answers[place] = 1;
      found++;
    }
  if (found === 0) return void missed.push(order);
  for (let place = 0; place < length; place++) answers[place] = (answers[place] ?? 0) / found;
  const features = work.features.slice(0, length * FEATURE_COUNT);
  parts.push({ features, answers, situation: situationOf(work.asked, work.history), order });
}

function finish({ parts, missed }: Collection): Examples {
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach(({ answers }, at) => (offsets[at + 1] = (offsets[at] ?? 0) + answers.length));
  const rows = offsets[parts.length] ?? 0;
  const features = new Float32Array(rows * FEATURE_COUNT);
  const answers = new Float32Array(rows);
  parts.forEach((part, at) => {
    features.set(part.features, (offsets[at] ?? 0) * FEATURE_COUNT);
    answers.set(part.answers, offsets[at]);
  });
  return {
    offsets,
    features,
    answers,
    situations: Uint8Array.from(parts, ({ situation }) => situation),
    orders: Uint32Array.from(parts, ({ order }) => order),
    missed: Uint32Array.from(missed),
  };
}
