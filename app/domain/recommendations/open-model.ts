import type { ProductId } from '../kernel/ids.ts';
import { invariant } from '../kernel/invariant.ts';
import type { ModelData } from './model-data.ts';
import type { Candidate, Neighbour, RecommendationModel } from './model.ts';
import { addNeighbours, clearPart, createPart, isTouched, partScore, type Part } from './score-part.ts';
import { createTopList, offer, type TopList } from './top-list.ts';
import { trainModel } from './train-model.ts';

/** How much each part counts; each is scaled to its own best product first. README.md says how they were chosen. */
const WEIGHTS = { cart: 1, reorder: 0.3, history: 0.05, popularity: 0.01 } as const;

/** Products of the history whose neighbours are looked at, and entries of it that are read at all, newest first. */
const HISTORY_PRODUCTS = 50;
const HISTORY_ENTRIES = 1_000;

type Query = Parameters<RecommendationModel['candidates']>[0];

/** A model ready to serve. Its working memory is its own: one call at a time, as JavaScript has it. */
export function openModel(data: ModelData, version: number): RecommendationModel {
  const indexOf: ReadonlyMap<string, number> = new Map(data.products.map((id, index) => [id, index]));
  const memory = createMemory(data);
  return {
    version,
    orders: data.orders,
    neighbours(productId) {
      const product = indexOf.get(productId);
      return product === undefined ? [] : neighboursOf(data, product);
    },
    candidates(query) {
      const asked = readQuery(query, indexOf);
      score(data, memory, asked);
      const top = rank(data, memory, asked, query.limit);
      const found = Array.from({ length: top.length }, (_, place) =>
        toCandidate(data, memory, asked, top.ids[place] ?? 0, top.scores[place] ?? 0),
      );
      clearMemory(memory, asked);
      return found;
    },
  };
}

/** A model that knows nothing and suggests nothing: a shop's first day. */
export function emptyModel(): RecommendationModel {
  return openModel(trainModel([]), 0);
}

interface Memory {
  readonly cart: Part;
  readonly history: Part;
  /** By product: log(1 + times bought), as a share of the product bought most often; 0 for the others. */
  readonly reorder: Float64Array;
  /** By product: 1 for what is in the cart. */
  readonly inCart: Uint8Array;
  /** Every product, most popular first. */
  readonly byPopularity: Uint32Array;
}

function createMemory({ products, popularity }: ModelData): Memory {
  const byPopularity = Uint32Array.from(products.keys()).sort(
    (a, b) => (popularity[b] ?? 0) - (popularity[a] ?? 0) || a - b,
  );
  const { length } = products;
  return {
    cart: createPart(length),
    history: createPart(length),
    reorder: new Float64Array(length),
    inCart: new Uint8Array(length),
    byPopularity,
  };
}

/** In time proportional to what a query touched. */
function clearMemory({ cart, history, reorder, inCart }: Memory, asked: Asked): void {
  clearPart(cart);
  clearPart(history);
  for (const product of asked.timesBought.keys()) reorder[product] = 0;
  for (const product of asked.cart) inCart[product] = 0;
}

/** A query in product numbers; unknown products are left out. */
interface Asked {
  readonly cart: ReadonlySet<number>;
  /** Times each product was bought, newest product first. */
  readonly timesBought: ReadonlyMap<number, number>;
  readonly mostTimes: number;
}

function readQuery({ cart, history }: Query, indexOf: ReadonlyMap<string, number>): Asked {
  const timesBought = new Map<number, number>();
  let mostTimes = 1;
  for (let entry = 0; entry < Math.min(history.length, HISTORY_ENTRIES); entry++) {
    const product = indexOf.get(history[entry] ?? '');
    if (product === undefined) continue;
    const times = (timesBought.get(product) ?? 0) + 1;
    timesBought.set(product, times);
    if (times > mostTimes) mostTimes = times;
  }
  return { cart: new Set(cart.flatMap((id) => indexOf.get(id) ?? [])), timesBought, mostTimes };
}

