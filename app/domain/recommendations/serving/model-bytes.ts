import { fail, ok, type Result } from '../../kernel/result.ts';
import { createOrderLog, NONE, orderCount, type OrderLog } from '../history/order-log.ts';
import { append } from '../history/growing.ts';
import { createShopperSignals } from '../history/shopper-signals.ts';
import { advanceWeek, createWeeklyOrders, WEEK_SECONDS } from '../history/weekly-orders.ts';
import type { Catalog } from '../history/catalog.ts';
import { FEATURES } from '../ranking/features.ts';
import { NOTHING_SHOWN } from '../models/acceptance.ts';
import { createRecent } from '../ranking/recent.ts';
import { createWorkspace } from '../ranking/workspace.ts';
import type { Fitted, ShopState } from '../shop-state.ts';
import { packEngine, unpackEngine } from './engine-arrays.ts';
import { pack, unpack, type PackedArray } from './packed-arrays.ts';

/** What the header of a model holds beside its arrays. */
interface Header {
  /** A ranker means something only with the features it was learned on. */
  readonly features: string;
  readonly skus: string;
  readonly offerable: number | null;
  readonly countries: readonly string[];
  readonly engine: unknown;
}

/** A fitted shop as the decisions need it, without its customers: the engine, and the orders of the last week for what sentences count. */
export function modelBytes(state: ShopState, { engine }: Fitted): Uint8Array {
  const { catalog, log } = state;
  const countries = [...log.countryIndex.keys()];
  const { header, arrays } = packEngine(engine, countries.length);
  const contents: Header = {
    features: FEATURES.join(),
    skus: catalog.skus.join('\n'),
    offerable: Number.isFinite(catalog.offerable) ? catalog.offerable : null,
    countries,
    engine: header,
  };
  return pack({ header: contents, arrays: { ...arrays, ...lastWeek(log) } });
}

/** What `modelBytes` wrote, ready to be asked and to learn; for anything else, a sentence that says what is wrong with it. */
export function modelFromBytes(bytes: Uint8Array): Result<ServedState, string> {
  const packed = unpack(bytes);
  if (!packed.ok) return packed;
  const header = packed.value.header as Header;
  if (header.features !== FEATURES.join())
    return fail('Expected a model with the features of this version, found others. Train the model again.');
  const catalog = restoreCatalog(header);
  const engine = unpackEngine(header.engine, packed.value.arrays, catalog.skus.length);
  if (!engine.ok) return engine;
  const log = restoreLog(packed.value.arrays, header.countries);
  const week = createWeeklyOrders();
  advanceWeek(week, log);
  const products = engine.value.knowledge.logPrices.length;
  return ok({
    catalog,
    content: engine.value.knowledge.content,
    log,
    signals: createShopperSignals(),
    week,
    feedback: new Map(),
    acceptance: NOTHING_SHOWN,
    relativeMargins: new Float32Array(),
    returned: engine.value.knowledge.returned,
    fitted: { engine: engine.value, recent: createRecent(), workspace: createWorkspace(products) },
  });
}

/** A state that is fitted. */
export interface ServedState extends ShopState {
  fitted: Fitted;
}

function restoreCatalog({ skus: text, offerable }: Header): Catalog {
  const skus = text === '' ? [] : text.split('\n');
  return {
    skus,
    indexOf: new Map(skus.map((sku, index) => [sku, index])),
    products: [],
    offerable: offerable ?? Number.POSITIVE_INFINITY,
  };
}

function lastWeek(log: OrderLog): Record<string, PackedArray> {
  const end = orderCount(log);
  const since = (log.times.values[end - 1] ?? 0) - WEEK_SECONDS;
  let first = end;
  while (first > 0 && (log.times.values[first - 1] ?? 0) >= since) first--;
  const start = log.offsets.values[first] ?? 0;
  return {
    'week.times': log.times.values.slice(first, end),
    'week.countries': log.countries.values.slice(first, end),
    'week.offsets': log.offsets.values.slice(first, end + 1).map((offset) => offset - start),
    'week.items': log.items.values.slice(start, log.offsets.values[end] ?? start),
  };
}

/** Nobody's orders: whose they were is not kept. */
function restoreLog(arrays: Readonly<Record<string, PackedArray>>, countries: readonly string[]): OrderLog {
  const log = createOrderLog();
  for (const country of countries) log.countryIndex.set(country, log.countryIndex.size);
  for (const item of arrays['week.items'] ?? []) append(log.items, item);
  for (const offset of (arrays['week.offsets'] ?? []).slice(1)) append(log.offsets, offset);
  for (const country of arrays['week.countries'] ?? []) append(log.countries, country);
  for (const time of arrays['week.times'] ?? []) {
    append(log.times, time);
    append(log.customers, NONE);
    append(log.previous, NONE);
  }
  return log;
}
