import { fail, ok, type Result } from '../../kernel/result.ts';
import type { NeighbourLists } from '../models/neighbour-lists.ts';
import type { Knowledge } from '../ranking/knowledge.ts';
import type { Ranker } from '../ranking/ranker.ts';
import { SITUATIONS } from '../ranking/situations.ts';
import { createProductTraits } from '../ranking/product-traits.ts';
import type { Engine } from '../training/fit-engine.ts';
import { flattenCountries, restoreCountries } from './country-sums.ts';
import type { Packed, PackedArray } from './packed-arrays.ts';

interface EngineHeader {
  readonly orders: number;
  readonly shrinkage: number;
  readonly asymmetry: number;
  readonly popularity: {
    readonly origin: number;
    readonly newest: number;
    readonly orders: number;
    readonly monthTotal: number;
  };
  readonly report: Engine['report'];
}

type Arrays = Record<string, PackedArray>;

/** An engine as named arrays; norms, which follow from the totals, are left out. */
export function packEngine(
  { knowledge, ranker, trial, popular, report }: Engine,
  countryCount: number,
): Packed {
  const { pairs, ease, content, popularity, repetition, logPrices, returned } = knowledge;
  const { origin, newest, orders, monthTotal, counts, week, month, firstSold } = popularity;
  const header: EngineHeader = {
    orders: knowledge.orders,
    shrinkage: knowledge.shrinkage,
    asymmetry: knowledge.asymmetry,
    popularity: { origin, newest, orders, monthTotal },
    report,
  };
  const arrays: Arrays = {
    ...packLists('pairs', pairs),
    'pairs.together': pairs.together,
    'pairs.totals': pairs.totals,
    ...packLists('ease', ease),
    ...packLists('content', content),
    logPrices,
    returned,
    'popularity.counts': counts,
    'popularity.week': week,
    'popularity.month': month,
    'popularity.firstSold': firstSold,
    ...prefixed('countries', { ...flattenCountries(popularity, countryCount) }),
    'repetition.rate': repetition.rate,
    'repetition.gapDays': repetition.gapDays,
    popular,
    ...packRanker('', ranker),
    ...(trial && packRanker('trial.', trial)),
  };
  return { header, arrays };
}

/** The engine of `packEngine`. A right checksum over wrong contents means a faulty writer; serving from it would read past the end. */
export function unpackEngine(
  header: unknown,
  arrays: Packed['arrays'],
  skus: number,
): Result<Engine, string> {
  const { orders, shrinkage, asymmetry, popularity, report } = header as EngineHeader;
  const totals = doubles(arrays, 'pairs.totals');
  const products = totals.length;
  const lists = ['pairs', 'ease', 'content'].map((name) => unpackLists(arrays, name));
  if (products < skus || !lists.every((each) => isSound(each, products)))
    return fail("Expected the model's lists of neighbours one after the other, found them broken.");
  const [pairs, ease, content] = lists as [NeighbourLists, NeighbourLists, NeighbourLists];
  const knowledge: Knowledge = {
    orders,
    shrinkage,
    asymmetry,
    content,
    ease,
    pairs: { ...pairs, totals, together: words(arrays, 'pairs.together') },
    logPrices: floats(arrays, 'logPrices'),
    returned: words(arrays, 'returned'),
    own: totals.map((total) => total ** asymmetry),
    other: totals.map((total) => total ** (1 - asymmetry)),
    root: totals.map(Math.sqrt),
    popularity: {
      ...popularity,
      counts: doubles(arrays, 'popularity.counts'),
      week: doubles(arrays, 'popularity.week'),
      month: doubles(arrays, 'popularity.month'),
      firstSold: doubles(arrays, 'popularity.firstSold'),
      ...restoreCountries({
        offsets: words(arrays, 'countries.offsets'),
        products: words(arrays, 'countries.products'),
        sums: doubles(arrays, 'countries.sums'),
        totals: doubles(arrays, 'countries.totals'),
      }),
    },
    repetition: { rate: floats(arrays, 'repetition.rate'), gapDays: floats(arrays, 'repetition.gapDays') },
    traits: createProductTraits(totals.length),
  };
  return ok({
    knowledge,
    ranker: unpackRanker(arrays, ''),
    trial: 'trial.weights' in arrays ? unpackRanker(arrays, 'trial.') : null,
    popular: words(arrays, 'popular'),
    report,
  });
}

function packRanker(prefix: string, { weights, trees }: Ranker): Arrays {
  return {
    [`${prefix}weights`]: Float64Array.from(weights.flatMap((each) => [...each])),
    ...(trees && {
      [`${prefix}trees.features`]: trees.features,
      [`${prefix}trees.thresholds`]: trees.thresholds,
      [`${prefix}trees.leaves`]: trees.leaves,
    }),
  };
}

function packLists(name: string, { offsets, neighbours, values }: NeighbourLists): Arrays {
  return prefixed(name, { offsets, neighbours, values });
}

function prefixed(name: string, arrays: Arrays): Arrays {
  return Object.fromEntries(Object.entries(arrays).map(([key, array]) => [`${name}.${key}`, array]));
}

function unpackLists(arrays: Packed['arrays'], name: string): NeighbourLists {
  return {
    offsets: words(arrays, `${name}.offsets`),
    neighbours: words(arrays, `${name}.neighbours`),
    values: floats(arrays, `${name}.values`),
  };
}

function unpackWeights(all: Float64Array): Float64Array[] {
  const each = all.length / SITUATIONS.length;
  return SITUATIONS.map((_, at) => all.slice(at * each, (at + 1) * each));
}

function unpackRanker(arrays: Packed['arrays'], prefix: string): Ranker {
  return {
    weights: unpackWeights(doubles(arrays, `${prefix}weights`)),
    trees: unpackTrees(arrays, prefix),
  };
}

function unpackTrees(arrays: Packed['arrays'], prefix: string): Ranker['trees'] {
  const features = arrays[`${prefix}trees.features`];
  if (!(features instanceof Uint8Array)) return null;
  return {
    features,
    thresholds: floats(arrays, `${prefix}trees.thresholds`),
    leaves: doubles(arrays, `${prefix}trees.leaves`),
  };
}

function isSound({ offsets, neighbours, values }: NeighbourLists, products: number): boolean {
  return (
    offsets.length === products + 1 &&
    offsets[0] === 0 &&
    offsets.every((offset, at) => at === 0 || offset >= (offsets[at - 1] ?? 0)) &&
    offsets.at(-1) === neighbours.length &&
    values.length === neighbours.length &&
    neighbours.every((product) => product < products)
  );
}

function words(arrays: Packed['arrays'], name: string): Uint32Array {
  const array = arrays[name];
  return array instanceof Uint32Array ? array : new Uint32Array(0);
}

function floats(arrays: Packed['arrays'], name: string): Float32Array {
  const array = arrays[name];
  return array instanceof Float32Array ? array : new Float32Array(0);
}

function doubles(arrays: Packed['arrays'], name: string): Float64Array {
  const array = arrays[name];
  return array instanceof Float64Array ? array : new Float64Array(0);
}