function score(data: ModelData, memory: Memory, { cart, timesBought, mostTimes }: Asked): void {
  for (const product of cart) {
    memory.inCart[product] = 1;
    addNeighbours(memory.cart, data, product);
  }
  const most = Math.log1p(mostTimes);
  for (const [product, times] of timesBought) memory.reorder[product] = Math.log1p(times) / most;
  let read = 0;
  for (const product of timesBought.keys()) {
    if (read++ === HISTORY_PRODUCTS) break;
    addNeighbours(memory.history, data, product);
  }
}

/** The best `limit` products outside the cart: those scored, those bought before, and popular ones to fill up. */
function rank(data: ModelData, memory: Memory, asked: Asked, limit: number): TopList {
  const { cart, history, inCart, byPopularity } = memory;
  const top = createTopList(Math.max(0, Math.floor(limit)));
  const consider = (product: number): void => {
    if (inCart[product] === 0) offer(top, product, totalScore(data, memory, product));
  };
  for (let at = 0; at < cart.length; at++) consider(cart.touched[at] ?? 0);
  for (let at = 0; at < history.length; at++) {
    const product = history.touched[at] ?? 0;
    if (!isTouched(cart, product)) consider(product);
  }
  const isScored = (product: number) => isTouched(cart, product) || isTouched(history, product);
  for (const product of asked.timesBought.keys()) if (!isScored(product)) consider(product);
  let wanted = top.limit;
  for (const product of byPopularity) {
    if (wanted === 0) break;
    if (isScored(product) || asked.timesBought.has(product) || inCart[product] === 1) continue;
    consider(product);
    wanted--;
  }
  return top;
}

function totalScore(data: ModelData, memory: Memory, product: number): number {
  return (
    WEIGHTS.cart * partScore(memory.cart, product) +
    WEIGHTS.reorder * (memory.reorder[product] ?? 0) +
    WEIGHTS.history * partScore(memory.history, product) +
    WEIGHTS.popularity * (data.popularity[product] ?? 0)
  );
}

/** The candidate with the evidence of the part that speaks loudest for it. */
function toCandidate(
  data: ModelData,
  memory: Memory,
  asked: Asked,
  product: number,
  total: number,
): Candidate {
  const productId = idOf(data, product);
  const because = (): Candidate['because'] => {
    const together = WEIGHTS.cart * partScore(memory.cart, product);
    const again = WEIGHTS.reorder * (memory.reorder[product] ?? 0);
    const before = WEIGHTS.history * partScore(memory.history, product);
    if (together > 0 && together >= again && together >= before)
      return { kind: 'bought-together', ...evidence(data, memory.cart, product) };
    if (again > 0 && again >= before)
      return { kind: 'bought-before', productId, orders: asked.timesBought.get(product) ?? 0 };
    if (before > 0) return { kind: 'bought-before', ...evidence(data, memory.history, product) };
    return { kind: 'popular', orders: data.recentOrders[product] ?? 0 };
  };
  return { productId, score: total, because: because() };
}

/** The product that contributed most, and the orders that held both. */
function evidence(data: ModelData, part: Part, product: number): { productId: ProductId; orders: number } {
  const slot = part.bestSlot[product] ?? 0;
  return { productId: idOf(data, part.bestSource[product] ?? 0), orders: data.pairOrders[slot] ?? 0 };
}

function neighboursOf(data: ModelData, product: number): readonly Neighbour[] {
  const start = data.offsets[product] ?? 0;
  const length = (data.offsets[product + 1] ?? start) - start;
  return Array.from({ length }, (_, place) => ({
    productId: idOf(data, data.neighbours[start + place] ?? 0),
    score: data.scores[start + place] ?? 0,
    orders: data.pairOrders[start + place] ?? 0,
  }));
}

function idOf({ products }: ModelData, product: number): ProductId {
  const id = products[product];
  invariant(id !== undefined, `the model has a product number ${product}`);
  return id;
}
